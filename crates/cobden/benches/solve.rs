//! Solves and gradients: `cargo bench`. Figures with their context are in docs/performance.md.

use std::hint::black_box;

use cobden::model::{Closure, Model, Outcome, Settings, Shock};
use cobden::world::{World, synthetic};
use criterion::{Criterion, criterion_group, criterion_main};

fn solve(criterion: &mut Criterion) {
    let mut worlds = Vec::new();
    match cobden::open_world("default", None) {
        Ok((world, _)) => worlds.push(world),
        Err(faults) => panic!("{faults}"),
    }
    // A size with published counterparts, where its data is at hand.
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/worlds/wiod2014"
    );
    match World::load(folder) {
        Ok((world, _)) => worlds.push(world),
        Err(_) => eprintln!("skipped: wiod2014 is not at hand"),
    }
    worlds.push(synthetic(80, 40, 1));
    for world in worlds {
        let name = world.provenance.name.clone();
        let at = |code: &str, other: usize| world.economy_index(code).unwrap_or(other);
        let (a, b) = (at("USA", 0), at("CHN", 1));
        let mut shock = Shock::none(&world);
        shock.add_duty_on_goods(&world, a, b, 1.45);
        shock.add_duty_on_goods(&world, b, a, 1.25);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        group.bench_function("prepare", |bench| {
            bench.iter(|| Model::new(black_box(world.clone())))
        });
        let model = Model::new(world);
        let settings = Settings::default();
        let run = || model.solve(&shock, Closure::FixedDeficit, &settings);
        group.bench_function("solve", |bench| bench.iter(|| black_box(run()).is_ok()));
        match run() {
            Ok(equilibrium) => {
                let outcome = Outcome::RealIncome(a);
                group.bench_function("gradient", |bench| {
                    bench.iter(|| black_box(equilibrium.gradient(&outcome)).is_ok());
                });
            }
            Err(error) => panic!("{error}"),
        }
        group.finish();
    }
}

criterion_group!(benches, solve);
criterion_main!(benches);
