//! Where a search for a deal starts.

use crate::Game;

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
    let mut dice = Dice(terms.effort.seed);
    for draw in 1..=terms.effort.random {
        let within = terms.lower.iter().zip(&terms.upper);
        let rates = within.map(|(lower, upper)| lower + (upper - lower) * dice.roll());
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

/// Numbers in [0, 1), the same on every machine.
///
/// Source: Steele, Lea and Flood (2014), OOPSLA, SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
