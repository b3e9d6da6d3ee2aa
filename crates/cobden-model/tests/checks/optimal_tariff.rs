use cobden_model::{Closure, Equilibrium, Model, Outcome, Settings, Shock};
use cobden_world::{Economy, Provenance, Sector, World};
use ndarray::{Array2, Array3};

/// Home (0) and foreign (1), one sector, no intermediates, balanced trade.
pub(crate) fn two_economies(
    home: f64,
    foreign: f64,
    trade: f64,
    theta: f64,
    foreign_tariff: f64,
) -> World {
    let mut flows = Array3::zeros((2, 2, 1));
    flows[[0, 0, 0]] = home;
    flows[[1, 1, 0]] = foreign;
    flows[[0, 1, 0]] = trade;
    flows[[1, 0, 0]] = trade;
    let mut tariffs = Array3::zeros((2, 2, 1));
    tariffs[[1, 0, 0]] = foreign_tariff;
    World {
        provenance: Provenance::default(),
        economies: ["HOM", "FOR"]
            .map(|code| Economy {
                code: code.into(),
                name: String::new(),
            })
            .to_vec(),
        sectors: vec![Sector {
            code: "A".into(),
            name: String::new(),
            goods: true,
            trade_elasticity: theta,
        }],
        flows,
        tariffs,
        value_added_share: Array2::ones((2, 1)),
        input_shares: Array3::zeros((2, 1, 1)),
        nests: Vec::new(),
    }
}

fn at_tariff(model: &Model, tariff: f64) -> Equilibrium<'_> {
    let mut shock = Shock::none(model.world());
    shock.tariff[[0, 1, 0]] = tariff;
    let settings = Settings {
        tolerance: 1e-13,
        ..Settings::default()
    };
    model
        .solve(&shock, Closure::FixedDeficit, &settings)
        .unwrap()
}

/// Golden-section search for the maximum of a function with one peak.
fn highest(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64, accuracy: f64) -> f64 {
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_a, mut at_b) = (f(a), f(b));
    while high - low > accuracy {
        if at_a > at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - golden * (high - low);
            at_a = f(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + golden * (high - low);
            at_b = f(b);
        }
    }
    0.5 * (low + high)
}

/// Bisection for the root of a falling function.
fn root(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    assert!(f(low) > 0.0 && f(high) < 0.0);
    while high - low > 1e-11 {
        let middle = 0.5 * (low + high);
        if f(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

// model.md, check 5: t = 1/(θ · foreign domestic share), Gros (1987), Journal of International
// Economics 23. Foreign duty, if any, only moves the share, which is at customs value:
// t is one over the elasticity of foreign supply, −d ln p / d ln x, where foreign spending
// x (1 + τ) = π (wL + τ x) on home goods at price p has d ln π = −θ (1 − π) d ln p.
#[test]
fn best_tariff_meets_the_formula() {
    for (home, foreign, trade, theta, foreign_tariff) in [
        (90.0, 90.0, 30.0, 4.0, 0.0),
        (60.0, 400.0, 40.0, 2.5, 0.0),
        (400.0, 50.0, 45.0, 8.0, 0.0),
        (100.0, 120.0, 50.0, 5.0, 0.25),
    ] {
        let model = Model::new(two_economies(home, foreign, trade, theta, foreign_tariff));
        let formula = |tariff: f64| {
            let (_, flows) = at_tariff(&model, tariff).flows();
            let share = flows[[1, 1, 0]] / (flows[[1, 1, 0]] + flows[[1, 0, 0]]);
            1.0 / (theta * share)
        };
        let real_income = |t: f64| at_tariff(&model, t).value(&Outcome::RealIncome(0)).unwrap();
        let slope = |t: f64| {
            let gradient = at_tariff(&model, t).gradient(&Outcome::RealIncome(0));
            gradient.unwrap().tariff[[0, 1, 0]]
        };
        let by_gradient = root(slope, 0.0, 3.0);
        let off = (by_gradient - formula(by_gradient)).abs();
        assert!(off < 1e-9, "gradient: {by_gradient}, off by {off:e}");
        // A search by values sees no less than the square root of their rounding error.
        let by_search = highest(real_income, 0.0, 3.0, 1e-8);
        let off = (by_search - formula(by_search)).abs();
        assert!(off < 1e-6, "search: {by_search}, off by {off:e}");
    }
}
