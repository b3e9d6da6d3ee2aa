//! Who stands for whom in a join.

use crate::mapping::ProvenanceChange;
use crate::world::{Provenance, World};

/// A part of an economy's technology: economies merged into one, and their weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Donor {
    /// Positions in the technology world.
    pub members: Vec<usize>,
    /// Part of the mean; the weights of an economy's donors sum to one.
    pub weight: f64,
}

/// Which of the two worlds a tariff is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TariffSource {
    /// The world of the flows.
    #[default]
    Flows,
    /// The world of the technology.
    Technology,
}

/// An economy of the new world.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinedEconomy {
    /// Its code.
    pub code: String,
    /// Its name; the code where the file gives none.
    pub name: String,
    /// Positions in the world of the flows.
    pub flows: Vec<usize>,
    /// Whose technology it has.
    pub technology: Vec<Donor>,
    /// Positions in the technology world whose tariffs it has and meets, where they are taken from there.
    pub tariffs_as: Vec<usize>,
    /// Where the tariffs that it levies are taken from; as each sector says, where it is none.
    pub tariffs: Option<TariffSource>,
}

/// A sector of the new world.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinedSector {
    /// Its code.
    pub code: String,
    /// Its name; the code where the file gives none.
    pub name: String,
    /// Positions in the world of the flows; several new sectors may have the same.
    pub flows: Vec<usize>,
    /// Positions in the technology world.
    pub technology: Vec<usize>,
    /// Where tariffs on its products are taken from.
    pub tariffs: TariffSource,
}

/// How two worlds are joined; read by [`JoinMapping::parse`].
#[derive(Debug, Clone, PartialEq)]
pub struct JoinMapping {
    /// The file, for messages.
    pub path: String,
    /// Name of the new world.
    pub name: Option<String>,
    /// What the new world says of itself, where the file says it.
    pub provenance: ProvenanceChange,
    /// λ: the part of a product's final share in the technology's world that it keeps at least.
    pub final_share_kept: f64,
    /// Economies, in the order of the file.
    pub economies: Vec<JoinedEconomy>,
    /// Sectors, in the order of the file.
    pub sectors: Vec<JoinedSector>,
}

impl JoinMapping {
    /// Whether all positions are those of the two worlds.
    pub(super) fn fits(&self, flows: &World, technology: &World) -> bool {
        let within = |positions: &[usize], count: usize| {
            !positions.is_empty() && positions.iter().all(|position| *position < count)
        };
        let (n, j) = (technology.economy_count(), technology.sector_count());
        self.economies.iter().all(|economy| {
            within(&economy.flows, flows.economy_count())
                && within(&economy.tariffs_as, n)
                && !economy.technology.is_empty()
                && (economy.technology.iter()).all(|donor| within(&donor.members, n))
        }) && self.sectors.iter().all(|sector| {
            within(&sector.flows, flows.sector_count()) && within(&sector.technology, j)
        })
    }

    /// What the new world says of itself.
    pub(super) fn provenance(&self, flows: &World, technology: &World) -> Provenance {
        let (flows, technology) = (&flows.provenance, &technology.provenance);
        let both = |one: &str, other: &str| match (one.is_empty(), other.is_empty()) {
            (true, _) => other.to_owned(),
            (_, true) => one.to_owned(),
            _ if one == other => one.to_owned(),
            _ => format!("{one}; technology: {other}"),
        };
        let change = &self.provenance;
        let or = |new: &Option<String>, own: String| new.clone().unwrap_or(own);
        Provenance {
            name: or(&self.name, flows.name.clone()),
            year: change.year.or(flows.year),
            tariffs_on: None,
            unit: change.unit.clone().unwrap_or_else(|| flows.unit.clone()),
            source: or(&change.source, both(&flows.source, &technology.source)),
            licence: or(&change.licence, both(&flows.licence, &technology.licence)),
            notes: or(
                &change.notes,
                format!(
                    "Flows of {} joined with the technology of {}.",
                    flows.name, technology.name
                ),
            ),
        }
    }
}
