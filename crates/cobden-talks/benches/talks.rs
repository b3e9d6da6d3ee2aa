//! Best responses and wars: `cargo bench -p cobden-talks`. Figures with their context are in docs/performance.md.

use std::hint::black_box;

use cobden_model::{Closure, Competition, Model, OneStage, Settings, Shock};
use cobden_talks::{
    CLIMB, Game, GeneralGame, Grain, Side, Silent, Start, StrategySpace, WarSettings, formula_war,
    optimal, war,
};
use cobden_world::{DEFAULT_WORLD, World, embedded, synthetic};
use criterion::{Criterion, criterion_group, criterion_main};

/// The United States and China on the embedded world, one rate a sector on top of those in force.
fn two_sides(criterion: &mut Criterion) {
    let Some(files) = embedded(DEFAULT_WORLD) else {
        panic!("the default world is not embedded");
    };
    let (world, _) = or_panic(World::load_from(&files));
    let space = StrategySpace {
        grain: Grain::BySector,
        ..StrategySpace::between(["USA", "CHN"].map(Side::new))
    };
    let (strategies, _) = or_panic(space.of(&world));
    let model = Model::new(world);
    let policy = Shock::none(model.world());
    let settings = Settings::default();
    let closure = Closure::FixedDeficit;
    let mut game = or_panic(GeneralGame::new(
        &model, policy, strategies, closure, settings,
    ));
    let today = game.status_quo().to_vec();
    let mut group = criterion.benchmark_group("USA and CHN, a rate a sector");
    group.sample_size(10);
    let starts = [Start::StatusQuo];
    group.bench_function("best response", |bench| {
        bench.iter(|| {
            or_panic(optimal(
                &mut game,
                0,
                black_box(&today),
                &starts,
                &CLIMB,
                &mut Silent,
            ))
        });
    });
    let wanted = WarSettings {
        starts: starts.to_vec(),
        ..WarSettings::default()
    };
    group.bench_function("war", |bench| {
        bench.iter(|| or_panic(war(&mut game, black_box(&wanted), &mut Silent)));
    });
    group.finish();
}

/// Eighty-one synthetic economies without intermediates, by the published rule.
fn rule(criterion: &mut Criterion) {
    let mut world = synthetic(81, 28, 1);
    world.value_added_share.fill(1.0);
    let data = or_panic(OneStage::new(&world, Competition::Perfect));
    let mut group = criterion.benchmark_group("81 synthetic economies, one stage");
    group.sample_size(20);
    group.bench_function("without deficits", |bench| {
        bench.iter(|| or_panic(black_box(&data).balanced()));
    });
    let balanced = or_panic(data.balanced());
    group.bench_function("war by the rule", |bench| {
        bench.iter(|| or_panic(formula_war(black_box(&balanced))).maps);
    });
    group.finish();
}

fn or_panic<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}

criterion_group!(benches, two_sides, rule);
criterion_main!(benches);
