//! What a player could still gain by deviating: a second opinion on a war, from optimisers that share nothing with the
//! search.
//!
//! A single rate is looked for over all its range by values alone: a grid in ln(1 + t), then Brent's parabolas and
//! golden sections. Of several, every one moves alone by values (so that a gradient with a fault would be found out), and
//! all together climb by the spectral projected gradient from places far from the war.
//!
//! Sources: Brent (1973), *Algorithms for Minimization without Derivatives*, chapter 5, here with golden sections alone
//! where a parabola leaves its bracket; Birgin, Martínez and Raydan (2000), SIAM Journal on Optimization 10(4).

mod single;
mod together;

use cobden_num::{Control, Iteration, Monitor};

use crate::game::{Game, GameFault};

/// How hard to look for a deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scrutiny {
    /// Points of the grid over a single rate.
    pub grid: usize,
    /// Rates of one player that are moved alone, at most; drawn from the seed where there are more.
    pub alone: usize,
    /// Steps of each climb of all rates together.
    pub steps: usize,
    /// Climbs from places drawn from the seed, beside those from the status quo and from free trade.
    pub random: usize,
    /// Seed.
    pub seed: u64,
}

impl Default for Scrutiny {
    fn default() -> Self {
        Self {
            grid: 9,
            alone: 24,
            steps: 60,
            random: 2,
            seed: 1,
        }
    }
}

/// The largest gain that each player was found to be able to make alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// One a player, in order.
    pub deviations: Vec<Deviation>,
    /// How hard was looked.
    pub scrutiny: Scrutiny,
}

/// The best deviation of a player that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    /// Its payoff less that of the war; zero where nothing better was found.
    pub gain: f64,
    /// How it was found.
    pub by: Method,
    /// Rates of all instruments with it; those of the war where nothing better was found.
    pub rates: Vec<f64>,
    /// Payoffs asked for.
    pub evaluations: usize,
    /// Points without an equilibrium among them.
    pub failures: usize,
}

/// How a deviation was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Nothing better was found.
    Nothing,
    /// One rate over all its range, by values.
    OneRate,
    /// One rate of several moved alone, by values.
    Alone,
    /// All rates together, by gradients.
    Together,
}

impl Certificate {
    /// The largest gain of any player.
    pub fn largest_gain(&self) -> f64 {
        self.deviations
            .iter()
            .map(|one| one.gain)
            .fold(0.0, f64::max)
    }
}

/// Looks for a deviation of every player from `rates`.
///
/// # Errors
/// [`GameFault`] where the rates themselves have no equilibrium, or the work was stopped.
pub fn certify(
    game: &mut dyn Game,
    rates: &[f64],
    scrutiny: &Scrutiny,
    monitor: &mut dyn Monitor,
) -> Result<Certificate, GameFault> {
    let war = game.payoffs(rates)?;
    let mut deviations = Vec::new();
    for (player, payoff) in war.iter().enumerate() {
        let own = game.instruments_of(player);
        let mut probe = Probe {
            game,
            rates: rates.to_vec(),
            player,
            best: *payoff,
            by: Method::Nothing,
            best_rates: rates.to_vec(),
            evaluations: 0,
            failures: 0,
        };
        match own.as_slice() {
            [] => {}
            [only] => single::search(&mut probe, *only, scrutiny.grid),
            _ => {
                together::alone(&mut probe, &own, scrutiny);
                together::climbs(&mut probe, &own, rates, scrutiny)?;
            }
        }
        deviations.push(Deviation {
            gain: probe.best - payoff,
            by: probe.by,
            rates: probe.best_rates,
            evaluations: probe.evaluations,
            failures: probe.failures,
        });
        // The next player's equilibria are near the war, not near this one's last question.
        game.payoffs(rates)?;
        let progress = Iteration {
            iteration: player + 1,
            residual: 0.0,
            evaluations: deviations.len(),
        };
        if monitor.iteration(progress) == Control::Stop {
            return Err(GameFault::Interrupted);
        }
    }
    Ok(Certificate {
        deviations,
        scrutiny: *scrutiny,
    })
}

/// One player's payoff, the others' rates given, with the best that was seen.
struct Probe<'a> {
    game: &'a mut dyn Game,
    rates: Vec<f64>,
    player: usize,
    best: f64,
    by: Method,
    best_rates: Vec<f64>,
    evaluations: usize,
    failures: usize,
}

impl Probe<'_> {
    fn value(&mut self, by: Method) -> Option<f64> {
        self.evaluations += 1;
        match self.game.payoffs(&self.rates) {
            Ok(payoffs) => {
                let payoff = payoffs[self.player];
                if payoff > self.best {
                    self.best = payoff;
                    self.by = by;
                    self.best_rates.clone_from(&self.rates);
                }
                Some(payoff)
            }
            Err(_) => {
                self.failures += 1;
                None
            }
        }
    }
}
