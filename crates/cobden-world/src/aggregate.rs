//! Merging economies and sectors.

use ndarray::{Array2, Array3};

use crate::accounts::Accounts;
use crate::mapping::{Cluster, Mapping};
use crate::nest::{even_out, merge_nests};
use crate::world::{Economy, Sector, World};

/// The world with economies and sectors merged as a mapping says.
///
/// Flows, output and intermediate bills add up; tariffs are means weighted by flows (simple means
/// where nothing flows), value-added shares by output, input shares by intermediate bills (of one
/// unit of output each where all are idle), and trade elasticities by international flows (by all
/// flows in sectors that are not traded). A benchmark equilibrium stays one, because every account
/// is a sum. What is not merged keeps its numbers to the last bit. A nest is kept where its sectors
/// are merged among themselves at most, and its users then buy in the merged economy's proportions; one
/// that is merged into a single sector ends, one that is merged with others in part ends with a note.
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
    let mut input_shares = Mean3::new((n, j, j));
    let mut row = vec![0.0; j];
    for ((economy, sector), output) in accounts.output.indexed_iter() {
        let (e, s) = (economies.new[economy], sectors.new[sector]);
        let share = world.value_added_share[[economy, sector]];
        value_added_share.add([e, s, 0], *output, share);
        row.fill(0.0);
        for input in 0..world.sector_count() {
            row[sectors.new[input]] += world.input_shares[[economy, sector, input]];
        }
        for (input, share_of_bill) in row.iter().enumerate() {
            let bill = 1.0 - share;
            input_shares.add_or([e, s, input], bill * output, bill, *share_of_bill);
        }
    }
    let value_added_share = value_added_share.finish();
    let value_added_share = Array2::from_shape_fn((n, j), |(e, s)| value_added_share[[e, s, 0]]);

    let traded = elasticity_traded.finish();
    let all = elasticity_all.finish();
    let new_sectors = mapping.sectors.iter().enumerate().map(|(s, cluster)| {
        let is_traded = elasticity_traded.weight[[0, 0, s]] > 0.0;
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
    let change = &mapping.provenance;
    provenance.year = change.year.or(provenance.year);
    for (new, old) in [
        (&change.source, &mut provenance.source),
        (&change.licence, &mut provenance.licence),
        (&change.notes, &mut provenance.notes),
    ] {
        if let Some(new) = new {
            old.clone_from(new);
        }
    }
    if let Some(unit) = &change.unit {
        provenance.unit = unit.clone();
    }
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
    let (nests, dissolved) = merge_nests(world, &mapping.sectors);
    for codes in dissolved {
        let note = format!(" The nest of {codes} is dissolved: part of it is merged with others.");
        provenance.notes += &note;
    }
    let mut merged = World {
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
        input_shares: input_shares.finish(),
        nests,
    };
    even_out(&mut merged);
    merged
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

/// Running weighted means; second weights count where all the first are zero.
///
/// A mean of equal numbers is that number to the last bit, so that what is not merged stays as it is.
struct Mean3 {
    mean: Array3<f64>,
    weight: Array3<f64>,
    plain: Array3<f64>,
    plain_weight: Array3<f64>,
}

impl Mean3 {
    fn new(shape: (usize, usize, usize)) -> Self {
        Self {
            mean: Array3::zeros(shape),
            weight: Array3::zeros(shape),
            plain: Array3::zeros(shape),
            plain_weight: Array3::zeros(shape),
        }
    }

    fn add(&mut self, at: [usize; 3], weight: f64, value: f64) {
        self.add_or(at, weight, 1.0, value);
    }

    fn add_or(&mut self, at: [usize; 3], weight: f64, plain_weight: f64, value: f64) {
        let step = |mean: &mut f64, total: &mut f64, weight: f64| {
            *total += weight;
            if weight > 0.0 {
                *mean += weight / *total * (value - *mean);
            }
        };
        step(&mut self.mean[at], &mut self.weight[at], weight);
        step(
            &mut self.plain[at],
            &mut self.plain_weight[at],
            plain_weight,
        );
    }

    fn finish(&self) -> Array3<f64> {
        Array3::from_shape_fn(self.weight.raw_dim(), |at| {
            if self.weight[at] > 0.0 {
                self.mean[at]
            } else {
                self.plain[at]
            }
        })
    }
}
