//! What a player may set.

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
