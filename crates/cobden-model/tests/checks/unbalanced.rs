use cobden_model::Model;
use cobden_world::{Accounts, World, import::Unbalanced};
use ndarray::{Array1, Array2};
use proptest::prelude::*;

use crate::common::{Random, assert_close};
use crate::{cases, recipes, tight};

/// A world's data with its accounts beside the flows, as published tables give them.
fn published(world: World) -> Unbalanced {
    let accounts = Accounts::of(&world);
    let demand = accounts.final_demand.mapv(|c| c.max(0.0));
    let totals = demand.sum_axis(ndarray::Axis(1));
    let final_shares = Array2::from_shape_fn(demand.raw_dim(), |(n, j)| demand[[n, j]] / totals[n]);
    Unbalanced {
        final_shares,
        value_added: accounts.value_added,
        deficit: accounts.deficit,
        world,
    }
}

proptest! {
    #![proptest_config(cases(10))]

    // Data that is an equilibrium is left as it is.
    #[test]
    fn balanced_data_is_kept(recipe in recipes()) {
        let data = published(recipe.world());
        let (world, _) = Model::resolve(&data, false, &tight()).unwrap();
        let total = data.world.flows.sum();
        for (new, old) in world.flows.iter().zip(&data.world.flows) {
            assert_close(new / total, old / total, 1e-10, "flow");
        }
    }

    // Data that is not becomes an equilibrium with its trade shares, its final spending shares
    // and its deficits or none.
    #[test]
    fn unbalanced_data_becomes_an_equilibrium(recipe in recipes(), purge: bool, seed: u64) {
        let mut data = published(recipe.world());
        let mut random = Random::new(seed);
        data.final_shares.map_inplace(|a| *a *= random.between(0.9, 1.1));
        for mut row in data.final_shares.rows_mut() {
            row /= row.sum();
        }
        data.value_added.map_inplace(|v| *v *= random.between(0.9, 1.1));
        let (world, statistics) = Model::resolve(&data, purge, &tight()).unwrap();
        prop_assert!(statistics.residual <= 1e-12);
        prop_assert!(!cobden_world::check(&world).has_errors());
        let (old, new) = (Accounts::of(&data.world), Accounts::of(&world));
        let none: Array1<f64> = Array1::zeros(recipe.economies);
        let deficit = if purge { &none } else { &data.deficit };
        let scale = new.value_added.sum();
        assert_close(scale / data.value_added.sum(), 1.0, 1e-10, "world value added");
        for n in 0..recipe.economies {
            assert_close(new.deficit[n] / scale, deficit[n] / scale, 1e-10, "deficit");
            let spent = new.final_demand.row(n).sum();
            for j in 0..recipe.sectors {
                let share = new.final_demand[[n, j]] / spent;
                assert_close(share, data.final_shares[[n, j]], 1e-9, "final share");
            }
        }
        // Wages move, and trade shares with them, as in any equilibrium: what is kept is the
        // sum of value added and, where nothing is unbalanced, all (the property above).
        prop_assert_eq!(old.expenditure.raw_dim(), new.expenditure.raw_dim());
    }
}
