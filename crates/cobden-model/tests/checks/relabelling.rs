use cobden_model::{Model, Shock};
use cobden_world::{Nest, World};
use proptest::prelude::*;

use crate::common::{Random, Wedges};
use crate::hats::{Hats, permute};
use crate::{cases, closures, recipes, tight};

pub(crate) fn relabelled(world: &World, economies: &[usize], sectors: &[usize]) -> World {
    let axis = ndarray::Axis;
    World {
        provenance: world.provenance.clone(),
        economies: economies
            .iter()
            .map(|k| world.economies[*k].clone())
            .collect(),
        sectors: sectors.iter().map(|k| world.sectors[*k].clone()).collect(),
        flows: permute(&world.flows, economies, sectors),
        tariffs: permute(&world.tariffs, economies, sectors),
        value_added_share: world
            .value_added_share
            .select(axis(0), economies)
            .select(axis(1), sectors),
        input_shares: world
            .input_shares
            .select(axis(0), economies)
            .select(axis(1), sectors)
            .select(axis(2), sectors),
        nests: (world.nests.iter())
            .map(|nest| Nest {
                sectors: (0..sectors.len())
                    .filter(|k| nest.sectors.contains(&sectors[*k]))
                    .collect(),
                ..nest.clone()
            })
            .collect(),
    }
}

pub(crate) fn relabelled_shock(shock: &Shock, economies: &[usize], sectors: &[usize]) -> Shock {
    Shock {
        tariff: permute(&shock.tariff, economies, sectors),
        trade_cost_hat: permute(&shock.trade_cost_hat, economies, sectors),
        export_tax: permute(&shock.export_tax, economies, sectors),
        elasticity: sectors.iter().map(|k| shock.elasticity[*k]).collect(),
        limits: Vec::new(),
    }
}

proptest! {
    #![proptest_config(cases(16))]

    // model.md, check 3.
    #[test]
    fn relabelling_permutes_the_results(recipe in recipes(), closure in closures(), seed: u64) {
        let world = recipe.world();
        let shock = Wedges::ALL.shock(&world, seed);
        let mut random = Random::new(seed);
        let economies = random.permutation(world.economy_count());
        let sectors = random.permutation(world.sector_count());
        let other_shock = relabelled_shock(&shock, &economies, &sectors);
        let other = Model::new(relabelled(&world, &economies, &sectors));
        let model = Model::new(world);
        let here = model.solve(&shock, closure, &tight()).unwrap();
        let there = other.solve(&other_shock, closure, &tight()).unwrap();
        let expected = Hats::of(&here).permuted(&economies, &sectors);
        Hats::of(&there).assert_close(&expected, 1e-10);
        let codes: Vec<String> = there.economies().into_iter().map(|e| e.economy).collect();
        let expected: Vec<String> = economies.iter().map(|k| format!("E{k}")).collect();
        prop_assert_eq!(codes, expected);
    }
}
