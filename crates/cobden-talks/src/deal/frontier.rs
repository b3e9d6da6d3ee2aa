//! Efficient deals, from one side's ideal to another's.

use cobden_num::monitor::Monitor;

use crate::Game;

use super::attempt::Attempt;
use super::hill::Bargain;
use super::outcome::DealFault;
use super::start::{Start, starts};
use super::terms::{Terms, TermsFault};

/// A deal on the frontier.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierPoint {
    /// Parts of the ideal gains that it was sought along; they sum to one.
    pub direction: Vec<f64>,
    /// s: gains over the threat point, by player.
    pub gains: Vec<f64>,
    /// The search that found it, with rates, payoffs, weights and residuals.
    pub found: Attempt,
}

/// Deals of which none found is worse for nobody and better for somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// The deals, by direction.
    pub points: Vec<FrontierPoint>,
    /// I: the most each side can gain while nobody loses; empty where one was not found, as where
    /// every deal leaves somebody worse off.
    pub ideal_gains: Vec<f64>,
    /// Directions in which no search converged: places where the frontier is not known.
    pub missed: Vec<Vec<f64>>,
    /// Deals dropped because another one found is at least as good for all and better for one.
    pub dominated: usize,
    /// Deals dropped because another direction led to the same payoffs.
    pub repeated: usize,
    /// The searches for the ideals.
    pub attempts: Vec<Attempt>,
}

/// Gains that differ by less are the same.
const SAME_GAIN: f64 = 1e-9;

/// Finds efficient deals that leave nobody worse off than the threat point: proportional solutions along the directions g_p = a_p I_p, a
/// over all multiples of 1/`steps` that sum to one.
///
/// Each is sought from the deal in the nearest direction found before, then, in the opposite order, from its neighbour on the other
/// side; the better is kept. Where no side can gain, there are no points.
///
/// # Errors
/// [`DealFault`].
pub fn frontier(
    game: &mut dyn Game,
    terms: &Terms,
    steps: usize,
    monitor: &mut dyn Monitor,
) -> Result<Frontier, DealFault> {
    let players = game.players().len();
    let mut faults = terms.faults(game);
    if steps < 2 {
        faults.push(TermsFault::Steps { steps });
    }
    if !faults.is_empty() {
        return Err(DealFault::Terms(faults));
    }
    let starts = starts(game, terms);
    let mut bargain = Bargain {
        game,
        terms,
        monitor,
        evaluations: 0,
        failures: 0,
    };
    let ideals = bargain.ideals(&starts)?;
    let least = terms.effort.least_gain;
    let mut frontier = Frontier {
        points: Vec::new(),
        ideal_gains: ideals.gains(&terms.threat).unwrap_or_default(),
        missed: Vec::new(),
        dominated: 0,
        repeated: 0,
        attempts: Vec::new(),
    };
    if !frontier.ideal_gains.iter().any(|gain| *gain > least) {
        frontier.attempts = ideals.attempts();
        return Ok(frontier);
    }
    // The ends are the ideals, which every starting point was tried for.
    let mut fan: Vec<(Vec<f64>, Option<Attempt>)> = directions(players, steps)
        .into_iter()
        .map(|direction| {
            let end = direction.iter().position(|part| *part == 1.0);
            let known = end.and_then(|player| ideals.best(player)).cloned();
            (direction, known)
        })
        .collect();
    let forth: Vec<usize> = (0..fan.len()).collect();
    let back: Vec<usize> = forth.iter().rev().copied().collect();
    for order in [forth, back] {
        let mut passed: Vec<usize> = Vec::new();
        for at in order {
            let near = passed
                .iter()
                .filter(|k| fan[**k].1.is_some())
                .min_by(|a, b| apart(&fan, at, **a).total_cmp(&apart(&fan, at, **b)));
            let shares: Vec<f64> = (0..players)
                .map(|p| {
                    let gain = frontier.ideal_gains[p];
                    fan[at].0[p] * if gain > least { gain } else { 0.0 }
                })
                .collect();
            let from = near
                .and_then(|k| fan[*k].1.as_ref())
                .map(|one| one.rates.clone());
            passed.push(at);
            let Some(from) = from.filter(|_| shares.iter().any(|share| *share > 0.0)) else {
                continue;
            };
            let found = bargain.proportional((Start::Neighbour, &from), &shares, false)?;
            let known = fan[at]
                .1
                .as_ref()
                .map_or(f64::NEG_INFINITY, |one| one.value);
            // Ideals have shares of one for the side itself; what they found is at least as good.
            let end = fan[at].0.contains(&1.0) && fan[at].1.is_some();
            if found.converged() && found.value > known && !end {
                fan[at].1 = Some(found);
            }
        }
    }
    let mut points = Vec::new();
    for (direction, found) in fan {
        match found {
            Some(found) => points.push(FrontierPoint {
                direction,
                gains: bargain.gains(&found.payoffs),
                found,
            }),
            None => frontier.missed.push(direction),
        }
    }
    let worse = |one: &FrontierPoint| {
        points
            .iter()
            .any(|other| dominates(&other.gains, &one.gains))
    };
    let efficient: Vec<&FrontierPoint> = points.iter().filter(|one| !worse(one)).collect();
    frontier.dominated = points.len() - efficient.len();
    for one in &efficient {
        let repeats = |known: &FrontierPoint| {
            let mut pairs = known.gains.iter().zip(&one.gains);
            pairs.all(|(a, b)| (a - b).abs() <= SAME_GAIN)
        };
        if frontier.points.iter().all(|known| !repeats(known)) {
            frontier.points.push((*one).clone());
        }
    }
    frontier.repeated = efficient.len() - frontier.points.len();
    frontier.attempts = ideals.attempts();
    Ok(frontier)
}

/// How far two directions are apart.
fn apart(fan: &[(Vec<f64>, Option<Attempt>)], a: usize, b: usize) -> f64 {
    let pairs = fan[a].0.iter().zip(&fan[b].0);
    pairs.map(|(a, b)| (a - b).abs()).sum()
}

/// At least as good for all and better for one.
fn dominates(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| *a >= b - SAME_GAIN)
        && a.iter().zip(b).any(|(a, b)| *a > b + SAME_GAIN)
}

/// All multiples of 1/steps that sum to one, for so many players, the last player's first.
fn directions(players: usize, steps: usize) -> Vec<Vec<f64>> {
    fn fill(
        left: usize,
        players: usize,
        steps: usize,
        head: &mut Vec<f64>,
        out: &mut Vec<Vec<f64>>,
    ) {
        if players == 1 {
            head.push(left as f64 / steps as f64);
            out.push(head.clone());
            head.pop();
            return;
        }
        for part in 0..=left {
            head.push(part as f64 / steps as f64);
            fill(left - part, players - 1, steps, head, out);
            head.pop();
        }
    }
    let mut out = Vec::new();
    fill(steps, players, steps, &mut Vec::new(), &mut out);
    out
}
