//! Closed forms against play: standoffs simulated draw by draw, and payoffs summed month by month.

use super::*;

fn side(name: &str, cost: f64, win: f64, concede: f64, resolve: f64) -> Side {
    Side {
        name: name.to_owned(),
        cost_per_month: cost,
        win,
        concede,
        discount_rate: 0.05,
        resolve,
    }
}

/// An uneven pair: B is the weaker with these numbers.
fn pair(z_a: f64, z_b: f64) -> [Side; 2] {
    [
        side("A", 0.04, 0.9, 0.2, z_a),
        side("B", 0.07, 0.8, -0.1, z_b),
    ]
}

fn between(sides: [Side; 2]) -> Standoff {
    Standoff::between(sides).expect("sound inputs")
}

/// Numbers in [0, 1): SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Hazards by hand from the indifference condition, for [`pair`].
fn hazards() -> [f64; 2] {
    let r = 1.05_f64.ln() / 12.0;
    // A moves at the rate that keeps B waiting, and the other way round.
    [(0.07 - 0.1 * r) / 0.9, (0.04 + 0.2 * r) / 0.7]
}

#[test]
fn each_side_moves_at_the_rate_that_keeps_the_other_waiting() {
    let standoff = between(pair(0.0, 0.0));
    assert_eq!(standoff.kind(), Kind::Mixed);
    for (i, expected) in hazards().into_iter().enumerate() {
        let found = standoff.concessions()[i];
        assert!((found.hazard - expected).abs() < 1e-15, "{found:?}");
        assert_eq!((found.at_once, found.never), (0.0, 0.0));
    }
    // The minimum of two exponential times.
    let pace: f64 = hazards().iter().sum();
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
    near(standoff.mean_if_started(), 1.0 / pace);
    near(
        standoff.quantile(0.5).expect("certain"),
        2.0_f64.ln() / pace,
    );
    near(
        standoff.movers_by(f64::INFINITY).first[0],
        hazards()[0] / pace,
    );
    assert_eq!(standoff.never(), 0.0);
}

#[test]
fn even_sides_are_as_likely_to_move_and_nobody_folds_at_once() {
    let standoff = between([
        side("A", 0.05, 0.6, 0.1, 0.1),
        side("B", 0.05, 0.6, 0.1, 0.1),
    ]);
    assert_eq!(standoff.kind(), Kind::Reputation { weaker: None });
    let movers = standoff.movers_by(f64::INFINITY);
    assert_eq!(movers.first[0], movers.first[1]);
    assert_eq!(standoff.started_by(0.0), 0.0);
    assert!((standoff.never() - 0.01).abs() < 1e-15);
    assert!((2.0 * movers.first[0] - 0.99).abs() < 1e-12);
}

/// T and C of Abreu and Gul (2000), section 4, by hand.
#[test]
fn the_weaker_side_folds_so_that_both_reputations_are_made_at_once() {
    let (z_a, z_b) = (0.2_f64, 0.05_f64);
    let [a, b] = hazards();
    let standoff = between(pair(z_a, z_b));
    let (t_a, t_b) = (-z_a.ln() / a, -z_b.ln() / b);
    assert!(t_a < t_b);
    assert_eq!(standoff.kind(), Kind::Reputation { weaker: Some(1) });
    assert!((standoff.horizon() - t_a).abs() < 1e-12);
    let folds = 1.0 - z_b * (b * t_a).exp();
    assert!((standoff.concessions()[1].at_once - folds).abs() < 1e-12);
    assert_eq!(standoff.concessions()[0].at_once, 0.0);
    // Just before the horizon both have all but their resolve behind them.
    for (concession, z) in standoff.concessions().iter().zip([z_a, z_b]) {
        assert!((concession.survival(t_a * (1.0 - 1e-12)) - z).abs() < 1e-10);
    }
    assert!((standoff.never() - z_a * z_b).abs() < 1e-15);
}

/// Payoffs by adding up thin slices of time, with the other side's moves taken from its distribution.
fn payoff_by_slices(standoff: &Standoff, i: usize, t: f64) -> f64 {
    let (of, other) = (&standoff.sides()[i], &standoff.concessions()[1 - i]);
    let r = 1.05_f64.ln() / 12.0;
    let slices = 200_000;
    let width = t / f64::from(slices);
    let mut payoff = other.at_once * of.win;
    let mut before = 1.0 - other.at_once;
    for k in 0..slices {
        let middle = (f64::from(k) + 0.5) * width;
        let after = other.survival((f64::from(k) + 1.0) * width);
        let weight = (-r * middle).exp();
        payoff += weight
            * ((before - after) * of.win - 0.5 * (before + after) * of.cost_per_month * width);
        before = after;
    }
    payoff + before * (-r * t).exp() * of.concede
}

#[test]
fn no_moment_to_move_is_better_than_another_up_to_the_horizon() {
    for (z_a, z_b) in [(0.0, 0.0), (0.2, 0.05), (0.01, 0.3), (0.0, 0.1)] {
        let standoff = between(pair(z_a, z_b));
        let horizon = standoff.horizon().min(60.0);
        for i in 0..2 {
            let value = standoff.value(i);
            for part in [0.1, 0.5, 0.999] {
                let t = part * horizon;
                let found = standoff.payoff_of_moving_at(i, t);
                assert!((found - value).abs() < 1e-12, "{found} {value}");
                let slow = payoff_by_slices(&standoff, i, t);
                assert!((found - slow).abs() < 1e-7, "{found} {slow}");
            }
            assert!(standoff.gain_from_deviating(i).abs() < 1e-12);
            // Past the horizon the other, if it is still there, is sure to hold out, and waiting only costs.
            if standoff.concessions()[1 - i].never > 0.0 {
                assert!(standoff.payoff_of_moving_at(i, 2.0 * standoff.horizon()) < value - 1e-3);
            }
        }
    }
}

#[test]
fn hazards_that_are_off_are_found_out() {
    // The same distribution for sides with higher costs: the equilibrium of others is none of theirs.
    let standoff = between(pair(0.2, 0.05));
    let mut other = pair(0.2, 0.05);
    other[0].cost_per_month *= 1.1;
    let wrong = standoff.with_sides(other);
    assert!(
        wrong.gain_from_deviating(0) < 1e-12,
        "moving at once is still what it was"
    );
    let mut other = pair(0.2, 0.05);
    other[0].cost_per_month *= 0.9;
    let wrong = standoff.with_sides(other);
    assert!(wrong.gain_from_deviating(0) > 1e-3);
}

/// Plays standoffs: each side draws whether it is of the kind that holds out, and when it would move.
fn simulate(standoff: &Standoff, plays: u32) -> (f64, [f64; 2], f64, [f64; 2], f64) {
    let mut dice = Dice(1988);
    let r = 1.05_f64.ln() / 12.0;
    let (mut never, mut first, mut months, mut costs, mut by_year) =
        (0.0, [0.0; 2], 0.0, [0.0; 2], 0.0);
    for _ in 0..plays {
        let times: Vec<f64> = (0..2)
            .map(|i| {
                let z = standoff.sides()[i].resolve;
                if dice.roll() < z {
                    return f64::INFINITY;
                }
                // Those that may move do so with the rest of the probability.
                let atom = standoff.concessions()[i].at_once / (1.0 - z);
                if dice.roll() < atom {
                    return 0.0;
                }
                let left = dice.roll();
                let target = z + left * (1.0 - standoff.concessions()[i].at_once - z);
                ((1.0 - standoff.concessions()[i].at_once) / target).ln() / hazards()[i]
            })
            .collect();
        let end = times[0].min(times[1]);
        for i in 0..2 {
            let discounted = if end.is_finite() {
                (1.0 - (-r * end).exp()) / r
            } else {
                1.0 / r
            };
            costs[i] += standoff.sides()[i].cost_per_month * discounted;
        }
        if end.is_infinite() {
            never += 1.0;
            continue;
        }
        first[usize::from(times[1] < times[0])] += 1.0;
        months += end;
        by_year += f64::from(u8::from(end <= 12.0));
    }
    let n = f64::from(plays);
    let started = n - never;
    (
        never / n,
        first.map(|k| k / n),
        months / started,
        costs.map(|c| c / n),
        by_year / n,
    )
}

#[test]
fn play_comes_out_as_the_formulas_say() {
    for (z_a, z_b) in [(0.0, 0.0), (0.2, 0.05), (0.02, 0.3)] {
        let standoff = between(pair(z_a, z_b));
        let (never, first, months, costs, by_year) = simulate(&standoff, 400_000);
        let near = |a: f64, b: f64, width: f64| assert!((a - b).abs() < width, "{a} {b}");
        let movers = standoff.movers_by(f64::INFINITY);
        // Four standard errors of a frequency are at most 0.0032.
        near(never, standoff.never(), 0.0032);
        near(first[0], movers.first[0], 0.0032);
        near(first[1], movers.first[1], 0.0032);
        near(by_year, standoff.started_by(12.0), 0.0032);
        near(months, standoff.mean_if_started(), 0.05);
        for i in 0..2 {
            let expected = standoff.cost_by(i, f64::INFINITY);
            near(costs[i] / expected, 1.0, 0.01);
        }
    }
}

#[test]
fn resolve_that_vanishes_evenly_leaves_the_equilibrium_without_it() {
    // z_i = e^(−λ_i T): both reputations are made at T, however far off.
    let [a, b] = hazards();
    let far = 400.0;
    let limit = between(pair(0.0, 0.0));
    let near = between(pair((-a * far).exp(), (-b * far).exp()));
    for t in [0.0, 3.0, 12.0, 36.0] {
        assert!((near.started_by(t) - limit.started_by(t)).abs() < 1e-9);
        let (found, expected) = (near.movers_by(t), limit.movers_by(t));
        assert!((found.first[0] - expected.first[0]).abs() < 1e-9);
    }
    for i in 0..2 {
        assert!((near.value(i) - limit.value(i)).abs() < 1e-9);
    }
}

#[test]
fn resolve_that_vanishes_at_one_rate_decides_at_once() {
    // Abreu and Gul, proposition 4: with z the same for both, the side with the smaller hazard folds in the limit.
    let [a, b] = hazards();
    assert!(b < a);
    let mut last = 1.0;
    for z in [1e-2, 1e-6, 1e-12, 1e-100] {
        let standoff = between(pair(z, z));
        let waits = 1.0 - standoff.concessions()[1].at_once;
        assert!((waits - f64::powf(z, 1.0 - b / a)).abs() < 1e-9);
        assert!(waits < last);
        last = waits;
    }
    // With nobody to be afraid of on one side, it is that side that folds, at once and for sure.
    let one_sided = between(pair(1e-3, 0.0));
    assert_eq!(one_sided.concessions()[1].at_once, 1.0);
    assert_eq!(one_sided.quantile(0.99), Some(0.0));
}

#[test]
fn who_loses_nothing_by_waiting_never_moves() {
    // Moving would cost 5 at once; waiting for ever 0.01 a month, discounted 0.01/0.00407 = 2.5.
    let holds = side("A", 0.01, 1.0, -5.0, 0.0);
    let standoff = between([holds.clone(), side("B", 0.05, 0.5, -0.1, 0.25)]);
    assert_eq!(standoff.kind(), Kind::Holds { side: 0 });
    let movers = standoff.movers_by(f64::INFINITY);
    assert_eq!(movers.first, [0.0, 0.75]);
    assert_eq!(standoff.never(), 0.25);
    assert_eq!(standoff.started_by(0.0), 0.75);
    assert!(standoff.gain_from_deviating(0) <= 1e-12);
    assert!(standoff.gain_from_deviating(1) <= 1e-12);

    let mut other = holds.clone();
    other.name = "B".to_owned();
    let standoff = between([holds, other]);
    assert_eq!(standoff.kind(), Kind::BothHold);
    assert_eq!((standoff.never(), standoff.quantile(0.01)), (1.0, None));
    let r = 1.05_f64.ln() / 12.0;
    assert!((standoff.cost_by(0, f64::INFINITY) - 0.01 / r).abs() < 1e-12);
}

#[test]
fn who_gains_nothing_by_waiting_moves_at_once() {
    let yields = side("A", 0.05, 0.2, 0.3, 0.1);
    let standoff = between([yields.clone(), side("B", 0.05, 0.5, -0.1, 0.4)]);
    assert_eq!(standoff.kind(), Kind::Yields { side: 0 });
    let movers = standoff.movers_by(f64::INFINITY);
    assert!((movers.first[0] - 0.9).abs() < 1e-15);
    assert!((movers.first[1] - 0.1 * 0.6).abs() < 1e-15);
    assert!((standoff.never() - 0.04).abs() < 1e-15);
    for i in 0..2 {
        assert!(standoff.gain_from_deviating(i) <= 1e-12);
    }
    let mut other = yields.clone();
    other.name = "B".to_owned();
    let standoff = between([yields, other]);
    assert_eq!(standoff.kind(), Kind::BothYield);
    assert!((standoff.movers_by(0.0).together - 0.81).abs() < 1e-15);
}

#[test]
fn shares_of_movers_and_of_never_add_up() {
    for (z_a, z_b) in [(0.0, 0.0), (0.2, 0.05), (1.0, 0.3), (1.0, 1.0), (0.0, 0.5)] {
        let standoff = between(pair(z_a, z_b));
        let movers = standoff.movers_by(f64::INFINITY);
        let total = movers.first[0] + movers.first[1] + movers.together + standoff.never();
        assert!((total - 1.0).abs() < 1e-12, "{z_a} {z_b}: {total}");
    }
}

#[test]
fn a_standoff_that_may_never_end_costs_without_bound_unless_discounted() {
    let mut sides = pair(0.2, 0.3);
    sides[0].discount_rate = 0.0;
    let standoff = between(sides);
    assert_eq!(standoff.cost_by(0, f64::INFINITY), f64::INFINITY);
    assert!(standoff.cost_by(1, f64::INFINITY).is_finite());
    assert!(standoff.cost_by(0, 24.0).is_finite());
}

#[test]
fn sets_of_inputs_mix_by_weight() {
    let (one, two) = (pair(0.1, 0.1), pair(0.3, 0.02));
    let outlook = Outlook::over(&[(3.0, one.clone()), (1.0, two.clone())]).expect("sound");
    let (one, two) = (between(one), between(two));
    for t in [0.0, 2.0, 10.0, 100.0] {
        let expected = 0.75 * one.started_by(t) + 0.25 * two.started_by(t);
        assert!((outlook.started_by(t) - expected).abs() < 1e-15);
    }
    for q in [0.05, 0.3, 0.5, 0.9] {
        let month = outlook.quantile(q).expect("reached");
        let (before, after) = (
            outlook.started_by(month * (1.0 - 1e-9)),
            outlook.started_by(month),
        );
        assert!(
            after >= q && (month == 0.0 || before < q),
            "{q}: {before} {after}"
        );
    }
    assert_eq!(outlook.quantile(0.9999), None);
    // Integrating the survival of those that start gives the mean.
    let width = 0.001;
    let (never, mut months) = (outlook.never(), 0.0);
    for k in 0..200_000 {
        months += (1.0 - never - outlook.started_by((f64::from(k) + 0.5) * width)) * width;
    }
    assert!((months / (1.0 - never) - outlook.mean_if_started()).abs() < 1e-5);
    let movers = outlook.movers_by(f64::INFINITY);
    assert!((movers.first[0] + movers.first[1] + never - 1.0).abs() < 1e-12);
}

#[test]
fn cases_are_told_with_the_sides_they_are_about() {
    let told = |sides| {
        let standoff = between(sides);
        (standoff.kind().name(), standoff.meaning())
    };
    let (kind, meaning) = told(pair(0.2, 0.05));
    assert_eq!(kind, "reputation");
    assert!(meaning.starts_with("B is the weaker side"), "{meaning}");
    let mut sides = pair(0.0, 0.0);
    sides[1].cost_per_month = -1.0;
    let (kind, meaning) = told(sides);
    assert_eq!(kind, "one-holds");
    assert!(meaning.starts_with("Waiting costs B"), "{meaning}");
    let mut sides = pair(0.0, 0.0);
    sides[1].win = -1.0;
    let (kind, meaning) = told(sides);
    assert_eq!(kind, "one-yields");
    assert!(meaning.starts_with("B gains nothing"), "{meaning}");
}

#[test]
fn every_fault_is_told_at_once() {
    let mut sides = pair(1.5, -0.1);
    sides[0].discount_rate = -0.1;
    sides[1].win = f64::NAN;
    sides[1].name = "A".to_owned();
    let faults = Standoff::between(sides.clone()).expect_err("faults");
    assert_eq!(faults.len(), 5, "{faults:?}");
    let faults = Outlook::over(&[(-1.0, pair(0.0, 0.0)), (1.0, sides)]).expect_err("faults");
    assert!(faults.len() >= 7, "{faults:?}");
    assert_eq!(Outlook::over(&[]), Err(vec![StandoffFault::NoSets]));
}

#[test]
fn a_stream_is_worth_its_discounted_sum() {
    // 0.3 a year for ten years at 4 percent, received by the day.
    let days = 3650;
    let sum: f64 = (0..days)
        .map(|day| 0.3 / 365.0 * 1.04_f64.powf(-(f64::from(day) + 0.5) / 365.0))
        .sum();
    assert!((present_value(0.3, 0.04, Some(10.0)) - sum).abs() < 1e-7);
    assert_eq!(present_value(0.3, 0.0, Some(10.0)), 3.0);
    assert!((present_value(0.3, 0.04, None) - 0.3 / 1.04_f64.ln()).abs() < 1e-14);
}

#[test]
fn a_side_is_made_of_yearly_effects() {
    let effects = YearlyEffects {
        standoff: -0.6,
        win: 0.1,
        concede: -0.2,
    };
    let side = Side::from_yearly("A", effects, Some(10.0), 0.0, 0.1);
    // Nothing is discounted: ten years are worth ten times one.
    assert_eq!(side.cost_per_month, 0.6 / 12.0);
    assert_eq!((side.win, side.concede), (1.0, -2.0));
    assert_eq!((side.discount_rate, side.resolve), (0.0, 0.1));
}
