use cobden_model::{Closure, Market, Model, ModelError, Outcome, Settings, Shock};
use cobden_num::{Control, Iteration, Monitor, Status};
use ndarray::Array3;

use crate::common::{Recipe, Wedges};

fn model() -> Model {
    Recipe::new(3, 2, 1).model()
}

fn refused(model: &Model, shock: &Shock, settings: &Settings) -> ModelError {
    let solved = model.solve(shock, Closure::FixedDeficit, settings);
    solved.map(|_| ()).unwrap_err()
}

/// The default settings but for one.
fn with(change: impl Fn(&mut Settings)) -> Settings {
    let mut settings = Settings::default();
    change(&mut settings);
    settings
}

#[test]
fn arrays_of_another_shape_are_refused() {
    let model = model();
    let wrong = Array3::zeros((3, 3, 3));
    type Change = fn(&mut Shock, Array3<f64>);
    let changes: [(&str, Change); 3] = [
        ("tariff", |s, a| s.tariff = a),
        ("trade_cost_hat", |s, a| s.trade_cost_hat = a),
        ("export_tax", |s, a| s.export_tax = a),
    ];
    for (name, change) in changes {
        let mut shock = Shock::none(model.world());
        change(&mut shock, wrong.clone());
        let expected = ModelError::Shape {
            what: name,
            found: vec![3, 3, 3],
            expected: vec![3, 3, 2],
        };
        assert_eq!(refused(&model, &shock, &Settings::default()), expected);
    }
    let mut shock = Shock::none(model.world());
    shock.elasticity.push(4.0);
    let expected = ModelError::Shape {
        what: "elasticity",
        found: vec![3],
        expected: vec![2],
    };
    assert_eq!(refused(&model, &shock, &Settings::default()), expected);
}

#[test]
fn numbers_out_of_range_are_refused_by_name() {
    let model = model();
    type Field = fn(&mut Shock) -> &mut Array3<f64>;
    let rates = [-1.0, -1.5, f64::NAN, f64::INFINITY];
    let costs = [0.0, -1.0, f64::NAN, f64::NEG_INFINITY];
    let fields: [(&str, Field, [f64; 4]); 3] = [
        ("the tariff", |s| &mut s.tariff, rates),
        ("the export tax", |s| &mut s.export_tax, rates),
        ("the trade cost", |s| &mut s.trade_cost_hat, costs),
    ];
    for (name, field, values) in fields {
        for bad in values {
            let mut shock = Shock::none(model.world());
            field(&mut shock)[[2, 0, 1]] = bad;
            match refused(&model, &shock, &Settings::default()) {
                ModelError::Range {
                    what,
                    importer,
                    exporter,
                    sector,
                    value,
                    ..
                } => {
                    assert_eq!(what, name);
                    assert_eq!([importer, exporter, sector], ["E2", "E0", "S1"]);
                    assert!(value == bad || value.is_nan() && bad.is_nan());
                }
                other => panic!("{name} {bad}: {other}"),
            }
        }
    }
}

#[test]
fn elasticities_out_of_range_are_refused() {
    let model = model();
    for bad in [0.0, -4.0, f64::NAN, f64::INFINITY] {
        let mut shock = Shock::none(model.world());
        shock.elasticity[1] = bad;
        match refused(&model, &shock, &Settings::default()) {
            ModelError::Elasticity { sector, value } => {
                assert_eq!(sector, "S1");
                assert!(value == bad || value.is_nan() && bad.is_nan());
            }
            other => panic!("{bad}: {other}"),
        }
    }
}

#[test]
fn settings_out_of_range_are_refused() {
    let model = model();
    let none = Shock::none(model.world());
    for (expected, settings) in [
        ("tolerance", with(|s| s.tolerance = 0.0)),
        ("tolerance", with(|s| s.tolerance = 0.1)),
        ("tolerance", with(|s| s.tolerance = f64::NAN)),
        ("max_iterations", with(|s| s.max_iterations = 0)),
        ("threads", with(|s| s.threads = 0)),
    ] {
        match refused(&model, &none, &settings) {
            ModelError::Setting(setting) => assert_eq!(setting.name, expected),
            other => panic!("{expected}: {other}"),
        }
    }
}

// model.md, section 3: a solve that does not reach its tolerance is an error that says which
// market is furthest off, never a result. Here there is nothing to reach: with a duty τ on all
// its imports, which are no less than its deficit D', an economy's duty is at least τ D', so that
// D' = D · world GDP' / world GDP needs τ D < world GDP, which 3000% on a tenth of it is not.
#[test]
fn where_there_is_no_equilibrium_the_error_names_a_market() {
    let mut world = Recipe::new(2, 1, 1)
        .without_intermediates()
        .without_tariffs()
        .world();
    for (n, i, value) in [(0, 0, 40.0), (0, 1, 12.0), (1, 0, 2.0), (1, 1, 46.0)] {
        world.flows[[n, i, 0]] = value;
    }
    let mut shock = Shock::none(&world);
    shock.tariff[[0, 1, 0]] = 30.0;
    let model = Model::new(world);
    for max_iterations in [1, 10, 1000] {
        let settings = with(|s| s.max_iterations = max_iterations);
        match model.solve(&shock, Closure::DeficitShareOfWorld, &settings) {
            Err(ModelError::NotConverged {
                status,
                residual,
                tolerance,
                market,
                statistics,
                ..
            }) => {
                assert!(matches!(status, Status::IterationLimit | Status::Stalled));
                assert!(residual > tolerance && tolerance == settings.tolerance);
                assert!(statistics.residual_evaluations > 0);
                let economy = match market {
                    Market::Labour { economy }
                    | Market::Price { economy, .. }
                    | Market::Goods { economy, .. } => economy,
                };
                assert!(["E0", "E1"].contains(&economy.as_str()));
            }
            other => panic!("{max_iterations}: {:?}", other.map(|_| ())),
        }
    }
}

// The same where there is an equilibrium, but it takes more steps than are allowed.
#[test]
fn too_few_iterations_are_an_error() {
    let model = Recipe::new(4, 3, 1).model();
    let shock = Wedges::COSTS.shock(model.world(), 1);
    match refused(&model, &shock, &with(|s| s.max_iterations = 1)) {
        ModelError::NotConverged {
            status,
            residual,
            iterations,
            ..
        } => {
            assert_eq!((status, iterations), (Status::IterationLimit, 1));
            assert!(residual > 1e-10);
        }
        other => panic!("{other}"),
    }
    assert!(
        model
            .solve(&shock, Closure::FixedDeficit, &Settings::default())
            .is_ok()
    );
}

// Equations alone would let an economy spend less than nothing: with its surplus fixed, one whose
// earnings shrink below it has no equilibrium. Here selling abroad
// comes to cost twice as much.
#[test]
fn a_surplus_beyond_an_economys_means_is_an_error() {
    let mut world = Recipe::new(2, 1, 1)
        .without_intermediates()
        .without_tariffs()
        .world();
    for (n, i, value) in [(0, 0, 10.0), (0, 1, 5.0), (1, 0, 90.0), (1, 1, 900.0)] {
        world.flows[[n, i, 0]] = value;
    }
    world.sectors[0].trade_elasticity = 4.0;
    let mut shock = Shock::none(&world);
    shock.trade_cost_hat[[1, 0, 0]] = 2.0;
    let model = Model::new(world);
    match refused(&model, &shock, &Settings::default()) {
        ModelError::NegativeIncome {
            economy,
            income,
            deficit,
            ..
        } => {
            assert_eq!(economy, "E0");
            assert!(income <= 0.0);
            assert!((deficit + 85.0).abs() < 1e-9);
        }
        other => panic!("{other}"),
    }
    let balanced = model.solve(&shock, Closure::Balanced, &Settings::default());
    assert!(balanced.is_ok());
}

/// Stops after some reports.
struct Patience {
    left: usize,
    reports: Vec<Iteration>,
}

impl Patience {
    fn new(left: usize) -> Self {
        Self {
            left,
            reports: Vec::new(),
        }
    }
}

impl Monitor for Patience {
    fn iteration(&mut self, progress: Iteration) -> Control {
        self.reports.push(progress);
        if self.reports.len() > self.left {
            Control::Stop
        } else {
            Control::Continue
        }
    }
}

#[test]
fn a_monitor_sees_every_iteration_and_can_stop() {
    let model = Recipe::new(4, 3, 1).model();
    let shock = Wedges::COSTS.shock(model.world(), 1);
    let settings = Settings::default();
    for closure in Closure::ALL {
        let mut watcher = Patience::new(usize::MAX);
        let solved = model.solve_with(&shock, closure, &settings, &mut watcher);
        let statistics = *solved.unwrap().statistics();
        let starts = watcher.reports.iter().filter(|r| r.iteration == 0).count();
        assert_eq!(watcher.reports.len(), statistics.iterations + starts);
        assert!(watcher.reports.last().unwrap().residual <= settings.tolerance);
        for patience in [0, 1] {
            let mut impatient = Patience::new(patience);
            match model.solve_with(&shock, closure, &settings, &mut impatient) {
                Err(ModelError::NotConverged { status, .. }) => {
                    assert_eq!(status, Status::Interrupted);
                }
                other => panic!("{closure}: {:?}", other.map(|_| ())),
            }
            assert_eq!(impatient.reports.len(), patience + 1);
        }
    }
}

// A world that is no equilibrium has no changes to measure from it.
#[test]
fn a_world_off_its_benchmark_is_refused() {
    let mut world = Recipe::new(3, 2, 1).world();
    world.value_added_share.fill(0.05);
    world.input_shares.fill(0.0);
    world
        .input_shares
        .slice_mut(ndarray::s![.., .., 0])
        .fill(1.0);
    let shock = Shock::none(&world);
    let model = Model::new(world);
    match refused(&model, &shock, &Settings::default()) {
        ModelError::NotABenchmark { residual, .. } => assert!(residual > 1e-3),
        other => panic!("{other}"),
    }
}

#[test]
fn outcomes_of_nobody_are_refused() {
    let model = Recipe::new(3, 2, 1).model();
    let shock = Shock::none(model.world());
    let solved = model
        .solve(&shock, Closure::Balanced, &Settings::default())
        .unwrap();
    let flow = Outcome::Flow {
        importer: 0,
        exporter: 1,
        sector: 2,
    };
    for outcome in [
        Outcome::Wage(3),
        flow.clone(),
        Outcome::Sum(vec![(1.0, flow)]),
    ] {
        assert!(matches!(
            solved.gradient(&outcome),
            Err(ModelError::NoSuchPosition { .. })
        ));
        assert!(matches!(
            solved.value(&outcome),
            Err(ModelError::NoSuchPosition { .. })
        ));
    }
}
