//! Climbing payoffs: the units of a search are those of where it stands.

use cobden_num::{Ascent, AscentOutcome, Hill, Monitor, Summit};

/// A hill that knows the units of its variables where it was valued last.
pub(crate) trait Ground: Hill {
    /// One scale a variable, see [`cobden_num::Ascent::climb`].
    fn scale(&self) -> Vec<f64>;
}

/// Steps of the stages before the last. Flows shrink as rates rise and grow as they fall, by powers of the elasticity, and
/// the curvature with them: each stage measures it anew.
const STAGES: [usize; 3] = [15, 30, 60];

/// Climbs in stages from `x`, which receives the top; steps and values of all stages count.
pub(crate) fn climb(
    ascent: &Ascent,
    hill: &mut impl Ground,
    (lower, upper): (&[f64], &[f64]),
    x: &mut [f64],
    monitor: &mut dyn Monitor,
) -> AscentOutcome {
    let mut before = (0, 0);
    let mut stage = 0;
    loop {
        let left = ascent.max_iterations.saturating_sub(before.0);
        let steps = STAGES.get(stage).map_or(left, |steps| left.min(*steps));
        // Valued here, so that the scale is that of this place.
        let scale = match hill.value(x) {
            Some(_) => hill.scale(),
            None => vec![1.0; x.len()],
        };
        let part = Ascent {
            max_iterations: steps,
            ..*ascent
        };
        let mut outcome = part.climb(hill, (lower, upper), &scale, x, &mut Forward(monitor));
        outcome.iterations += before.0;
        outcome.evaluations += before.1 + 1;
        before = (outcome.iterations, outcome.evaluations);
        let goes_on = matches!(outcome.summit, Summit::OutOfSteps | Summit::Stalled)
            && stage < STAGES.len()
            && steps < left;
        if !goes_on {
            return outcome;
        }
        stage += 1;
    }
}

/// A monitor behind a reference, for those who take one by its type.
pub(crate) struct Forward<'a>(pub &'a mut dyn Monitor);

impl Monitor for Forward<'_> {
    fn iteration(&mut self, progress: cobden_num::Iteration) -> cobden_num::Control {
        self.0.iteration(progress)
    }
}
