//! The benchmark equilibrium, in the arrays that the equations use.

use std::sync::Arc;

use cobden_world::{Accounts, ROUNDING, World, import::Unbalanced};
use ndarray::{Array1, Array2};

use crate::layout::Layout;
use crate::nest::Nests;
use crate::weights::SectorWeights;

/// Shares and levels derived from a [`World`]; see the table in [`crate`].
#[derive(Debug, Clone)]
pub(crate) struct Benchmark {
    pub world: Arc<World>,
    pub layout: Layout,
    /// Weights of all sectors before any shock.
    pub weights: Vec<SectorWeights>,
    /// Expenditure at purchasers' prices by (economy, sector), padded.
    pub expenditure: Vec<f64>,
    /// One over expenditure, one where there is none.
    pub expenditure_inverse: Vec<f64>,
    /// Value-added share by (economy, sector), padded.
    pub value_added_share: Vec<f64>,
    /// Input k per unit of output: γ (1 − β), by (economy, sector, input), inputs padded.
    pub input_coefficient: Vec<f64>,
    /// Final spending share by (economy, sector), padded.
    pub final_share: Vec<f64>,
    /// Value added by economy.
    pub value_added: Vec<f64>,
    /// Nests of sectors with their shares; usually none.
    pub nests: Nests,
    /// Deficit by economy.
    pub deficit: Vec<f64>,
    /// Value added and duty revenue by economy.
    pub gdp: Vec<f64>,
}

impl Benchmark {
    /// The benchmark of a checked world.
    pub(crate) fn of(world: Arc<World>) -> Self {
        let accounts = Accounts::of(&world);
        let mut final_demand = accounts.final_demand.clone();
        for (at, demand) in final_demand.indexed_iter_mut() {
            // What `check` lets through is rounding error around zero.
            if *demand < ROUNDING * accounts.expenditure[at] {
                *demand = 0.0;
            }
        }
        for mut row in final_demand.rows_mut() {
            let sum = row.sum();
            row /= sum;
        }
        let gdp = &accounts.value_added + &accounts.duty_revenue;
        Self::assemble(
            world,
            &accounts.expenditure,
            &final_demand,
            &accounts.value_added,
            &accounts.deficit,
            &gdp,
        )
    }

    /// The benchmark of data that is not an equilibrium. Expenditures, in which the unknowns are
    /// measured, are those that the shares imply at benchmark wages and prices.
    pub(crate) fn of_unbalanced(data: &Unbalanced, deficit: &Array1<f64>) -> Self {
        let world = &data.world;
        let accounts = Accounts::of(world);
        let mut expenditure = accounts.expenditure.clone();
        let mut revenue = Array1::zeros(world.economy_count());
        for _ in 0..UNBALANCED_ROUNDS {
            let mut output = Array2::<f64>::zeros(expenditure.raw_dim());
            revenue.fill(0.0);
            for ((importer, exporter, sector), flow) in world.flows.indexed_iter() {
                let total = accounts.expenditure[[importer, sector]];
                if total > 0.0 {
                    let now = flow / total * expenditure[[importer, sector]];
                    output[[exporter, sector]] += now;
                    revenue[importer] += now * world.tariffs[[importer, exporter, sector]];
                }
            }
            expenditure.fill(0.0);
            for ((economy, sector), y) in output.indexed_iter() {
                let bill = (1.0 - world.value_added_share[[economy, sector]]) * y;
                for k in 0..world.sector_count() {
                    expenditure[[economy, k]] += world.input_shares[[economy, sector, k]] * bill;
                }
            }
            for ((economy, sector), x) in expenditure.indexed_iter_mut() {
                let income = data.value_added[economy] + revenue[economy] + deficit[economy];
                *x += data.final_shares[[economy, sector]] * income;
            }
        }
        let gdp = &data.value_added + &revenue;
        Self::assemble(
            Arc::new(world.clone()),
            &expenditure,
            &data.final_shares,
            &data.value_added,
            deficit,
            &gdp,
        )
    }

    fn assemble(
        world: Arc<World>,
        expenditure: &Array2<f64>,
        final_share: &Array2<f64>,
        value_added: &Array1<f64>,
        deficit: &Array1<f64>,
        gdp: &Array1<f64>,
    ) -> Self {
        let layout = Layout::new(world.economy_count(), world.sector_count());
        let nests = Nests::of(&world, expenditure);
        let expenditure = pad(&layout, expenditure);
        let mut input_coefficient = vec![0.0; layout.cells() * layout.sectors];
        for ((economy, sector, input), share) in world.input_shares.indexed_iter() {
            let row = (economy * layout.sectors + sector) * layout.sector_stride;
            let bill = 1.0 - world.value_added_share[[economy, sector]];
            input_coefficient[row + input] = share * bill;
        }
        Self {
            expenditure_inverse: expenditure
                .iter()
                .map(|x| if *x > 0.0 { 1.0 / x } else { 1.0 })
                .collect(),
            expenditure,
            value_added_share: pad(&layout, &world.value_added_share),
            input_coefficient,
            final_share: pad(&layout, final_share),
            nests,
            value_added: value_added.to_vec(),
            deficit: deficit.to_vec(),
            gdp: gdp.to_vec(),
            weights: SectorWeights::of_benchmark(&world, &layout),
            layout,
            world,
        }
    }

    /// An economy's input coefficients: (sector, input) rows.
    pub(crate) fn inputs_of(&self, economy: usize) -> &[f64] {
        let block = self.layout.sectors * self.layout.sector_stride;
        &self.input_coefficient[economy * block..(economy + 1) * block]
    }
}

/// Rounds that bring expenditures of unbalanced data near those that its shares imply; they only
/// set the scale of the unknowns.
const UNBALANCED_ROUNDS: usize = 60;

fn pad(layout: &Layout, values: &Array2<f64>) -> Vec<f64> {
    let mut out = vec![0.0; layout.cells()];
    for ((economy, sector), value) in values.indexed_iter() {
        out[layout.at(economy, sector)] = *value;
    }
    out
}
