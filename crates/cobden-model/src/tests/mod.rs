//! Products with the Jacobian, its transpose and its approximate inverse, on random worlds.

#[path = "../../tests/common/mod.rs"]
mod common;

mod adjoint;
mod nearby;
mod precondition;
mod tangent;

use crate::closure::{Closure, Deficits};
use crate::layout::Layout;
use crate::shock::Shock;
use crate::system::{Point, System};
use crate::{Model, benchmark::Benchmark};
use common::{Random, Recipe, Wedges, nested};

fn system<'b>(benchmark: &'b Benchmark, shock: &Shock, closure: Closure) -> System<'b> {
    let deficits = Deficits::new(closure, &benchmark.deficit, &benchmark.gdp);
    System::new(benchmark, shock, deficits, 1)
}

/// Unknowns off any equilibrium; nothing where nothing is bought.
fn somewhere(system: &System, random: &mut Random) -> Vec<f64> {
    let mut z = system.identity();
    let layout = &system.benchmark.layout;
    let (wages, prices, expenditures) = layout.split_mut(&mut z);
    wages
        .iter_mut()
        .for_each(|u| *u = random.between(-0.3, 0.3));
    for economy in 0..layout.economies {
        for sector in 0..layout.sectors {
            prices[layout.at(economy, sector)] = random.between(-0.3, 0.3);
            expenditures[layout.at(economy, sector)] *= random.between(0.6, 1.5);
        }
    }
    z
}

/// A random vector whose padding is zero.
fn direction(layout: &Layout, random: &mut Random) -> Vec<f64> {
    let mut v = vec![0.0; layout.unknowns()];
    let (wages, prices, expenditures) = layout.split_mut(&mut v);
    wages
        .iter_mut()
        .for_each(|v| *v = random.between(-1.0, 1.0));
    for economy in 0..layout.economies {
        for sector in 0..layout.sectors {
            prices[layout.at(economy, sector)] = random.between(-1.0, 1.0);
            expenditures[layout.at(economy, sector)] = random.between(-1.0, 1.0);
        }
    }
    v
}

/// Everything at `z`, and the residuals.
fn evaluated(system: &System, z: &[f64]) -> (Point, Vec<f64>) {
    let mut point = Point::new(system.benchmark, &system.weights);
    let mut residual = vec![0.0; z.len()];
    system.evaluate(z, &mut point, &mut residual);
    (point, residual)
}

/// Every kind of system: with and without duties and export taxes, deficits of every closure, a
/// world in two parts, one economy alone.
fn for_every_system(test: impl Fn(&str, &System, &mut Random)) {
    let mut random = Random::new(7);
    for (economies, sectors) in [(2, 1), (3, 4), (5, 3), (1, 3)] {
        let recipe = Recipe::new(economies, sectors, 11);
        let mut worlds = Vec::new();
        for (kind, recipe) in [
            ("all", recipe),
            ("no tariffs", recipe.without_tariffs()),
            ("no intermediates", recipe.without_intermediates()),
        ] {
            worlds.push((kind.to_owned(), recipe.world()));
        }
        for substitution in [0.0, 0.4, 1.0, 3.0] {
            let world = nested(&recipe.world(), substitution, 5);
            worlds.push((format!("nests of {substitution}"), world));
        }
        for (kind, world) in worlds {
            let model = Model::new(world);
            for (wedges, name) in [(Wedges::COSTS, "costs"), (Wedges::ALL, "export taxes")] {
                let mut shock = wedges.shock(model.world(), 3);
                for closure in Closure::ALL {
                    let name = format!("{economies}x{sectors}, {kind}, {name}, {closure}");
                    test(
                        &name,
                        &system(&model.benchmark, &shock, closure),
                        &mut random,
                    );
                }
                cut_off(&mut shock, 0);
                let apart = system(&model.benchmark, &shock, Closure::Balanced);
                let name = format!("{economies}x{sectors}, {kind}, {name}, cut off");
                test(&name, &apart, &mut random);
            }
        }
    }
}

/// Ends all trade of an economy.
fn cut_off(shock: &mut Shock, economy: usize) {
    for ((importer, exporter, _), cost) in shock.trade_cost_hat.indexed_iter_mut() {
        if importer != exporter && (importer == economy || exporter == economy) {
            *cost = f64::INFINITY;
        }
    }
}

/// No trade between economies.
fn autarky(model: &Model) -> Shock {
    let mut shock = Shock::none(model.world());
    for economy in 0..model.world().economy_count() {
        cut_off(&mut shock, economy);
    }
    shock
}
