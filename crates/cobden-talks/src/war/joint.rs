//! One rate a player: all first-order conditions at once.
//!
//! Every rate moves by its own slope over its own curvature, all together, under Anderson's acceleration; best
//! responses in turn would solve as many equilibria for every player as this does for all.

use cobden_num::kernels::max_abs;
use cobden_num::{Anderson, FixedPointMap, Monitor, Status};

use super::{Campaign, WarEnd, WarSettings, distance};
use crate::climb::Forward;
use crate::game::{Game, GameFault};
use crate::optimal::Start;

/// Steps at most; where they do not settle, the players take turns.
const STEPS: usize = 120;

/// Longest move of a rate in one step, so that a far start is not thrown farther.
const LONGEST: f64 = 0.5;

struct Joint<'a> {
    game: &'a mut dyn Game,
    fault: Option<GameFault>,
    slope: f64,
    change: f64,
}

impl FixedPointMap for Joint<'_> {
    fn size(&self) -> usize {
        self.game.instruments().len()
    }

    fn map(&mut self, x: &[f64], out: &mut [f64]) {
        let instruments = self.game.instruments();
        let inside: Vec<f64> = x
            .iter()
            .zip(instruments)
            .map(|(x, one)| x.clamp(one.lower, one.upper))
            .collect();
        let solved = self
            .game
            .payoffs(&inside)
            .and_then(|_| self.game.own_slopes());
        let slopes = match solved {
            Ok(slopes) => slopes,
            Err(fault) => {
                self.fault = Some(fault);
                out.fill(f64::NAN);
                return;
            }
        };
        let roots = self.game.curvature();
        let mut scaled = vec![0.0; x.len()];
        for k in 0..x.len() {
            let one = &self.game.instruments()[k];
            let step = (slopes[k] / (roots[k] * roots[k])).clamp(-LONGEST, LONGEST);
            out[k] = (inside[k] + step).clamp(one.lower, one.upper);
            // At a bound that the slope points out of, nothing is left to gain.
            scaled[k] = if out[k] == inside[k] {
                0.0
            } else {
                slopes[k] / roots[k]
            };
        }
        self.slope = max_abs(&scaled);
        self.change = distance(self.game, out, &inside);
    }
}

/// A war by joint steps; none where they do not settle.
pub(super) fn campaign(
    game: &mut dyn Game,
    start: Start,
    mut rates: Vec<f64>,
    settings: &WarSettings,
    monitor: &mut dyn Monitor,
) -> Result<Option<Campaign>, GameFault> {
    let mut joint = Joint {
        game,
        fault: None,
        slope: f64::NAN,
        change: f64::NAN,
    };
    let anderson = Anderson {
        tolerance: settings.tolerance,
        max_iterations: STEPS,
        depth: 8,
        damping: 1.0,
    };
    let outcome = anderson.solve(&mut joint, &mut rates, &mut Forward(monitor));
    if outcome.status == Status::Interrupted {
        return Err(GameFault::Interrupted);
    }
    let settled = outcome.status == Status::Converged && joint.fault.is_none();
    let instruments = joint.game.instruments();
    rates
        .iter_mut()
        .zip(instruments)
        .for_each(|(rate, one)| *rate = rate.clamp(one.lower, one.upper));
    Ok(settled.then_some(Campaign {
        start,
        end: WarEnd::Settled,
        sweeps: outcome.maps,
        change: joint.change,
        slope: joint.slope,
        rates,
    }))
}
