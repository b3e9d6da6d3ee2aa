//! The war: rates that are best responses to each other (Nash).

mod joint;
mod proven;
mod sweeps;

use cobden_num::{Ascent, Monitor};

pub use proven::proven_war;

use crate::game::{Game, GameFault};
use crate::optimal::{CLIMB, STARTS, Start, at_bound};

/// How to look for a war.
#[derive(Debug, Clone, PartialEq)]
pub struct WarSettings {
    /// Mean change of the rates in a sweep, weighted with [`Game::curvature`] squared (imports times their
    /// elasticity), at which it counts as settled.
    pub tolerance: f64,
    /// Sweeps over all players at most.
    pub max_sweeps: usize,
    /// How best responses are climbed to.
    pub ascent: Ascent,
    /// Where to start; an end that differs is another equilibrium.
    pub starts: Vec<Start>,
}

impl Default for WarSettings {
    fn default() -> Self {
        Self {
            tolerance: 1e-7,
            max_sweeps: 200,
            ascent: CLIMB,
            starts: STARTS.to_vec(),
        }
    }
}

/// What a war settles at.
#[derive(Debug, Clone, PartialEq)]
pub struct War {
    /// Rates by instrument.
    pub rates: Vec<f64>,
    /// Payoffs at the status quo, and of the war.
    pub payoffs: (Vec<f64>, Vec<f64>),
    /// Instruments of each player that stand at a bound.
    pub at_bounds: Vec<usize>,
    /// How the search that led here ended.
    pub campaign: Campaign,
    /// All searches, one a start.
    pub campaigns: Vec<Campaign>,
    /// Other rates that other starts settled at.
    pub others: Vec<OtherWar>,
}

/// Rates that another start settled at: no side gains by a small change of its own, but no certificate was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherWar {
    /// Where it started.
    pub start: Start,
    /// Rates by instrument.
    pub rates: Vec<f64>,
    /// Payoffs by player.
    pub payoffs: Vec<f64>,
}

/// One search, from one start.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// Where it started.
    pub start: Start,
    /// How it ended.
    pub end: WarEnd,
    /// Sweeps over the players, or joint steps of all.
    pub sweeps: usize,
    /// Change of the rates in the last sweep, weighted.
    pub change: f64,
    /// Largest element of a player's projected, scaled gradient at the end.
    pub slope: f64,
    /// Rates at the end.
    pub rates: Vec<f64>,
}

/// How a search for a war ended.
#[derive(Debug, Clone, PartialEq)]
pub enum WarEnd {
    /// Nobody moves any more.
    Settled,
    /// The rates come back to where they were this many sweeps ago, having moved by more than the tolerance.
    Cycle(usize),
    /// Sweeps used up.
    Unsettled,
    /// A best response could not be found: the player, and why.
    NoResponse {
        /// Position of the player.
        player: usize,
        /// How its climb ended.
        summit: cobden_num::Summit,
    },
    /// The start has no equilibrium.
    NoStart(String),
}

/// Two ends this far apart, weighted as in [`WarSettings::tolerance`], are different equilibria.
const DISTINCT: f64 = 1e-5;

/// The war from every start. Nothing settled is [`WarFault::NoWar`], which says what was tried.
///
/// # Errors
/// [`WarFault`].
pub fn war(
    game: &mut dyn Game,
    settings: &WarSettings,
    monitor: &mut dyn Monitor,
) -> Result<War, WarFault> {
    let status_quo = game.status_quo().to_vec();
    let before = game.payoffs(&status_quo)?;
    let one_each = (0..game.players().len()).all(|p| game.instruments_of(p).len() == 1);
    let mut campaigns: Vec<Campaign> = Vec::new();
    for start in &settings.starts {
        let rates = start.rates(game);
        let joint = if one_each {
            joint::campaign(game, *start, rates.clone(), settings, monitor)?
        } else {
            None
        };
        campaigns.push(match joint {
            Some(settled) => settled,
            None => sweeps::campaign(game, *start, rates, settings, monitor)?,
        });
    }
    let settled: Vec<&Campaign> = campaigns
        .iter()
        .filter(|one| one.end == WarEnd::Settled)
        .collect();
    let Some(first) = settled.first() else {
        return Err(WarFault::NoWar(campaigns));
    };
    let mut others: Vec<OtherWar> = Vec::new();
    for one in &settled[1..] {
        let is_new = |than: &Vec<f64>| distance(game, &one.rates, than) > DISTINCT;
        if is_new(&first.rates) && others.iter().all(|other| is_new(&other.rates)) {
            others.push(OtherWar {
                start: one.start,
                rates: one.rates.clone(),
                payoffs: game.payoffs(&one.rates)?,
            });
        }
    }
    let campaign = (*first).clone();
    let after = game.payoffs(&campaign.rates)?;
    Ok(War {
        at_bounds: at_bounds(game, &campaign.rates),
        rates: campaign.rates.clone(),
        payoffs: (before, after),
        campaign,
        campaigns,
        others,
    })
}

/// Instruments of each player that stand at a bound.
fn at_bounds(game: &dyn Game, rates: &[f64]) -> Vec<usize> {
    let of = |p: usize| {
        let own = game.instruments_of(p).into_iter();
        own.filter(|k| at_bound(game, *k, rates[*k])).count()
    };
    (0..game.players().len()).map(of).collect()
}

/// Mean absolute difference of two sets of rates, weighted with curvature squared.
pub(crate) fn distance(game: &(impl Game + ?Sized), a: &[f64], b: &[f64]) -> f64 {
    let weights = game.curvature().into_iter().map(|root| root * root);
    let (mut sum, mut total) = (0.0, 0.0);
    for ((a, b), weight) in a.iter().zip(b).zip(weights) {
        sum += weight * (a - b).abs();
        total += weight;
    }
    sum / total
}

/// Why there is no war to show.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WarFault {
    /// The model has no answer where the search stood.
    #[error(transparent)]
    Game(#[from] GameFault),
    /// No start led to an equilibrium.
    #[error("no equilibrium of best responses was found from {} starts", .0.len())]
    NoWar(Vec<Campaign>),
}
