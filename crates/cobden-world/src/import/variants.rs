//! Simpler economies from the same data, as papers compare them with the full one.

use ndarray::{Array1, Array2, Array3, Axis};

use super::{CaliendoParro, Unbalanced};
use crate::accounts::{Accounts, intermediate_demand};
use crate::world::{Sector, World};

impl Unbalanced {
    /// No materials: output is value added, and everything that is bought is final.
    ///
    /// Source: Caliendo and Parro (2015), Table 11, "no materials".
    pub fn without_materials(&self) -> Self {
        let mut world = self.world.clone();
        world.value_added_share.fill(1.0);
        world.input_shares.fill(0.0);
        self.with_technology(world)
    }

    /// Materials from the own sector alone: the part of a sector's intermediate bill that it buys
    /// from itself becomes its input coefficient, and the rest of its output value added.
    ///
    /// The input coefficient is γ_njj itself, not γ_njj (1 − β_nj), as in the authors' own variant.
    ///
    /// Source: Caliendo and Parro (2015), Table 11, "no input-output links".
    pub fn without_input_output_links(&self) -> Self {
        let mut world = self.world.clone();
        let shares = self.world.input_shares.indexed_iter();
        world.input_shares.fill(0.0);
        for ((economy, sector, input), share) in shares {
            if sector == input {
                let used = share.max(0.0);
                world.value_added_share[[economy, sector]] = 1.0 - used;
                world.input_shares[[economy, sector, input]] = f64::from(u8::from(used > 0.0));
            }
        }
        self.with_technology(world)
    }

    /// Final shares and value added that a changed technology implies for the flows.
    fn with_technology(&self, world: World) -> Self {
        let accounts = Accounts::of(&world);
        let mut final_shares =
            &accounts.expenditure - &intermediate_demand(&world, &accounts.output);
        final_shares.mapv_inplace(|c| c.max(0.0));
        for mut row in final_shares.rows_mut() {
            let sum = row.sum();
            row /= sum;
        }
        Self {
            final_shares,
            value_added: accounts.value_added,
            deficit: self.deficit.clone(),
            world,
        }
    }
}

/// Trade elasticity of the paper's aggregate estimate (Caliendo and Parro 2015, Table 1, full sample).
const AGGREGATE_ELASTICITY: f64 = 4.55;

impl CaliendoParro {
    /// The authors' "one sector": one of tradables and one of non-tradables.
    ///
    /// Flows and published outputs add up; tariffs and value-added shares are plain medians over
    /// the sectors (pairs without trade included); an input share is the mean of its block of
    /// sector shares, rescaled; both sectors have the aggregate elasticity 4.55.
    ///
    /// Source: Caliendo and Parro (2015), Table 11, "one sector", and their replication archive.
    pub fn one_sector(&self) -> Self {
        let old = &self.benchmark.world;
        let n = old.economy_count();
        let parts: [Vec<usize>; 2] = [true, false].map(|goods| {
            (0..old.sector_count())
                .filter(|j| old.sectors[*j].goods == goods)
                .collect()
        });
        let medians = |rates: &Array3<f64>| {
            Array3::from_shape_fn((n, n, 2), |(importer, exporter, part)| {
                let cells = parts[part].iter().map(|j| rates[[importer, exporter, *j]]);
                median(cells.collect())
            })
        };
        let gross_output = Array2::from_shape_fn((n, 2), |(e, part)| {
            parts[part]
                .iter()
                .map(|j| self.gross_output[[e, *j]])
                .sum::<f64>()
        });
        let mut flows = Array3::from_shape_fn((n, n, 2), |(importer, exporter, part)| {
            let cells = parts[part]
                .iter()
                .map(|j| old.flows[[importer, exporter, *j]]);
            if importer == exporter {
                0.0
            } else {
                cells.sum::<f64>()
            }
        });
        for e in 0..n {
            for part in 0..2 {
                let exports: f64 = (0..n).map(|m| flows[[m, e, part]]).sum();
                flows[[e, e, part]] = (gross_output[[e, part]] - exports).max(0.0);
            }
        }
        let value_added_share = Array2::from_shape_fn((n, 2), |(e, part)| {
            median(
                parts[part]
                    .iter()
                    .map(|j| old.value_added_share[[e, *j]])
                    .collect(),
            )
        });
        let mut input_shares = Array3::from_shape_fn((n, 2, 2), |(e, using, input)| {
            let cells = parts[using]
                .iter()
                .flat_map(|j| parts[input].iter().map(|k| old.input_shares[[e, *j, *k]]));
            cells.sum::<f64>() / (parts[using].len() * parts[input].len()) as f64
        });
        for mut row in input_shares.lanes_mut(Axis(2)) {
            let sum = row.sum();
            row /= sum;
        }
        let sector = |(code, goods): (&str, bool)| Sector {
            code: code.to_owned(),
            name: code.to_owned(),
            goods,
            trade_elasticity: AGGREGATE_ELASTICITY,
        };
        let world = World {
            provenance: old.provenance.clone(),
            economies: old.economies.clone(),
            sectors: [("Tradables", true), ("Non-tradables", false)]
                .map(sector)
                .to_vec(),
            flows,
            tariffs: medians(&old.tariffs),
            value_added_share,
            input_shares,
            nests: Vec::new(),
        };
        let data = Unbalanced {
            final_shares: Array2::zeros((n, 2)),
            value_added: Array1::zeros(n),
            deficit: self.benchmark.deficit.clone(),
            world: world.clone(),
        };
        Self {
            benchmark: data.with_technology(world),
            tariffs_2005: medians(&self.tariffs_2005),
            gross_output,
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        (values[middle - 1] + values[middle]) / 2.0
    } else {
        values[middle]
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn medians_of_even_counts_lie_between_the_middle_two() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.5);
    }
}
