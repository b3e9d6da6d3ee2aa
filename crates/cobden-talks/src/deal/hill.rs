//! Payoffs of all players made into one height to climb.

use cobden_num::ascent::{Ascent, AscentOutcome, Hill, Summit};
use cobden_num::monitor::Monitor;

use crate::climb::{Ground, climb};
use crate::{CLIMB, Game, GameFault};

use super::terms::Terms;

/// Height of a point by its payoffs, and ∂height/∂payoff of each player; none where it has none.
pub(super) type Merit<'a> = dyn Fn(&[f64]) -> Option<(f64, Vec<f64>)> + 'a;

/// A game as its players see it together, with what it took to climb it.
pub(super) struct Bargain<'a> {
    pub(super) game: &'a mut dyn Game,
    pub(super) terms: &'a Terms,
    pub(super) monitor: &'a mut dyn Monitor,
    /// Points valued so far.
    pub(super) evaluations: usize,
    /// Points at which the model had no equilibrium.
    pub(super) failures: usize,
}

impl Bargain<'_> {
    /// Payoffs at `rates`; none where there is no equilibrium.
    ///
    /// # Errors
    /// What is no matter of the rates: [`GameFault::Interrupted`], [`GameFault::Rates`].
    pub(super) fn payoffs(&mut self, rates: &[f64]) -> Result<Option<Vec<f64>>, GameFault> {
        self.evaluations += 1;
        match self.game.payoffs(rates) {
            Ok(payoffs) => Ok(Some(payoffs)),
            Err(GameFault::Model(_)) => {
                self.failures += 1;
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    /// s = W − d.
    pub(super) fn gains(&self, payoffs: &[f64]) -> Vec<f64> {
        let pairs = payoffs.iter().zip(&self.terms.threat);
        pairs.map(|(payoff, threat)| payoff - threat).collect()
    }

    /// Climbs a merit from `rates`, which receives the top.
    ///
    /// # Errors
    /// As [`Bargain::payoffs`].
    pub(super) fn climb(
        &mut self,
        merit: &Merit,
        tolerance: f64,
        rates: &mut [f64],
    ) -> Result<AscentOutcome, GameFault> {
        let ascent = Ascent {
            tolerance,
            max_iterations: self.terms.effort.max_steps,
            ..CLIMB
        };
        let (lower, upper) = (&self.terms.lower[..], &self.terms.upper[..]);
        let mut slope = Slope {
            game: &mut *self.game,
            merit,
            weights: Vec::new(),
            evaluations: 0,
            failures: 0,
            fault: None,
        };
        let outcome = climb(
            &ascent,
            &mut slope,
            (lower, upper),
            rates,
            &mut *self.monitor,
        );
        let fault = slope.fault;
        self.evaluations += slope.evaluations;
        self.failures += slope.failures;
        match fault {
            Some(fault) => Err(fault),
            None if outcome.summit == Summit::Interrupted => Err(GameFault::Interrupted),
            None => Ok(outcome),
        }
    }

    /// Largest element of the projected gradient of Σ weights W / Σ weights at `rates`, in the units of the curvature: how far the
    /// rates are from a stationary point. Infinite where it cannot be told.
    ///
    /// # Errors
    /// As [`Bargain::payoffs`].
    pub(super) fn stationarity(
        &mut self,
        rates: &[f64],
        weights: &[f64],
    ) -> Result<f64, GameFault> {
        let total: f64 = weights.iter().sum();
        if self.payoffs(rates)?.is_none() {
            return Ok(f64::INFINITY);
        }
        let weights: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
        let gradient = match self.game.gradient(&weights) {
            Ok(gradient) => gradient,
            Err(GameFault::Model(_)) => return Ok(f64::INFINITY),
            Err(fault) => return Err(fault),
        };
        let scale = self.game.curvature();
        let slopes = (0..rates.len()).map(|k| {
            let held = rates[k] <= self.terms.lower[k] && gradient[k] < 0.0
                || rates[k] >= self.terms.upper[k] && gradient[k] > 0.0;
            if held {
                0.0
            } else {
                (gradient[k] / scale[k]).abs()
            }
        });
        Ok(slopes.fold(0.0, f64::max))
    }
}

/// A merit of payoffs as a function of rates.
struct Slope<'a> {
    game: &'a mut dyn Game,
    merit: &'a Merit<'a>,
    weights: Vec<f64>,
    evaluations: usize,
    failures: usize,
    /// What stopped it, if it was not the rates.
    fault: Option<GameFault>,
}

impl Slope<'_> {
    fn none<T>(&mut self, fault: GameFault) -> Option<T> {
        match fault {
            GameFault::Model(_) => self.failures += 1,
            fault => self.fault = Some(fault),
        }
        None
    }
}

impl Ground for Slope<'_> {
    fn scale(&self) -> Vec<f64> {
        self.game.curvature()
    }
}

impl Hill for Slope<'_> {
    fn size(&self) -> usize {
        self.game.instruments().len()
    }

    fn value(&mut self, x: &[f64]) -> Option<f64> {
        if self.fault.is_some() {
            return None;
        }
        self.evaluations += 1;
        let payoffs = match self.game.payoffs(x) {
            Ok(payoffs) => payoffs,
            Err(fault) => return self.none(fault),
        };
        let (value, weights) = (self.merit)(&payoffs)?;
        self.weights = weights;
        Some(value)
    }

    fn gradient(&mut self, out: &mut [f64]) -> Option<()> {
        match self.game.gradient(&self.weights) {
            Ok(gradient) => {
                out.copy_from_slice(&gradient);
                Some(())
            }
            Err(fault) => self.none(fault),
        }
    }
}
