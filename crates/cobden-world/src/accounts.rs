//! National accounts that follow from a world's flows, tariffs and technology.

use ndarray::{Array1, Array2};

use crate::world::World;

/// Values derived from a [`World`], in its unit.
///
/// | field | shape | formula |
/// |---|---|---|
/// | `expenditure` | (n, k) | X = Σ_i (1 + t) F |
/// | `output` | (i, j) | Y = Σ_n F |
/// | `intermediate_demand` | (n, k) | M = Σ_j γ_njk (1 − β_nj) Y_nj |
/// | `final_demand` | (n, k) | C = X − M |
/// | `value_added` | n | wL = Σ_j β Y |
/// | `duty_revenue` | n | R = Σ t F |
/// | `deficit` | n | D = imports − exports at customs value |
#[derive(Debug, Clone, PartialEq)]
pub struct Accounts {
    /// X, at purchasers' prices including duty.
    pub expenditure: Array2<f64>,
    /// Y, at customs value.
    pub output: Array2<f64>,
    /// M.
    pub intermediate_demand: Array2<f64>,
    /// C; slightly negative cells are common in real tables and removed by [`crate::calibrate()`].
    pub final_demand: Array2<f64>,
    /// wL.
    pub value_added: Array1<f64>,
    /// R.
    pub duty_revenue: Array1<f64>,
    /// D.
    pub deficit: Array1<f64>,
}

impl Accounts {
    /// The accounts of a world.
    pub fn of(world: &World) -> Self {
        let (n, j) = (world.economy_count(), world.sector_count());
        let mut expenditure = Array2::zeros((n, j));
        let mut output = Array2::zeros((n, j));
        let mut duty_revenue = Array1::zeros(n);
        let mut deficit = Array1::zeros(n);
        for ((importer, exporter, sector), flow) in world.flows.indexed_iter() {
            let duty = world.tariffs[[importer, exporter, sector]] * flow;
            expenditure[[importer, sector]] += flow + duty;
            output[[exporter, sector]] += flow;
            duty_revenue[importer] += duty;
            if importer != exporter {
                deficit[importer] += flow;
                deficit[exporter] -= flow;
            }
        }
        let value_added = (&world.value_added_share * &output).sum_axis(ndarray::Axis(1));
        let intermediate_demand = intermediate_demand(world, &output);
        Self {
            final_demand: &expenditure - &intermediate_demand,
            expenditure,
            output,
            intermediate_demand,
            value_added,
            duty_revenue,
            deficit,
        }
    }
}

/// M_nk = Σ_j γ_njk (1 − β_nj) Y_nj for outputs `output` (n, j).
pub(crate) fn intermediate_demand(world: &World, output: &Array2<f64>) -> Array2<f64> {
    let mut demand = Array2::zeros(output.raw_dim());
    for ((economy, sector), y) in output.indexed_iter() {
        let bill = (1.0 - world.value_added_share[[economy, sector]]) * y;
        for k in 0..world.sector_count() {
            demand[[economy, k]] += world.input_shares[[economy, sector, k]] * bill;
        }
    }
    demand
}
