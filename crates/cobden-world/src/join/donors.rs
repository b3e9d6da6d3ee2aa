//! The technology world's numbers, and means of them.

use ndarray::{Array1, Array2};

use super::mapping::Donor;
use crate::accounts::Accounts;
use crate::world::World;

/// The technology world, sectors merged, with its accounts.
pub(super) struct Technology {
    pub(super) world: World,
    accounts: Accounts,
}

/// What an economy takes from its donors.
pub(super) struct Mean {
    /// β (j).
    pub(super) value_added_share: Array1<f64>,
    /// γ (j, k); rows sum to one, or are zero where nothing is used.
    pub(super) input_shares: Array2<f64>,
    /// m (k): the part of what is bought that firms use, between 0 and 1.
    pub(super) intermediate_part: Array1<f64>,
}

impl Technology {
    pub(super) fn new(world: &World) -> Self {
        Self {
            accounts: Accounts::of(world),
            world: world.clone(),
        }
    }

    /// The weighted mean over donors of value-added shares, input coefficients (inputs by output)
    /// and parts that firms use. Members of a donor add up before.
    pub(super) fn mean(&self, donors: &[Donor]) -> Mean {
        let j = self.world.sector_count();
        let mut value_added_share = Array1::zeros(j);
        let mut coefficients = Array2::<f64>::zeros((j, j));
        let mut intermediate_part = Array1::zeros(j);
        for donor in donors {
            for sector in 0..j {
                let (share, inputs) = self.column(&donor.members, sector);
                value_added_share[sector] += donor.weight * share;
                coefficients
                    .row_mut(sector)
                    .scaled_add(donor.weight, &inputs);
                intermediate_part[sector] += donor.weight * self.used(&donor.members, sector);
            }
        }
        let mut input_shares = coefficients;
        for mut row in input_shares.rows_mut() {
            let sum = row.sum();
            if sum > 0.0 {
                row /= sum;
            }
        }
        Mean {
            value_added_share,
            input_shares,
            intermediate_part,
        }
    }

    /// Value-added share and input coefficients of a sector of some economies together; of one
    /// unit of output each where all are idle.
    fn column(&self, members: &[usize], sector: usize) -> (f64, Array1<f64>) {
        let output = |e: usize| self.accounts.output[[e, sector]];
        let idle = members.iter().all(|e| output(*e) <= 0.0);
        let weight = |e: usize| if idle { 1.0 } else { output(e) };
        let total: f64 = members.iter().map(|e| weight(*e)).sum();
        let mut share = 0.0;
        let mut inputs = Array1::zeros(self.world.sector_count());
        for e in members {
            let part = weight(*e) / total;
            let own = self.world.value_added_share[[*e, sector]];
            share += part * own;
            let row = self
                .world
                .input_shares
                .slice(ndarray::s![*e, sector, ..])
                .mapv(|input| input.max(0.0));
            inputs.scaled_add(part * (1.0 - own), &row);
        }
        (share, inputs)
    }

    /// M/X of a product in some economies together.
    fn used(&self, members: &[usize], sector: usize) -> f64 {
        let sum = |values: &Array2<f64>| members.iter().map(|e| values[[*e, sector]]).sum::<f64>();
        let bought = sum(&self.accounts.expenditure);
        if bought > 0.0 {
            (sum(&self.accounts.intermediate_demand) / bought).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// Purchases of `importers` from `exporters` by sector.
    pub(super) fn trade(&self, importers: &[usize], exporters: &[usize]) -> Array1<f64> {
        let mut sum = Array1::zeros(self.world.sector_count());
        for importer in importers {
            for exporter in exporters {
                sum += &self
                    .world
                    .flows
                    .slice(ndarray::s![*importer, *exporter, ..]);
            }
        }
        sum
    }
}
