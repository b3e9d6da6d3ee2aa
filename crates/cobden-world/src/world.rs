//! A world: labelled flows, tariffs and technology of one year.

use jiff::civil::Date;
use ndarray::{Array2, Array3};

use crate::nest::Nest;
use crate::unit::Unit;

/// Where the figures come from and in what unit they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    /// Short name of the world, also its identifier in results.
    pub name: String,
    /// Year of the flows.
    pub year: Option<i32>,
    /// The day whose duties the tariffs are, additional ones of a dispute included; none where they are
    /// ordinary duties, or where that is not known.
    pub tariffs_on: Option<Date>,
    /// Unit of all values.
    pub unit: Unit,
    /// Publisher and release of the tables.
    pub source: String,
    /// Licence of the tables.
    pub licence: String,
    /// What was done to them.
    pub notes: String,
}

impl Provenance {
    /// The name and the year, once where the name says the year.
    pub fn title(&self) -> String {
        match self.year {
            Some(year) if !self.name.contains(&year.to_string()) => format!("{} {year}", self.name),
            _ => self.name.clone(),
        }
    }
}

/// An economy of a world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Economy {
    /// Code, usually ISO 3166-1 alpha-3.
    pub code: String,
    /// Name for people.
    pub name: String,
}

/// A sector of a world.
#[derive(Debug, Clone, PartialEq)]
pub struct Sector {
    /// Code, usually ISIC Rev.4.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Whether its products are goods, on which duties can be levied at a border.
    pub goods: bool,
    /// Trade elasticity θ: minus the elasticity of relative imports to relative prices.
    pub trade_elasticity: f64,
}

/// Labelled data from which a benchmark equilibrium follows exactly.
///
/// Shapes, with n importer, i exporter, j and k sectors; N economies, J sectors:
///
/// | field | shape | meaning | unit |
/// |---|---|---|---|
/// | `flows` | (n, i, j) | n's purchases of j from i at customs value, before n's duty; domestic sales on the diagonal | `provenance.unit` |
/// | `tariffs` | (n, i, j) | ad valorem duty on customs value | ratio |
/// | `value_added_share` | (n, j) | value added in n's output of j | ratio |
/// | `input_shares` | (n, j, k) | input k in the intermediate bill of n's sector j; sums to one over k | ratio |
///
/// An economy that stands for several may levy duties inside itself: its diagonal tariffs are
/// then not zero, and are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Where the figures come from.
    pub provenance: Provenance,
    /// Economies, in the order of all arrays.
    pub economies: Vec<Economy>,
    /// Sectors, in the order of all arrays.
    pub sectors: Vec<Sector>,
    /// F.
    pub flows: Array3<f64>,
    /// t.
    pub tariffs: Array3<f64>,
    /// β.
    pub value_added_share: Array2<f64>,
    /// γ.
    pub input_shares: Array3<f64>,
    /// Sectors that replace each other with an elasticity of their own; usually none.
    pub nests: Vec<Nest>,
}

impl World {
    /// Number of economies.
    pub fn economy_count(&self) -> usize {
        self.economies.len()
    }

    /// Number of sectors.
    pub fn sector_count(&self) -> usize {
        self.sectors.len()
    }

    /// Position of an economy's code.
    pub fn economy_index(&self, code: &str) -> Option<usize> {
        self.economies.iter().position(|e| e.code == code)
    }

    /// Position of a sector's code.
    pub fn sector_index(&self, code: &str) -> Option<usize> {
        self.sectors.iter().position(|s| s.code == code)
    }

    /// Codes of economies that levy duties inside themselves: composites such as a rest of the world.
    pub fn internally_taxed(&self) -> Vec<&str> {
        (0..self.economy_count())
            .filter(|n| (0..self.sector_count()).any(|j| self.tariffs[[*n, *n, j]] != 0.0))
            .map(|n| self.economies[n].code.as_str())
            .collect()
    }
}
