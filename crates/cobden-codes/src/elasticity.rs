//! Published sets of trade elasticities by ISIC Rev.4 division.
//!
//! A trade elasticity is the (positive) percentage by which a bilateral flow falls, relative to sales at home, when
//! its trade cost rises by one percent: theta or epsilon, or sigma minus one. The sets differ by a factor of several;
//! a result that hangs on one of them should be shown under others too.
//!
//! Every value says whether it is the paper's ([`Basis::Published`], possibly averaged over the paper's sectors) or
//! was put in where the paper has none ([`Basis::Filled`]). The note of each set names table and concordance. Where
//! the concordance is that of the public program `tariffwar` the values come by way of it, not from the paper's table
//! directly.
//!
//! # Source
//! The papers cited by each set.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::isic::Division;
use crate::table::{Row, TableError, bundled, read};
use crate::trade_weights;

#[cfg(test)]
mod tests;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A figure of the paper, possibly averaged by the concordance.
    Published,
    /// The paper has no figure for the division; the note says what was put in.
    Filled,
}

/// One set of trade elasticities and its citation.
///
/// # Example
/// ```
/// use cobden_codes::{Basis, ElasticitySet};
///
/// let set = ElasticitySet::find("caliendo-parro-2015").expect("a bundled set");
/// assert_eq!(set.value(28), Some(1.45));
/// assert_eq!(set.basis(28), Some(Basis::Published));
/// assert_eq!(set.doi(), Some("10.1093/restud/rdu035"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ElasticitySet {
    name: String,
    label: String,
    aliases: Vec<String>,
    authors: Vec<String>,
    year: u16,
    title: String,
    journal: String,
    doi: Option<String>,
    note: String,
    goods: BTreeMap<u8, (f64, Basis)>,
    services: (f64, Basis),
}

impl ElasticitySet {
    /// The set of this name or alias (`caliendo-parro-2015`, `CP`), upper or lower case.
    pub fn find(name: &str) -> Option<&'static ElasticitySet> {
        let name = name.trim();
        SETS.iter().find(|set| {
            std::iter::once(&set.name)
                .chain(&set.aliases)
                .any(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// All sets.
    pub fn all() -> impl Iterator<Item = &'static ElasticitySet> {
        SETS.iter()
    }

    /// Name, such as `caliendo-parro-2015`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Name for people, such as "Caliendo and Parro (2015), 99% sample".
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Short names.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// Authors in order.
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    /// Year of publication.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// Title of the paper or program.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Journal, volume and pages.
    pub fn journal(&self) -> &str {
        &self.journal
    }

    /// DOI without resolver, where there is one.
    pub fn doi(&self) -> Option<&str> {
        self.doi.as_deref()
    }

    /// Table and column used, concordance, what was averaged and filled.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The elasticity of a division; none for a number that is no division. Services all have one value.
    pub fn value(&self, division: u8) -> Option<f64> {
        self.entry(division).map(|entry| entry.0)
    }

    /// Whether the value of a division is the paper's or was filled.
    pub fn basis(&self, division: u8) -> Option<Basis> {
        self.entry(division).map(|entry| entry.1)
    }

    /// The elasticity used for every division of services.
    pub fn services(&self) -> f64 {
        self.services.0
    }

    /// The trade-weighted arithmetic mean over the divisions of a merged sector.
    ///
    /// $\bar\theta = \sum_d w_d s_d \theta_d / \sum_d w_d s_d$ with $w_d$ the world imports of [`trade_weights`] and
    /// $s_d$ the share of the division, as in [`crate::SectorCode::parts`]. Arithmetic, not harmonic: the response of
    /// the merged flow to a small common cost change is the flow-weighted mean of the responses of its parts. If no
    /// division carries weight (division 33 alone) the shares alone are the weights.
    ///
    /// None if the list is empty, has a number that is no division, or a share outside (0, 1].
    pub fn for_divisions(&self, divisions: &[(u8, f64)]) -> Option<f64> {
        let (mut traded, mut untraded) = (Mean::default(), Mean::default());
        for &(division, share) in divisions {
            if !(share > 0.0 && share <= 1.0) {
                return None;
            }
            let value = self.value(division)?;
            traded.add(trade_weights::of(division)? * share, value);
            untraded.add(share, value);
        }
        traded.value().or(untraded.value())
    }

    fn entry(&self, division: u8) -> Option<(f64, Basis)> {
        let division = Division::find(division)?;
        if division.is_goods() {
            self.goods.get(&division.number()).copied()
        } else {
            Some(self.services)
        }
    }
}

/// A running weighted mean; entries of no weight leave no trace.
#[derive(Default)]
struct Mean {
    weight: f64,
    mean: f64,
}

impl Mean {
    fn add(&mut self, weight: f64, value: f64) {
        if weight > 0.0 {
            self.weight += weight;
            // Exact where all values are equal, which a quotient of sums is not.
            self.mean += (value - self.mean) * (weight / self.weight);
        }
    }

    fn value(&self) -> Option<f64> {
        (self.weight > 0.0).then_some(self.mean)
    }
}

static SETS: LazyLock<Vec<ElasticitySet>> = LazyLock::new(|| {
    bundled(parse(
        include_str!("../data/elasticity_sets.csv"),
        include_str!("../data/elasticities.csv"),
    ))
});

const SET_HEADER: [&str; 9] = [
    "set", "label", "alias", "authors", "year", "title", "journal", "doi", "note",
];
const VALUE_HEADER: [&str; 4] = ["set", "division", "value", "basis"];

fn parse(sets: &str, values: &str) -> Result<Vec<ElasticitySet>, TableError> {
    let mut sets = read("elasticity_sets.csv", sets, &SET_HEADER, |row| {
        Ok(ElasticitySet {
            name: row.text(0).to_owned(),
            label: row.text(1).to_owned(),
            aliases: row.list(2, '|'),
            authors: row.list(3, ';'),
            year: row.parse(4)?,
            title: row.text(5).to_owned(),
            journal: row.text(6).to_owned(),
            doi: row.optional(7)?,
            note: row.text(8).to_owned(),
            goods: BTreeMap::new(),
            services: (f64::NAN, Basis::Filled),
        })
    })?;
    let rows = read("elasticities.csv", values, &VALUE_HEADER, |row| {
        let set = sets
            .iter()
            .position(|set| set.name == row.text(0))
            .ok_or_else(|| row.fault(0))?;
        let division = if row.text(1) == "services" {
            None
        } else {
            Some(row.parse::<u8>(1)?)
        };
        Ok((set, division, (value(row, 2)?, basis(row, 3)?)))
    })?;
    for (set, division, entry) in rows {
        match division {
            Some(division) => _ = sets[set].goods.insert(division, entry),
            None => sets[set].services = entry,
        }
    }
    Ok(sets)
}

fn value(row: &Row<'_>, column: usize) -> Result<f64, TableError> {
    let value: f64 = row.parse(column)?;
    if value.is_finite() && value > 0.0 {
        Ok(value)
    } else {
        Err(row.fault(column))
    }
}

fn basis(row: &Row<'_>, column: usize) -> Result<Basis, TableError> {
    match row.text(column) {
        "published" => Ok(Basis::Published),
        "filled" => Ok(Basis::Filled),
        _ => Err(row.fault(column)),
    }
}
