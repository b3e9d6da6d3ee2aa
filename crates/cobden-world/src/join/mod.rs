//! Flows of one world joined with the technology of another.
//!
//! Newer tables of trade often come without input-output links, and older tables have them. A
//! join takes flows from the first and value-added shares, input shares, trade elasticities and
//! what the flows do not tell apart from the second; a [`JoinMapping`] says who stands for whom.
//!
//! When not to use it: where a table has both. Old technology on new flows is an approximation,
//! and [`JoinReport`] says how far it had to be bent.

mod bounded;
mod donors;
mod mapping;
mod report;
mod split;
mod tariffs;
mod written;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array2, Array3};

use crate::accounts::Accounts;
use crate::aggregate::aggregate;
use crate::calibrate::calibrate;
use crate::mapping::{Cluster, Mapping, ProvenanceChange};
use crate::world::{Economy, World};
use donors::Technology;

pub use mapping::{Donor, JoinMapping, JoinedEconomy, JoinedSector, TariffSource};
pub use report::{EconomyReport, JoinReport, ProductReport};

/// Joins the flows of one world with the technology of another.
///
/// 1. Flows are merged as [`aggregate()`] merges them; a flow sector that several new sectors name
///    is split by the shares that the new sectors have in the donors' trade of each pair.
/// 2. Value-added shares and input coefficients are weighted means of the donors'; trade
///    elasticities are those of the technology, weighted by its trade.
/// 3. Tariffs are those of the flows or of the technology, as the mapping says by importer and by
///    sector; an economy's own tariffs on itself are those of the flows, unless it takes all of
///    its tariffs from the technology.
/// 4. Where firms would use more of a product than
///    $\bar m_{nk} = 1 - \lambda (1 - m_{nk})$ of what is bought, with $m$ the part that they use
///    in the technology's own world and λ the mapping's `final_share_kept`, their use is brought
///    down to that and their other inputs go up, by alternate scaling of products and sectors. Output,
///    intermediate bills and value added of every sector, and all flows, stay as they are.
/// 5. The result is calibrated ([`calibrate()`]), which then has rounding errors alone to remove.
///
/// # Errors
/// When the mapping was read for other worlds, when the firms of an economy use more than it buys
/// of everything, and as [`calibrate()`].
pub fn join(
    flows: &World,
    technology: &World,
    mapping: &JoinMapping,
) -> Result<(World, JoinReport), Diagnostics> {
    let place = || Place::File(mapping.path.clone());
    if !mapping.fits(flows, technology) {
        let message = "the mapping was read for worlds of other sizes";
        return Err(Diagnostic::error(place(), message)
            .hint("read it again for these two")
            .into());
    }
    let merged = aggregate(flows, &mapping.of_flows());
    let technology = Technology::new(&aggregate(technology, &mapping.of_technology(technology)));
    let (n, j) = (mapping.economies.len(), mapping.sectors.len());
    let flow_sector = mapping.flow_groups();

    let split = split::shares(mapping, &technology, &flow_sector);
    let new_flows = Array3::from_shape_fn((n, n, j), |(importer, exporter, sector)| {
        split[[importer, exporter, sector]]
            * merged.flows[[importer, exporter, flow_sector[sector]]]
    });
    let tariffs = tariffs::choose(mapping, &merged, &technology, &flow_sector);
    let mut value_added_share = Array2::zeros((n, j));
    let mut input_shares = Array3::zeros((n, j, j));
    let mut used = Array2::zeros((n, j));
    for (position, economy) in mapping.economies.iter().enumerate() {
        let mean = technology.mean(&economy.technology);
        value_added_share
            .row_mut(position)
            .assign(&mean.value_added_share);
        input_shares
            .index_axis_mut(ndarray::Axis(0), position)
            .assign(&mean.input_shares);
        used.row_mut(position).assign(&mean.intermediate_part);
    }
    let mut world = World {
        provenance: mapping.provenance(flows, &technology.world),
        economies: (mapping.economies.iter())
            .map(|economy| Economy {
                code: economy.code.clone(),
                name: economy.name.clone(),
            })
            .collect(),
        sectors: technology.world.sectors.clone(),
        flows: new_flows,
        tariffs,
        value_added_share,
        input_shares,
        nests: Vec::new(),
    };
    let before = Accounts::of(&world);
    let most = used.mapv(|m: f64| 1.0 - mapping.final_share_kept * (1.0 - m));
    let moved = bounded::bound_inputs(&mut world, &before, &most, &place)?;
    let (world, calibration) = calibrate(&world)?;
    let report = report::report(&merged, &world, &before, &moved, calibration);
    Ok((world, report))
}

impl JoinMapping {
    /// The aggregation that merges the flows: sectors that share a flow sector are one.
    fn of_flows(&self) -> Mapping {
        let economies = self.economies.iter().map(|economy| Cluster {
            code: economy.code.clone(),
            name: economy.name.clone(),
            members: economy.flows.clone(),
        });
        let mut sectors: Vec<Cluster> = Vec::new();
        for sector in &self.sectors {
            if sectors.iter().all(|s| s.members != sector.flows) {
                sectors.push(Cluster {
                    code: sector.code.clone(),
                    name: sector.name.clone(),
                    members: sector.flows.clone(),
                });
            }
        }
        Mapping {
            name: None,
            economies: economies.collect(),
            sectors,
            provenance: ProvenanceChange::default(),
        }
    }

    /// The merged flow sector of each new sector.
    fn flow_groups(&self) -> Vec<usize> {
        let groups = self.of_flows().sectors;
        let group = |sector: &JoinedSector| {
            let found = groups.iter().position(|g| g.members == sector.flows);
            found.unwrap_or(0)
        };
        self.sectors.iter().map(group).collect()
    }

    /// The aggregation of the technology's sectors, economies as they are.
    fn of_technology(&self, technology: &World) -> Mapping {
        let economies = technology.economies.iter().enumerate();
        let sectors = self.sectors.iter().map(|sector| Cluster {
            code: sector.code.clone(),
            name: sector.name.clone(),
            members: sector.technology.clone(),
        });
        Mapping {
            name: None,
            economies: economies
                .map(|(k, economy)| Cluster {
                    code: economy.code.clone(),
                    name: economy.name.clone(),
                    members: vec![k],
                })
                .collect(),
            sectors: sectors.collect(),
            provenance: ProvenanceChange::default(),
        }
    }
}
