use cobden_model::{Closure, Equilibrium, Model};
use cobden_world::{Accounts, World};
use ndarray::Array2;
use proptest::prelude::*;

use crate::common::{Wedges, assert_close};
use crate::hats::Hats;
use crate::{cases, closures, recipes, tight};

/// Relative accuracy of every condition.
const TOLERANCE: f64 = 1e-10;

/// Values of one state that follow from its flows, policy and technology.
struct State {
    expenditure: Array2<f64>,
    receipts: Array2<f64>,
    value_added: Vec<f64>,
    duty: Vec<f64>,
    export_tax: Vec<f64>,
    deficit: Vec<f64>,
}

impl State {
    fn of(
        world: &World,
        flows: &ndarray::Array3<f64>,
        shock: Option<&cobden_model::Shock>,
    ) -> Self {
        let (n, j) = (world.economy_count(), world.sector_count());
        let mut state = Self {
            expenditure: Array2::zeros((n, j)),
            receipts: Array2::zeros((n, j)),
            value_added: vec![0.0; n],
            duty: vec![0.0; n],
            export_tax: vec![0.0; n],
            deficit: vec![0.0; n],
        };
        for ((importer, exporter, sector), flow) in flows.indexed_iter() {
            let at = [importer, exporter, sector];
            let (t, e) = match shock {
                Some(shock) => (shock.tariff[at], shock.export_tax[at]),
                None => (world.tariffs[at], 0.0),
            };
            state.expenditure[[importer, sector]] += (1.0 + t) * flow;
            state.receipts[[exporter, sector]] += flow / (1.0 + e);
            state.duty[importer] += t * flow;
            state.export_tax[exporter] += flow * e / (1.0 + e);
            if importer != exporter {
                state.deficit[importer] += flow;
                state.deficit[exporter] -= flow;
            }
        }
        for ((economy, sector), y) in state.receipts.indexed_iter() {
            state.value_added[economy] += world.value_added_share[[economy, sector]] * y;
        }
        state
    }

    fn gdp(&self, economy: usize) -> f64 {
        self.value_added[economy] + self.duty[economy] + self.export_tax[economy]
    }
}

/// Every equation of model.md, section 2, from what an equilibrium reports.
fn assert_conditions(equilibrium: &Equilibrium) {
    let world = equilibrium.model().world();
    let (n, j) = (world.economy_count(), world.sector_count());
    let shock = equilibrium.shock();
    let (flows, flows_new) = equilibrium.flows();
    let before = State::of(world, &flows, None);
    let after = State::of(world, &flows_new, Some(shock));
    let hats = Hats::of(equilibrium);
    let benchmark = Accounts::of(world);
    let inputs = |economy: usize, sector: usize, k: usize| {
        world.input_shares[[economy, sector, k]]
            * (1.0 - world.value_added_share[[economy, sector]])
    };
    for economy in 0..n {
        let value_added = hats.wage[economy] * before.value_added[economy];
        let close = |found: f64, expected: f64, what: &str| {
            let scale = before.gdp(economy);
            assert_close(found / scale, expected / scale, TOLERANCE, what);
        };
        close(after.value_added[economy], value_added, "labour");
        let income = hats.income[economy] * (before.gdp(economy) + before.deficit[economy]);
        let earned = value_added + after.duty[economy] + after.export_tax[economy];
        // Walras: the balance of trade of every economy, of which no equation is told.
        close(income - earned, after.deficit[economy], "balance of trade");
        for sector in 0..j {
            let log_cost: f64 = (0..j)
                .map(|k| inputs(economy, sector, k) * hats.price[[economy, k]].ln())
                .sum::<f64>()
                + world.value_added_share[[economy, sector]] * hats.wage[economy].ln();
            let cost = hats.cost[[economy, sector]];
            assert_close(cost, log_cost.exp(), TOLERANCE, "unit cost");

            let final_demand: f64 = benchmark
                .final_demand
                .row(economy)
                .iter()
                .map(|c| c.max(0.0))
                .sum();
            let alpha = benchmark.final_demand[[economy, sector]].max(0.0) / final_demand;
            let bought: f64 = (0..j)
                .map(|k| inputs(economy, k, sector) * after.receipts[[economy, k]])
                .sum();
            close(
                after.expenditure[[economy, sector]],
                bought + alpha * income,
                "goods",
            );

            let spent = before.expenditure[[economy, sector]];
            if spent == 0.0 {
                continue;
            }
            let theta = shock.elasticity[sector];
            // π (κ̂ ĉ)^(−θ) by exporter.
            let pull: Vec<f64> = (0..n)
                .map(|exporter| {
                    let at = [economy, exporter, sector];
                    let kappa = (1.0 + shock.tariff[at]) / (1.0 + world.tariffs[at])
                        * (1.0 + shock.export_tax[at])
                        * shock.trade_cost_hat[at];
                    let share = (1.0 + world.tariffs[at]) * flows[at] / spent;
                    share * (kappa * hats.cost[[exporter, sector]]).powf(-theta)
                })
                .collect();
            let sum: f64 = pull.iter().sum();
            let price = sum.powf(-1.0 / theta);
            assert_close(hats.price[[economy, sector]], price, TOLERANCE, "price");
            for exporter in 0..n {
                let at = [economy, exporter, sector];
                let value = (1.0 + shock.tariff[at]) * flows_new[at];
                let expected = pull[exporter] / sum * after.expenditure[[economy, sector]];
                close(value, expected, "flow");
            }
        }
    }
    assert_deficits(equilibrium.closure(), &benchmark, &after);
    let total = |values: &[f64]| values.iter().sum::<f64>();
    assert_close(
        total(&after.value_added) / total(&before.value_added),
        1.0,
        TOLERANCE,
        "numéraire",
    );
}

/// model.md, section 2, deficit closures.
fn assert_deficits(closure: Closure, benchmark: &Accounts, after: &State) {
    let n = after.duty.len();
    let gdp = |k: usize| benchmark.value_added[k] + benchmark.duty_revenue[k];
    let growth = (0..n).map(|k| after.gdp(k)).sum::<f64>() / (0..n).map(gdp).sum::<f64>();
    // Final spending over GDP, new over old: one number for all economies.
    let multiple =
        |k: usize| (1.0 + after.deficit[k] / after.gdp(k)) / (1.0 + benchmark.deficit[k] / gdp(k));
    for k in 0..n {
        let deficit = benchmark.deficit[k];
        let expected = match closure {
            Closure::FixedDeficit => deficit,
            Closure::DeficitShareOfWorld => deficit * growth,
            Closure::Balanced => 0.0,
            Closure::DeficitScalesWithGdp => {
                assert_close(multiple(k), multiple(0), TOLERANCE, "spending multiple");
                continue;
            }
        };
        assert_close(
            after.deficit[k] / gdp(k),
            expected / gdp(k),
            TOLERANCE,
            "deficit",
        );
    }
}

proptest! {
    #![proptest_config(cases(24))]

    // model.md, section 2 and check 2 (Walras, numéraire), export taxes included.
    #[test]
    fn every_condition_holds(recipe in recipes(), closure in closures(), seed: u64, tax: bool) {
        let model = recipe.model();
        let wedges = if tax { Wedges::ALL } else { Wedges::COSTS };
        let shock = wedges.shock(model.world(), seed);
        assert_conditions(&model.solve(&shock, closure, &tight()).unwrap());
    }

    // model.md, check 2: homogeneity.
    #[test]
    fn the_unit_of_value_changes_no_hat(recipe in recipes(), closure in closures(), seed: u64) {
        let world = recipe.world();
        let shock = Wedges::ALL.shock(&world, seed);
        let model = Model::new(world.clone());
        let hats = Hats::of(&model.solve(&shock, closure, &tight()).unwrap());
        for factor in [2.0, 1e-6] {
            let mut scaled = world.clone();
            scaled.flows *= factor;
            let scaled = Model::new(scaled);
            let other = Hats::of(&scaled.solve(&shock, closure, &tight()).unwrap());
            other.assert_close(&hats, 1e-11);
        }
    }
}
