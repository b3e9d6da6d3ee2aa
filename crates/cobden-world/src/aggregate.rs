//! Merging economies and sectors.

use ndarray::{Array2, Array3};

use crate::accounts::Accounts;
use crate::mapping::{Cluster, Mapping};
use crate::world::{Economy, Sector, World};

/// The world with economies and sectors merged as a mapping says.
///
/// Flows, output and intermediate bills add up; tariffs are means weighted by flows (simple means
/// where nothing flows), value-added shares by output, input shares by intermediate bills, and
/// trade elasticities by international flows (by all flows in sectors that are not traded). A
/// benchmark equilibrium stays one, because every account is a sum.
pub fn aggregate(world: &World, mapping: &Mapping) -> World {
    let economies = Fold::new(&mapping.economies, world.economy_count());
    let sectors = Fold::new(&mapping.sectors, world.sector_count());
    let (n, j) = (mapping.economies.len(), mapping.sectors.len());

    let mut flows = Array3::zeros((n, n, j));
    let mut tariffs = Mean3::new((n, n, j));
    let mut elasticity_traded = Mean3::new((1, 1, j));
    let mut elasticity_all = Mean3::new((1, 1, j));
    for ((importer, exporter, sector), flow) in world.flows.indexed_iter() {
        let at = [
            economies.new[importer],
            economies.new[exporter],
            sectors.new[sector],
        ];
        flows[at] += flow;
        tariffs.add(at, *flow, world.tariffs[[importer, exporter, sector]]);
        let theta = world.sectors[sector].trade_elasticity;
        elasticity_all.add([0, 0, at[2]], *flow, theta);
        if importer != exporter {
            elasticity_traded.add([0, 0, at[2]], *flow, theta);
        }
    }

    let accounts = Accounts::of(world);
    let mut value_added_share = Mean3::new((n, j, 1));
    let mut input_bills = Array3::<f64>::zeros((n, j, j));
    for ((economy, sector), output) in accounts.output.indexed_iter() {
        let (e, s) = (economies.new[economy], sectors.new[sector]);
        let share = world.value_added_share[[economy, sector]];
        value_added_share.add([e, s, 0], *output, share);
        let bill = (1.0 - share) * output;
        for input in 0..world.sector_count() {
            input_bills[[e, s, sectors.new[input]]] +=
                bill * world.input_shares[[economy, sector, input]];
        }
    }
    let value_added_share = value_added_share.finish().into_shape_with_order((n, j));
    let mut value_added_share = value_added_share.unwrap_or_else(|_| Array2::ones((n, j)));
    let mut input_shares = input_bills;
    for e in 0..n {
        for s in 0..j {
            let mut row = input_shares.slice_mut(ndarray::s![e, s, ..]);
            let bill = row.sum();
            if bill > 0.0 {
                row /= bill;
            } else {
                row.fill(0.0);
                value_added_share[[e, s]] = 1.0;
            }
        }
    }

    let traded = elasticity_traded.finish();
    let all = elasticity_all.finish();
    let new_sectors = mapping.sectors.iter().enumerate().map(|(s, cluster)| {
        let is_traded = elasticity_traded.weights[[0, 0, s]] > 0.0;
        Sector {
            code: cluster.code.clone(),
            name: cluster.name.clone(),
            goods: world.sectors[cluster.members[0]].goods,
            trade_elasticity: if is_traded {
                traded[[0, 0, s]]
            } else {
                all[[0, 0, s]]
            },
        }
    });
    let mut provenance = world.provenance.clone();
    let merged = format!(
        "Aggregated from {} economies and {} sectors of {}.",
        world.economy_count(),
        world.sector_count(),
        world.provenance.name
    );
    provenance.notes = [provenance.notes.as_str(), &merged]
        .join(" ")
        .trim()
        .to_owned();
    if let Some(name) = &mapping.name {
        provenance.name.clone_from(name);
    }
    World {
        provenance,
        economies: mapping
            .economies
            .iter()
            .map(|cluster| Economy {
                code: cluster.code.clone(),
                name: cluster.name.clone(),
            })
            .collect(),
        sectors: new_sectors.collect(),
        flows,
        tariffs: tariffs.finish(),
        value_added_share,
        input_shares,
    }
}

/// Old position to new position.
struct Fold {
    new: Vec<usize>,
}

impl Fold {
    fn new(clusters: &[Cluster], count: usize) -> Self {
        let mut new = vec![0; count];
        for (position, cluster) in clusters.iter().enumerate() {
            for member in &cluster.members {
                new[*member] = position;
            }
        }
        Self { new }
    }
}

/// Weighted means, simple where all weights are zero.
struct Mean3 {
    weighted: Array3<f64>,
    weights: Array3<f64>,
    plain: Array3<f64>,
    count: Array3<f64>,
}

impl Mean3 {
    fn new(shape: (usize, usize, usize)) -> Self {
        Self {
            weighted: Array3::zeros(shape),
            weights: Array3::zeros(shape),
            plain: Array3::zeros(shape),
            count: Array3::zeros(shape),
        }
    }

    fn add(&mut self, at: [usize; 3], weight: f64, value: f64) {
        self.weighted[at] += weight * value;
        self.weights[at] += weight;
        self.plain[at] += value;
        self.count[at] += 1.0;
    }

    fn finish(&self) -> Array3<f64> {
        Array3::from_shape_fn(self.weights.raw_dim(), |at| {
            if self.weights[at] > 0.0 {
                self.weighted[at] / self.weights[at]
            } else if self.count[at] > 0.0 {
                self.plain[at] / self.count[at]
            } else {
                0.0
            }
        })
    }
}
