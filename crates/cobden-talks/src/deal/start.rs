//! Where a search for a deal starts.

use crate::Game;
use crate::optimal::uniform;

use super::terms::Terms;

/// A starting point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Start {
    /// The rates of the status quo.
    StatusQuo,
    /// The rates of the threat point.
    Threat,
    /// Rates of zero.
    FreeTrade,
    /// Rates drawn evenly within the bounds; which draw, from one.
    Random(usize),
    /// Another deal, found before.
    Neighbour,
}

/// All starting points of the terms, moved inside the bounds; those that come to the same are tried once.
pub(super) fn starts(game: &dyn Game, terms: &Terms) -> Vec<(Start, Vec<f64>)> {
    let mut named = vec![(Start::StatusQuo, game.status_quo().to_vec())];
    if let Some(rates) = &terms.threat_rates {
        named.push((Start::Threat, rates.clone()));
    }
    named.push((Start::FreeTrade, vec![0.0; terms.lower.len()]));
    let mut dice = terms.effort.seed;
    for draw in 1..=terms.effort.random {
        let within = terms.lower.iter().zip(&terms.upper);
        let rates = within.map(|(lower, upper)| lower + (upper - lower) * uniform(&mut dice));
        named.push((Start::Random(draw), rates.collect()));
    }
    let mut starts: Vec<(Start, Vec<f64>)> = Vec::new();
    for (name, mut rates) in named {
        for (rate, (lower, upper)) in rates.iter_mut().zip(terms.lower.iter().zip(&terms.upper)) {
            *rate = rate.clamp(*lower, *upper);
        }
        if starts.iter().all(|(_, known)| *known != rates) {
            starts.push((name, rates));
        }
    }
    starts
}
