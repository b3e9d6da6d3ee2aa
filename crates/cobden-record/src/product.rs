//! Products that a trade model needs apart from the rest of their sector.

use cobden_codes::HsCode;
use jiff::civil::Date;

use crate::target::Closeness;

#[cfg(test)]
mod tests;

/// A product nested inside a division of a trade model.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// Codes of the Harmonized System, with everything below them.
    pub products: Vec<HsCode>,
    /// The division of ISIC Rev.4 it is part of.
    pub division: u8,
    /// How much of each exporter's sales of the division it is.
    pub shares: Vec<SalesShare>,
    /// Elasticity of substitution between it and the rest of the division, 0 or more.
    pub substitution: f64,
    /// Trade elasticity among its suppliers ($\theta$), above 0.
    pub trade_elasticity: f64,
}

/// A product's share in an exporter's sales of its division.
#[derive(Debug, Clone, PartialEq)]
pub struct SalesShare {
    /// Whose sales: an economy, a group or `all`.
    pub exporter: String,
    /// To whom: an economy or a group; none for all buyers, those at home too.
    pub importer: Option<String>,
    /// Share of value, 0 to 1.
    pub share: f64,
}

impl Product {
    /// The share in an exporter's sales to an importer, as a ratio of value; none where nothing is said.
    ///
    /// What is said of a pair goes before what is said of an exporter, an economy before a group it is a member of
    /// on the day, a group before `all`; of two groups the first written.
    pub fn share(&self, exporter: &str, importer: &str, on: Date) -> Option<f64> {
        let fitting = self.shares.iter().filter_map(|row| {
            let to = match &row.importer {
                Some(name) => Closeness::of(name, importer, on)?,
                None => Closeness::All,
            };
            Some(((to, Closeness::of(&row.exporter, exporter, on)?), row.share))
        });
        let mut best: Option<((Closeness, Closeness), f64)> = None;
        for (rank, share) in fitting {
            if best.is_none_or(|(before, _)| rank > before) {
                best = Some((rank, share));
            }
        }
        best.map(|(_, share)| share)
    }
}
