//! World imports by ISIC Rev.4 division: weights to average something over the divisions of a merged sector.
//!
//! The figures are million current US dollars of 2014, sales at home excluded. They are rough on purpose: a WIOD
//! sector of several divisions is split equally among them (05-09, 10-12, 13-15, 31-32), division 33 (repair) has
//! no entry in the source and weighs 0, and all services are one figure, spread equally over their divisions.
//! Use them to weigh divisions against each other, not as trade data.
//!
//! # Source
//! World Input-Output Database, 2016 release (CC BY 4.0; Timmer, Dietzenbacher, Los, Stehrer and de Vries 2015,
//! Review of International Economics 23(3), 575-605), as prepared by the Kiel Institute for its KITE model,
//! aggregated over 44 economies.

use std::sync::LazyLock;

use crate::isic::Division;
use crate::table::{TableError, bundled, read};

#[cfg(test)]
mod tests;

/// The weight of a division; none for a number that is no division.
///
/// # Example
/// ```
/// use cobden_codes::trade_weights;
///
/// let electronics = trade_weights::of(26).expect("a division");
/// let printing = trade_weights::of(18).expect("a division");
/// assert!(electronics > 50.0 * printing);
/// ```
pub fn of(division: u8) -> Option<f64> {
    let division = Division::find(division)?;
    if division.is_goods() {
        WEIGHTS
            .goods
            .iter()
            .find(|row| row.0 == division.number())
            .map(|row| row.1)
    } else {
        let services = Division::all()
            .filter(|division| !division.is_goods())
            .count();
        Some(WEIGHTS.services / services as f64)
    }
}

/// The weight of all services together.
pub fn services() -> f64 {
    WEIGHTS.services
}

/// The weight of all goods together.
pub fn goods() -> f64 {
    WEIGHTS.goods.iter().map(|row| row.1).sum()
}

struct Weights {
    goods: Vec<(u8, f64)>,
    services: f64,
}

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| bundled(parse(include_str!("../data/isic_trade_weights.csv"))));

fn parse(text: &str) -> Result<Weights, TableError> {
    let rows = read(
        "isic_trade_weights.csv",
        text,
        &["division", "imports"],
        |row| {
            let division = if row.text(0) == "services" {
                None
            } else {
                Some(row.parse::<u8>(0)?)
            };
            let weight = row.parse::<f64>(1)?;
            if weight.is_finite() && weight >= 0.0 {
                Ok((division, weight))
            } else {
                Err(row.fault(1))
            }
        },
    )?;
    let services = rows
        .iter()
        .filter(|row| row.0.is_none())
        .map(|row| row.1)
        .sum();
    let goods = rows
        .into_iter()
        .filter_map(|(division, weight)| Some((division?, weight)))
        .collect();
    Ok(Weights { goods, services })
}
