//! What a player may set.

use cobden_model::Flows;

/// A rate that one player sets on some flows, between bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// Position of the player who sets it.
    pub player: usize,
    /// What is levied.
    pub levy: Levy,
    /// How the rate meets the rates of the status quo.
    pub span: Span,
    /// Flows it is levied on: (importer, exporter, sector).
    pub cells: Vec<(usize, usize, usize)>,
    /// Smallest rate allowed, above −1.
    pub lower: f64,
    /// Largest rate allowed.
    pub upper: f64,
    /// What tells it from the player's others: partner and sector, `all` where it makes no difference.
    pub partner: Option<String>,
    /// Code of the sector, where it is one.
    pub sector: Option<String>,
}

impl Instrument {
    /// The rate that leaves `rates` as they are: nothing on top; of what is replaced the mean, weighted with `flows`;
    /// as near to it as the bounds allow.
    pub(crate) fn starting_rate(&self, rates: &Flows, flows: &Flows) -> f64 {
        let rate = match self.span {
            Span::OnTop => 0.0,
            Span::Replaces => {
                let cells = || self.cells.iter().map(|(n, i, j)| [*n, *i, *j]);
                let trade: f64 = cells().map(|at| flows[at]).sum();
                if trade > 0.0 {
                    cells().map(|at| flows[at] / trade * rates[at]).sum()
                } else {
                    0.0
                }
            }
        };
        rate.clamp(self.lower, self.upper)
    }
}

/// What is levied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Levy {
    /// A duty of the importer, ratio of customs value.
    Tariff,
    /// A tax of the exporter, ratio of the producer's price.
    ExportTax,
}

/// How a rate meets what is levied already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// It replaces the rates of all its flows.
    Replaces,
    /// It comes on top of them.
    OnTop,
}
