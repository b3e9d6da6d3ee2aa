//! Time, work and memory: `docs/performance.md`.

pub mod duties;
mod others;
pub mod talks;
mod timing;

use std::path::Path;

use cobden::model::{Closure, Model, Outcome, Settings, Shock};
use cobden::world::import::import_caliendo_parro;
use cobden::world::{World, synthetic};

use timing::{Timing, milliseconds, repeat};

/// Writes `docs/performance.md`.
///
/// # Errors
/// When the reference data is not at hand, or a solve fails.
pub fn write_document(python: Option<&Path>) -> Result<String, String> {
    let folder = crate::reference_data()
        .ok_or("the reference data is not at hand; name its folder in COBDEN_REFERENCE_DATA")?;
    let mut text = include_str!("introduction.md").to_owned();
    text += &format!(
        "Measured with version {} on {}.\n",
        cobden::VERSION,
        timing::machine()
    );

    let duties = duties::of_another_process()?;
    let (wiod, _) =
        World::load(folder.join("worlds/wiod2014")).map_err(|faults| faults.to_string())?;
    let dispute_shock = dispute(&wiod, "USA", "CHN");
    let wiod_model = Model::new(wiod);
    let ours = Solved::measure(&wiod_model, &dispute_shock, 30)?;
    let memory = timing::peak_memory_megabytes();
    text += "\n## 145% and 125% on goods between the United States and China, 44 × 50\n\n";
    text += &ours.against(python, &wiod_model, &dispute_shock)?;
    text += "\nKITE itself (R) is not at hand here; its authors' settings on this size and shock took 37 CPU s at a tolerance of \
             1e-8 and 4.4 CPU s at its default of 1e-4, which leaves wages off by 8e-5 (measured apart, on another quiet machine).\n";
    text += &ours.gradient_line(&wiod_model, &dispute_shock)?;
    text +=
        &format!("Peak memory of the process up to here, world and tables included: {memory}.\n");

    let (nafta_model, nafta_shock) = nafta(&folder)?;
    text += "\n\n## NAFTA's tariffs on the data of Caliendo and Parro, 31 × 40\n\n";
    let ours = Solved::measure(&nafta_model, &nafta_shock, 100)?;
    text += &ours.against(python, &nafta_model, &nafta_shock)?;
    text += &ours.gradient_line(&nafta_model, &nafta_shock)?;

    text += "\n\n## Large shocks, 44 × 50, cold starts\n\n| shock | closure | Newton steps | maps | residual | ms |\n|---|---|---:|---:|---:|---:|\n";
    for (name, shock) in large_shocks(wiod_model.world()) {
        for closure in [Closure::FixedDeficit, Closure::Balanced] {
            let equilibrium = match wiod_model.solve(&shock, closure, &Settings::default()) {
                Ok(equilibrium) => equilibrium,
                Err(error) => {
                    text += &format!("| {name} | {closure} | – | – | – | refused: {error} |\n");
                    continue;
                }
            };
            let s = equilibrium.statistics();
            text += &format!(
                "| {name} | {closure} | {} | {} | {:.0e} | {:.1} |\n",
                s.iterations,
                s.map_evaluations(),
                s.residual,
                1e3 * s.time.as_secs_f64()
            );
        }
    }
    drop(wiod_model);
    text += &scaling()?;
    text += &format!(
        "\nPeak memory of the process after the largest, with its world held three times for measuring: {}.\n",
        timing::peak_memory_megabytes()
    );
    text += &duties;
    text += &talks::section(&folder, python)?;
    text += include_str!("reading.md");
    let path = crate::root().join("docs/performance.md");
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(format!("{} written", path.display()))
}

/// 145 and 125 points on goods between two economies.
fn dispute(world: &World, a: &str, b: &str) -> Shock {
    let mut shock = Shock::none(world);
    if let (Some(a), Some(b)) = (world.economy_index(a), world.economy_index(b)) {
        shock.add_duty_on_goods(world, a, b, 1.45);
        shock.add_duty_on_goods(world, b, a, 1.25);
    }
    shock
}

fn nafta(folder: &Path) -> Result<(Model, Shock), String> {
    let data = import_caliendo_parro(&folder.join("reference/cp2015/inputs"))
        .map_err(|faults| faults.to_string())?;
    let (world, _) = Model::resolve(&data.benchmark, true, &Settings::default())
        .map_err(|error| error.to_string())?;
    let mut shock = Shock::none(&world);
    let members: Vec<usize> = ["MEX", "CAN", "USA"]
        .iter()
        .filter_map(|code| world.economy_index(code))
        .collect();
    for n in &members {
        for i in members.iter().filter(|i| *i != n) {
            for j in 0..world.sector_count() {
                shock.tariff[[*n, *i, j]] = data.tariffs_2005[[*n, *i, j]];
            }
        }
    }
    Ok((Model::new(world), shock))
}

fn large_shocks(world: &World) -> Vec<(String, Shock)> {
    let mut shocks = Vec::new();
    let pair = (
        world.economy_index("USA").unwrap_or(0),
        world.economy_index("CHN").unwrap_or(1),
    );
    let mut both = Shock::none(world);
    let mut embargo = Shock::none(world);
    for j in 0..world.sector_count() {
        for (n, i) in [pair, (pair.1, pair.0)] {
            both.tariff[[n, i, j]] += 30.0;
            embargo.trade_cost_hat[[n, i, j]] = f64::INFINITY;
        }
    }
    shocks.push(("+3000% both ways, all sectors".to_owned(), both));
    shocks.push(("full embargo both ways".to_owned(), embargo));
    for points in [0.1, 0.6, 2.0, 10.0] {
        let mut shock = Shock::none(world);
        for ((n, i, _), tariff) in shock.tariff.indexed_iter_mut() {
            if n != i {
                *tariff += points;
            }
        }
        shocks.push((
            format!("+{:.0} points by all on all", 100.0 * points),
            shock,
        ));
    }
    shocks
}

/// Our own figures on one problem.
struct Solved {
    prepare: Timing,
    solve: Timing,
    maps: usize,
    residual: f64,
    real_income: Vec<f64>,
}

impl Solved {
    fn measure(model: &Model, shock: &Shock, runs: usize) -> Result<Self, String> {
        let settings = Settings::default();
        let world = std::sync::Arc::new(model.world().clone());
        let prepare = repeat(runs.min(20), || {
            std::hint::black_box(Model::new(world.clone()));
        });
        let solve = |_: ()| model.solve(shock, Closure::FixedDeficit, &settings);
        let equilibrium = solve(()).map_err(|error| error.to_string())?;
        let timing = repeat(runs, || {
            let _ = std::hint::black_box(solve(()));
        });
        let s = equilibrium.statistics();
        Ok(Self {
            prepare,
            solve: timing,
            maps: s.map_evaluations(),
            residual: s.residual,
            real_income: equilibrium
                .economies()
                .iter()
                .map(|o| o.real_income_change_percent)
                .collect(),
        })
    }

    /// The table of this problem: ours, then the other programs where Python is at hand.
    fn against(
        &self,
        python: Option<&Path>,
        model: &Model,
        shock: &Shock,
    ) -> Result<String, String> {
        let mut text = "| program | s of the solve, best (median) | ratio | maps | residual | largest difference from ours |\n|---|---:|---:|---:|---:|---:|\n".to_owned();
        text += &format!(
            "| Cobden: solve | {} | 1 | {} | {:.0e} | – |\n| Cobden: prepare the world, once for all shocks | {} | {:.1} | – | – | – |\n",
            self.solve,
            self.maps,
            self.residual,
            self.prepare,
            self.prepare.best / self.solve.best
        );
        if let Some(python) = python {
            for other in others::run(python, model.world(), shock)? {
                let gap = other
                    .real_income
                    .iter()
                    .zip(&self.real_income)
                    .map(|(a, b)| (a - b).abs());
                text += &format!(
                    "| {} | {:.3} | {:.0} | {} | {:.0e} | {:.0e} points |\n",
                    other.program,
                    other.cpu_seconds,
                    other.cpu_seconds / self.solve.best,
                    other.maps.map_or("–".into(), |maps| format!("{maps:.0}")),
                    other.residual,
                    gap.fold(0.0, f64::max)
                );
            }
            text += &format!(
                "\nOther programs: {}; one thread, tolerance 1e-10, CPU s, best of their runs; ours are wall s, which are never less.\n",
                others::versions(python)?
            );
        } else {
            text += "\nThe other programs were not run (no `--python`).\n";
        }
        Ok(text)
    }

    fn gradient_line(&self, model: &Model, shock: &Shock) -> Result<String, String> {
        let equilibrium = model
            .solve(shock, Closure::FixedDeficit, &Settings::default())
            .map_err(|error| error.to_string())?;
        let outcome = Outcome::RealIncome(0);
        let gradient = equilibrium
            .gradient(&outcome)
            .map_err(|error| error.to_string())?;
        let timing = repeat(20, || {
            let _ = std::hint::black_box(equilibrium.gradient(&outcome));
        });
        Ok(format!(
            "\nGradient of one outcome with respect to {} tariffs, as many export taxes and trade costs, and {} elasticities: {} ({} products), {:.2} of a solve. ",
            gradient.tariff.len(),
            gradient.elasticity.len(),
            milliseconds(timing.best),
            gradient.products,
            timing.best / self.solve.best
        ))
    }
}

/// Synthetic worlds of growing size.
fn scaling() -> Result<String, String> {
    let mut text = "\n\n## Size\n\nSynthetic worlds (`cobden_world::synthetic`), 145 and 125 points between two economies, one thread unless said.\n\n\
                    | N × J | N²J | prepare | solve | maps | ns a map and N²J | two threads | same digits |\n|---|---:|---:|---:|---:|---:|---:|---|\n"
        .to_owned();
    for (n, j) in [(20, 20), (40, 40), (80, 40), (80, 60), (160, 40), (160, 60)] {
        let world = synthetic(n, j, 1);
        let shock = dispute(&world, "E000", "E001");
        let runs = if n > 100 { 3 } else { 10 };
        let model = Model::new(world);
        let ours = Solved::measure(&model, &shock, runs)?;
        let settings = Settings {
            threads: 2,
            ..Settings::default()
        };
        let solve = || model.solve(&shock, Closure::FixedDeficit, &settings);
        let second = solve().map_err(|error| error.to_string())?;
        let two = repeat(runs, || {
            let _ = std::hint::black_box(solve());
        });
        let incomes: Vec<f64> = second
            .economies()
            .iter()
            .map(|o| o.real_income_change_percent)
            .collect();
        let size = (n * n * j) as f64;
        text += &format!(
            "| {n} × {j} | {size:.0} | {} | {} | {} | {:.2} | {} | {} |\n",
            milliseconds(ours.prepare.best),
            milliseconds(ours.solve.best),
            ours.maps,
            1e9 * ours.solve.best / (ours.maps as f64 * size),
            milliseconds(two.best),
            if incomes == ours.real_income {
                "yes"
            } else {
                "**no**"
            }
        );
    }
    Ok(text)
}
