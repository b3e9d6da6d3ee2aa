//! Deals on games whose solutions are known in closed form, and frontiers against every point of a grid.

use cobden_model::ModelError;
use cobden_num::monitor::{Control, Iteration, Monitor, Silent};

use super::level::level;
use super::*;
use crate::{Game, GameFault, Instrument, Levy, Objective, Player, Span};

/// What an instrument may be at most, either way.
const FAR: f64 = 3.0;
/// Size of payoffs: those of trade are a few percent.
const SIZE: f64 = 0.02;

/// A payoff and its gradient.
type Payoff = fn(&[f64]) -> (f64, Vec<f64>);

/// A game of formulas: payoffs are 1 + SIZE · formula.
struct Formulas {
    players: Vec<Player>,
    instruments: Vec<Instrument>,
    status_quo: Vec<f64>,
    curvature: Vec<f64>,
    payoffs: Vec<Payoff>,
    at: Vec<f64>,
    /// Largest first rate at which there is an equilibrium.
    ends: f64,
}

fn game(status_quo: &[f64], payoffs: &[Payoff]) -> Formulas {
    let player = |p: usize| Player {
        name: format!("P{p}"),
        members: vec![p],
        objective: Objective::RealIncome,
    };
    let instrument = |_| Instrument {
        player: 0,
        levy: Levy::Tariff,
        span: Span::Replaces,
        cells: Vec::new(),
        lower: -FAR,
        upper: FAR,
        partner: None,
        sector: None,
    };
    Formulas {
        players: (0..payoffs.len()).map(player).collect(),
        instruments: status_quo.iter().map(instrument).collect(),
        status_quo: status_quo.to_vec(),
        curvature: vec![SIZE.sqrt(); status_quo.len()],
        payoffs: payoffs.to_vec(),
        at: status_quo.to_vec(),
        ends: f64::INFINITY,
    }
}

impl Game for Formulas {
    fn players(&self) -> &[Player] {
        &self.players
    }
    fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }
    fn status_quo(&self) -> &[f64] {
        &self.status_quo
    }
    fn curvature(&self) -> Vec<f64> {
        self.curvature.clone()
    }
    fn payoffs(&mut self, rates: &[f64]) -> Result<Vec<f64>, GameFault> {
        if rates[0] > self.ends {
            return Err(GameFault::Model(ModelError::NoSupplier {
                economy: "P0".to_owned(),
                sector: "A".to_owned(),
            }));
        }
        self.at = rates.to_vec();
        Ok(self
            .payoffs
            .iter()
            .map(|of| 1.0 + SIZE * of(rates).0)
            .collect())
    }
    fn gradient(&mut self, weights: &[f64]) -> Result<Vec<f64>, GameFault> {
        let mut sum = vec![0.0; self.at.len()];
        for (weight, of) in weights.iter().zip(&self.payoffs) {
            for (sum, slope) in sum.iter_mut().zip(of(&self.at).1) {
                *sum += SIZE * weight * slope;
            }
        }
        Ok(sum)
    }
}

/// What the two share out, τ, and what both lose by, e, as slanted coordinates of two rates.
fn slanted(x: &[f64]) -> (f64, f64) {
    (x[0] + 0.5 * x[1], x[1] - 0.3 * x[0] - 0.1)
}

/// Gradient from the slopes in τ and e.
fn along(tau: f64, e: f64) -> Vec<f64> {
    vec![tau - 0.3 * e, 0.5 * tau + e]
}

/// W_1 = τ − e², W_2 = 2(1 − τ²) − e²: the frontier is s_2 = 2(1 − s_1²), at e = 0.
fn curved() -> Formulas {
    let first = |x: &[f64]| {
        let (tau, e) = slanted(x);
        (tau - e * e, along(1.0, -2.0 * e))
    };
    let second = |x: &[f64]| {
        let (tau, e) = slanted(x);
        (2.0 * (1.0 - tau * tau) - e * e, along(-4.0 * tau, -2.0 * e))
    };
    game(&[1.0, 1.5], &[first, second])
}

fn terms(game: &Formulas, threat: &[f64]) -> Terms {
    Terms::from_threat(game, threat.to_vec())
}

fn agreed(game: &mut Formulas, terms: &Terms, solution: &Solution) -> Deal {
    match agree(game, terms, solution, &mut Silent) {
        Ok(DealOutcome::Agreed(deal)) => *deal,
        other => panic!("no deal: {other:#?}"),
    }
}

fn assert_share(deal: &Deal, tau: f64) {
    let (found, e) = slanted(&deal.best.rates);
    assert!(
        (found - tau).abs() < 1e-5 && e.abs() < 1e-5,
        "{found} {e} for {tau}: {deal:#?}"
    );
    assert!(deal.best.stationarity <= 1e-7 && deal.best.violation <= 1e-7);
    assert_eq!(deal.distinct, 1, "{:#?}", deal.attempts);
    assert!(deal.attempts.len() >= 6);
    for attempt in &deal.attempts {
        assert!(attempt.converged(), "{attempt:#?}");
    }
}

#[test]
fn nash_takes_the_highest_product() {
    let mut game = curved();
    let terms = terms(&game, &[1.0, 1.0]);
    // ω_1/τ = 2 ω_2 τ/(1 − τ²).
    for power in [[1.0, 1.0], [3.0, 1.0], [0.2, 0.8]] {
        let solution = Solution::Nash {
            power: power.to_vec(),
        };
        let deal = agreed(&mut game, &terms, &solution);
        assert_share(&deal, (power[0] / (power[0] + 2.0 * power[1])).sqrt());
    }
}

#[test]
fn egalitarian_gains_are_even() {
    let mut game = curved();
    let terms = terms(&game, &[1.0, 1.0]);
    // τ = 2(1 − τ²).
    let deal = agreed(&mut game, &terms, &Solution::Egalitarian);
    let tau = (17.0_f64.sqrt() - 1.0) / 4.0;
    assert_share(&deal, tau);
    assert!(
        (deal.gains[0] - deal.gains[1]).abs() < 1e-8,
        "{:?}",
        deal.gains
    );
    assert!((deal.best.value - SIZE * tau).abs() < 1e-8);
    // The slope of the frontier there: λ_1 = 4 τ λ_2.
    let weights = &deal.best.weights;
    assert!(
        (weights[0] / weights[1] - 4.0 * tau).abs() < 1e-4,
        "{weights:?}"
    );
}

#[test]
fn kalai_smorodinsky_gives_even_parts_of_the_ideals() {
    let mut game = curved();
    let terms = terms(&game, &[1.0, 1.0]);
    let deal = agreed(&mut game, &terms, &Solution::KalaiSmorodinsky);
    // Ideals: τ = 1 and τ = 0; then τ = 1 − τ².
    let ideals = deal.ideal_gains.as_ref().expect("asked for");
    assert!(
        (ideals[0] - SIZE).abs() < 1e-8 && (ideals[1] - 2.0 * SIZE).abs() < 1e-8,
        "{ideals:?}"
    );
    assert_share(&deal, (5.0_f64.sqrt() - 1.0) / 2.0);
}

#[test]
fn proportional_gains_keep_their_proportion() {
    let mut game = curved();
    let terms = terms(&game, &[1.0, 1.0]);
    let solution = Solution::Proportional {
        shares: vec![1.0, 6.0],
    };
    // 6 τ = 2(1 − τ²).
    let deal = agreed(&mut game, &terms, &solution);
    assert_share(&deal, (13.0_f64.sqrt() - 3.0) / 2.0);
}

#[test]
fn bounds_hold_and_a_side_may_be_left_with_more() {
    let mut game = curved();
    let mut terms = terms(&game, &[1.0, 1.0]);
    // With the second rate at 0.1, τ = x + 0.05 and e = −0.3 x; x at most 0.2.
    (terms.lower, terms.upper) = (vec![-1.0, 0.1], vec![0.2, 0.1]);
    let deal = agreed(&mut game, &terms, &Solution::Egalitarian);
    assert_eq!(deal.best.rates, [0.2, 0.1]);
    // The first side cannot be given more, and the second keeps what it has.
    assert!((deal.gains[0] - SIZE * (0.25 - 0.0036)).abs() < 1e-12);
    assert!(deal.gains[1] > deal.gains[0]);
    assert_eq!(deal.best.weights, [1.0, 0.0]);
}

/// W_1 = τ² − e², W_2 = 2(1 − τ) − e²: the frontier is bowed inwards, and a weighted sum is highest at its ends only.
fn hollow() -> Formulas {
    let first = |x: &[f64]| {
        let (tau, e) = slanted(x);
        (tau * tau - e * e, along(2.0 * tau, -2.0 * e))
    };
    let second = |x: &[f64]| {
        let (tau, e) = slanted(x);
        (2.0 * (1.0 - tau) - e * e, along(-2.0, -2.0 * e))
    };
    game(&[0.5, 0.6], &[first, second])
}

#[test]
fn a_level_is_found_where_no_weighted_sum_has_its_top() {
    let mut game = hollow();
    let mut terms = terms(&game, &[1.0, 1.0]);
    (terms.lower, terms.upper) = (vec![0.0, 0.0], vec![1.0, 1.0]);
    let deal = agreed(&mut game, &terms, &Solution::Egalitarian);
    // τ² = 2(1 − τ).
    let (tau, e) = slanted(&deal.best.rates);
    assert!(
        (tau - (3.0_f64.sqrt() - 1.0)).abs() < 1e-5 && e.abs() < 1e-5,
        "{deal:#?}"
    );
}

#[test]
fn no_better_deal_is_an_outcome() {
    let mut game = curved();
    let nash = Solution::Nash {
        power: vec![1.0, 1.0],
    };
    // On the frontier at τ = 1/2, and beyond it.
    for (first, second) in [(0.5, 1.5), (0.9, 1.5)] {
        let terms = terms(&game, &[1.0 + SIZE * first, 1.0 + SIZE * second]);
        for solution in [&nash, &Solution::Egalitarian, &Solution::KalaiSmorodinsky] {
            let outcome = agree(&mut game, &terms, solution, &mut Silent);
            assert!(
                matches!(outcome, Ok(DealOutcome::NoneBetter(_))),
                "{solution:?}: {outcome:#?}"
            );
        }
    }
}

#[test]
fn several_local_solutions_are_told() {
    // The same for both: −(x² − 1)² + x/5, with tops near one and minus one.
    let hills = |x: &[f64]| {
        let x = x[0];
        (
            -(x * x - 1.0).powi(2) + 0.2 * x,
            vec![-4.0 * x * (x * x - 1.0) + 0.2],
        )
    };
    let mut game = game(&[-1.3], &[hills, hills]);
    let terms = terms(&game, &[1.0 - SIZE, 1.0 - SIZE]);
    for solution in [
        Solution::Egalitarian,
        Solution::Nash {
            power: vec![1.0, 1.0],
        },
    ] {
        let deal = agreed(&mut game, &terms, &solution);
        assert_eq!(deal.distinct, 2, "{:#?}", deal.attempts);
        assert!(deal.best.rates[0] > 1.0 && deal.spread > 0.0);
        assert_eq!(deal.attempts[0].start, Start::StatusQuo);
        assert!(deal.attempts[0].rates[0] < 0.0, "the nearer top is lower");
    }
}

#[test]
fn rates_that_make_no_difference_are_told() {
    // Only the difference of the rates counts.
    let apart = |x: &[f64]| {
        let d = x[0] - x[1] - 0.5;
        (-d * d, vec![-2.0 * d, 2.0 * d])
    };
    let mut game = game(&[1.0, -1.0], &[apart, apart]);
    let terms = terms(&game, &[1.0 - SIZE, 1.0 - SIZE]);
    let deal = agreed(&mut game, &terms, &Solution::Egalitarian);
    assert_eq!(deal.distinct, 1);
    assert!(deal.slack > 0.1, "{}", deal.slack);
}

#[test]
fn too_few_rounds_show_no_deal() {
    let mut game = curved();
    let mut terms = terms(&game, &[1.0, 1.0]);
    (terms.effort.max_rounds, terms.effort.max_steps) = (1, 1);
    let outcome = agree(&mut game, &terms, &Solution::Egalitarian, &mut Silent);
    assert!(
        matches!(outcome, Ok(DealOutcome::NotConverged(_))),
        "{outcome:#?}"
    );
}

#[test]
fn rates_without_an_equilibrium_are_gone_round() {
    let mut game = curved();
    // The solution is at a first rate of 0.63; the status quo is beyond the end.
    game.ends = 0.9;
    let terms = terms(&game, &[1.0, 1.0]);
    let solution = Solution::Nash {
        power: vec![1.0, 1.0],
    };
    for solution in [Solution::Egalitarian, solution] {
        let deal = agreed(&mut game, &terms, &solution);
        let status_quo = &deal.attempts[0];
        assert_eq!(
            (status_quo.start, status_quo.end),
            (Start::StatusQuo, End::NoEquilibrium)
        );
        let free = &deal.attempts[1];
        assert!(
            free.start == Start::FreeTrade && free.converged(),
            "{free:#?}"
        );
    }
    // Nowhere to start from at all.
    game.ends = -10.0;
    let outcome = agree(&mut game, &terms, &Solution::Egalitarian, &mut Silent);
    assert!(
        matches!(outcome, Ok(DealOutcome::NotConverged(_))),
        "{outcome:#?}"
    );
}

#[test]
fn stopping_stops() {
    struct Stop;
    impl Monitor for Stop {
        fn iteration(&mut self, _: Iteration) -> Control {
            Control::Stop
        }
    }
    let mut game = curved();
    let terms = terms(&game, &[1.0, 1.0]);
    let outcome = agree(&mut game, &terms, &Solution::Egalitarian, &mut Stop);
    assert_eq!(outcome, Err(DealFault::Game(GameFault::Interrupted)));
}

#[test]
fn every_fault_of_the_terms_is_told_at_once() {
    let mut game = curved();
    let mut terms = terms(&game, &[1.0]);
    terms.lower = vec![2.0, f64::NAN];
    terms.upper = vec![1.0, 1.0];
    let solution = Solution::Nash {
        power: vec![0.0, 0.0],
    };
    match agree(&mut game, &terms, &solution, &mut Silent) {
        Err(DealFault::Terms(faults)) => assert_eq!(faults.len(), 4, "{faults:#?}"),
        other => panic!("{other:?}"),
    }
    terms.threat = vec![1.0, 1.0];
    let few = frontier(&mut game, &terms, 1, &mut Silent);
    assert!(matches!(few, Err(DealFault::Terms(faults)) if faults.len() == 3));
}

#[test]
fn the_level_of_given_gains_solves_its_own_condition() {
    let (gains, shares, known) = (
        [0.3, -0.1, 0.2, -0.05],
        [0.5, 0.2, 0.3, 0.0],
        [0.4, 0.9, 1.1, 0.2],
    );
    for penalty in [0.1, 3.0, 1e3] {
        let found = level(&gains, &shares, &known, penalty);
        let sum: f64 = found
            .multipliers
            .iter()
            .zip(shares)
            .map(|(m, g)| m * g)
            .sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        // ∂φ/∂s_p = m_p, by central differences.
        for p in 0..4 {
            let moved = |by: f64| {
                let mut gains = gains;
                gains[p] += by;
                level(&gains, &shares, &known, penalty).height
            };
            let slope = (moved(1e-6) - moved(-1e-6)) / 2e-6;
            assert!(
                (slope - found.multipliers[p]).abs() < 1e-5 * penalty.max(1.0),
                "{p}"
            );
        }
    }
}

/// Largest amount by which every side of some point of a grid gains more than `gains`.
fn beaten_by(game: &mut Formulas, terms: &Terms, gains: &[f64], cells: usize) -> f64 {
    let instruments = terms.lower.len();
    let mut worst = f64::NEG_INFINITY;
    for point in 0..(cells + 1).pow(instruments as u32) {
        let rates: Vec<f64> = (0..instruments)
            .map(|k| {
                let part = point / (cells + 1).pow(k as u32) % (cells + 1);
                terms.lower[k] + (terms.upper[k] - terms.lower[k]) * part as f64 / cells as f64
            })
            .collect();
        let payoffs = game.payoffs(&rates).expect("formulas");
        let margins = payoffs.iter().zip(&terms.threat).zip(gains);
        let least = margins
            .map(|((w, d), s)| w - d - s)
            .fold(f64::INFINITY, f64::min);
        worst = worst.max(least);
    }
    worst
}

#[test]
fn no_point_of_a_grid_beats_the_frontier() {
    for (mut game, low, is_curved) in [(curved(), -0.5, true), (hollow(), 0.0, false)] {
        let mut terms = terms(&game, &[1.0, 1.0]);
        (terms.lower, terms.upper) = (vec![low; 2], vec![1.0; 2]);
        let found = frontier(&mut game, &terms, 10, &mut Silent).expect("sound terms");
        assert!(found.missed.is_empty(), "{:?}", found.missed);
        assert_eq!(found.points.len() + found.dominated + found.repeated, 11);
        assert!(found.points.len() >= 9, "{found:#?}");
        for point in &found.points {
            let margin = beaten_by(&mut game, &terms, &point.gains, 300);
            assert!(margin < 1e-8, "{margin} at {point:#?}");
            // A grid this fine has a point that comes close, so that the check can fail.
            assert!(margin > -2e-4, "{margin}");
            if is_curved {
                let [first, second] = point.gains[..] else {
                    panic!("two sides")
                };
                let on = 2.0 * (1.0 - (first / SIZE).powi(2)) - second / SIZE;
                assert!(on.abs() < 1e-4, "{on} at {point:#?}");
            }
        }
        // The fan runs from one ideal to the other.
        let firsts: Vec<f64> = found.points.iter().map(|point| point.gains[0]).collect();
        assert!(
            firsts.windows(2).all(|pair| pair[0] < pair[1]),
            "{firsts:?}"
        );
    }
}

#[test]
fn three_sides_have_a_frontier() {
    // Each wants its own rate high and pays for all: the frontier is known by the grid only.
    let mut three = game(
        &[0.0, 0.0, 0.0],
        &[
            |x| {
                (
                    1.2 * x[0] - 0.5 * (x[0] * x[0] + x[1] + x[2]),
                    vec![1.2 - x[0], -0.5, -0.5],
                )
            },
            |x| {
                (
                    1.0 * x[1] - 0.5 * (x[1] * x[1] + 0.4 * x[0] + x[2]),
                    vec![-0.2, 1.0 - x[1], -0.5],
                )
            },
            |x| {
                (
                    0.9 * x[2] - 0.5 * (x[2] * x[2] + 0.3 * x[1]),
                    vec![0.0, -0.15, 0.9 - x[2]],
                )
            },
        ],
    );
    let mut terms = terms(&three, &[1.0, 1.0, 1.0]);
    (terms.lower, terms.upper) = (vec![-1.0; 3], vec![1.0; 3]);
    let found = frontier(&mut three, &terms, 4, &mut Silent).expect("sound terms");
    assert!(found.missed.is_empty());
    assert_eq!(found.points.len() + found.dominated + found.repeated, 15);
    for point in &found.points {
        let margin = beaten_by(&mut three, &terms, &point.gains, 40);
        assert!(margin < 1e-8, "{margin} at {point:#?}");
        assert!(point.gains.iter().all(|gain| *gain > -1e-7));
    }
}
