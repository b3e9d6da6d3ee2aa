//! Best responses: what a player would do, the others' rates given.

use cobden_num::{Ascent, AscentOutcome, Hill, Monitor, Summit};

use crate::climb::{Ground, climb};
use crate::game::{Game, GameFault};

/// The best that a player can do alone.
#[derive(Debug, Clone, PartialEq)]
pub struct BestResponse {
    /// Position of the player.
    pub player: usize,
    /// Rates of all instruments, the player's own at their best.
    pub rates: Vec<f64>,
    /// Payoffs of all players at the rates it answers, and at these.
    pub payoffs: (Vec<f64>, Vec<f64>),
    /// How the climb ended that led here.
    pub outcome: AscentOutcome,
    /// Instruments of the player that stand at a bound.
    pub at_bounds: usize,
    /// Every climb: where it started, what it reached, how it ended.
    pub climbs: Vec<Climb>,
}

/// How responses are climbed to unless told otherwise: to a slope at which less than 1e-12 of income is left to gain.
pub const CLIMB: Ascent = Ascent {
    tolerance: 1e-7,
    max_iterations: 1000,
    memory: 40,
    first_step: 0.5,
    noise: 1e-12,
};

/// One climb of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Climb {
    /// What it started from.
    pub start: Start,
    /// The player's payoff where it ended.
    pub payoff: f64,
    /// How it ended.
    pub summit: Summit,
}

/// Where a search starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// Rates of the status quo.
    StatusQuo,
    /// No duties and no taxes.
    FreeTrade,
    /// Every rate the same.
    Rate(f64),
    /// The deviation of a player, by position, from a war that had settled.
    Deviation(usize),
    /// Uniform within the bounds, or up to a rate of one where they are wider, by SplitMix64 from this seed.
    Seed(u64),
}

/// Searches start here unless told otherwise.
pub const STARTS: [Start; 3] = [Start::StatusQuo, Start::FreeTrade, Start::Rate(0.5)];

impl Start {
    /// The rates, within the bounds.
    pub fn rates(self, game: &(impl Game + ?Sized)) -> Vec<f64> {
        let mut random = match self {
            Self::Seed(seed) => seed,
            _ => 0,
        };
        let instruments = game.instruments().iter().zip(game.status_quo());
        let rate = |(one, status_quo): (&crate::Instrument, &f64)| {
            let rate = match self {
                // A deviation is no place that a game knows of by itself.
                Self::StatusQuo | Self::Deviation(_) => *status_quo,
                Self::FreeTrade => 0.0,
                Self::Rate(rate) => rate,
                Self::Seed(_) => {
                    let (low, high) = (one.lower.max(-0.5), one.upper.min(1.0));
                    low + (high - low) * uniform(&mut random)
                }
            };
            rate.clamp(one.lower, one.upper)
        };
        instruments.map(rate).collect()
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, figure 17), as a number in [0, 1).
pub(crate) fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// The best response of a player to the others' `rates`, from several starts; the best is kept.
///
/// # Errors
/// [`GameFault`] where `rates` have no equilibrium, or the work was stopped. A start that leads nowhere is told
/// in [`BestResponse::climbs`].
pub fn optimal(
    game: &mut dyn Game,
    player: usize,
    rates: &[f64],
    starts: &[Start],
    ascent: &Ascent,
    monitor: &mut dyn Monitor,
) -> Result<BestResponse, GameFault> {
    let others = rates.to_vec();
    let before = game.payoffs(&others)?;
    let own = game.instruments_of(player);
    let mut best: Option<(Vec<f64>, AscentOutcome)> = None;
    let mut climbs = Vec::new();
    for start in starts {
        let from = start.rates(game);
        let mut rates = others.clone();
        own.iter().for_each(|k| rates[*k] = from[*k]);
        let outcome = respond(game, player, &mut rates, ascent, monitor)?;
        climbs.push(Climb {
            start: *start,
            payoff: outcome.value,
            summit: outcome.summit,
        });
        let better = |than: &AscentOutcome| {
            let reached = |one: &AscentOutcome| one.summit == Summit::Reached;
            let rank = |one: &AscentOutcome| (reached(one), one.value);
            rank(&outcome) > rank(than)
        };
        if outcome.summit != Summit::NoStart && best.as_ref().is_none_or(|(_, than)| better(than)) {
            best = Some((rates, outcome));
        }
    }
    let Some((rates, outcome)) = best else {
        // No start has an equilibrium; the last fault says why.
        let from = starts.first().map_or(others, |start| start.rates(game));
        return match game.payoffs(&from) {
            Err(fault) => Err(fault),
            Ok(_) => Err(GameFault::Interrupted),
        };
    };
    let after = game.payoffs(&rates)?;
    Ok(BestResponse {
        player,
        at_bounds: own
            .iter()
            .filter(|k| at_bound(game, **k, rates[**k]))
            .count(),
        rates,
        payoffs: (before, after),
        outcome,
        climbs,
    })
}

/// Whether a rate stands at a bound of its instrument.
pub(crate) fn at_bound(game: &(impl Game + ?Sized), instrument: usize, rate: f64) -> bool {
    let one = &game.instruments()[instrument];
    rate <= one.lower || rate >= one.upper
}

/// Climbs in the player's own rates from where they are.
pub(crate) fn respond(
    game: &mut dyn Game,
    player: usize,
    rates: &mut [f64],
    ascent: &Ascent,
    monitor: &mut dyn Monitor,
) -> Result<AscentOutcome, GameFault> {
    let own = game.instruments_of(player);
    let pick =
        |values: &dyn Fn(usize) -> f64| -> Vec<f64> { own.iter().map(|k| values(*k)).collect() };
    let lower = pick(&|k| game.instruments()[k].lower);
    let upper = pick(&|k| game.instruments()[k].upper);
    let mut x = pick(&|k| rates[k]);
    let mut weights = vec![0.0; game.players().len()];
    weights[player] = 1.0;
    let mut hill = OwnRates {
        game,
        own: &own,
        rates,
        weights,
    };
    let outcome = climb(ascent, &mut hill, (&lower, &upper), &mut x, monitor);
    for (k, x) in own.iter().zip(&x) {
        rates[*k] = *x;
    }
    if outcome.summit == Summit::Interrupted {
        return Err(GameFault::Interrupted);
    }
    Ok(outcome)
}

/// A player's payoff over its own rates.
struct OwnRates<'a> {
    game: &'a mut dyn Game,
    own: &'a [usize],
    rates: &'a mut [f64],
    weights: Vec<f64>,
}

impl Ground for OwnRates<'_> {
    fn scale(&self) -> Vec<f64> {
        let all = self.game.curvature();
        self.own.iter().map(|k| all[*k]).collect()
    }
}

impl Hill for OwnRates<'_> {
    fn size(&self) -> usize {
        self.own.len()
    }

    fn value(&mut self, x: &[f64]) -> Option<f64> {
        for (k, x) in self.own.iter().zip(x) {
            self.rates[*k] = *x;
        }
        let payoffs = self.game.payoffs(self.rates).ok()?;
        Some(
            payoffs
                .iter()
                .zip(&self.weights)
                .map(|(payoff, weight)| payoff * weight)
                .sum(),
        )
    }

    fn gradient(&mut self, out: &mut [f64]) -> Option<()> {
        let gradient = self.game.gradient(&self.weights).ok()?;
        for (out, k) in out.iter_mut().zip(self.own) {
            *out = gradient[*k];
        }
        Some(())
    }
}
