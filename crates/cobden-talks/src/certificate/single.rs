//! One rate over all its range.

use super::{Method, Probe};

/// Widest rate that the grid goes to where the bounds go farther; beyond it trade has all but ended.
const WIDEST: f64 = 20.0;

/// Length of the bracket, in ln(1 + t), at which the search ends: what is left to gain is its square.
const BRACKET: f64 = 1e-4;

/// Golden section.
const GOLDEN: f64 = 0.381_966_011_250_105_1;

/// A grid over the range, then a search between the neighbours of its best point.
pub(super) fn search(probe: &mut Probe<'_>, instrument: usize, grid: usize) {
    let one = &probe.game.instruments()[instrument];
    let (low, high) = (one.lower.ln_1p(), one.upper.min(WIDEST).ln_1p());
    let start = probe.rates[instrument].ln_1p();
    let mut value = |log: f64| {
        probe.rates[instrument] = log.exp_m1();
        probe.value(Method::OneRate).unwrap_or(f64::NEG_INFINITY)
    };
    let steps = grid.max(2) - 1;
    let mut points: Vec<(f64, f64)> = Vec::new();
    for k in 0..=steps {
        let at = low + (high - low) * k as f64 / steps as f64;
        points.push((at, value(at)));
    }
    points.push((start, value(start)));
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let best = (0..points.len())
        .max_by(|a, b| points[*a].1.total_cmp(&points[*b].1))
        .unwrap_or(0);
    let (mut a, mut b) = (
        points[best.saturating_sub(1)].0,
        points[(best + 1).min(points.len() - 1)].0,
    );
    // Brent: the best point, the second best, and the one before it.
    let (mut x, mut at_x) = points[best];
    let (mut w, mut at_w, mut v, mut at_v) = (x, at_x, x, at_x);
    let (mut step, mut before) = (0.0_f64, 0.0_f64);
    while b - a > BRACKET {
        let middle = 0.5 * (a + b);
        let mut parabola = None;
        if before.abs() > BRACKET {
            let r = (x - w) * (at_v - at_x);
            let q = (x - v) * (at_w - at_x);
            let (p, q) = ((x - v) * q - (x - w) * r, 2.0 * (q - r));
            let (p, q) = if q > 0.0 { (-p, q) } else { (p, -q) };
            let inside = p.abs() < (0.5 * q * before).abs() && p > q * (a - x) && p < q * (b - x);
            parabola = inside.then(|| p / q);
        }
        (before, step) = match parabola {
            Some(step_) => (step, step_),
            None => {
                let side = if x < middle { b - x } else { a - x };
                (side, GOLDEN * side)
            }
        };
        let least = 0.2 * BRACKET;
        let u = if step.abs() >= least {
            x + step
        } else {
            x + least.copysign(step)
        };
        let at_u = value(u);
        if at_u >= at_x {
            if u >= x {
                a = x
            } else {
                b = x
            }
            (v, at_v, w, at_w, x, at_x) = (w, at_w, x, at_x, u, at_u);
        } else {
            if u < x {
                a = u
            } else {
                b = u
            }
            if at_u >= at_w || w == x {
                (v, at_v, w, at_w) = (w, at_w, u, at_u);
            } else if at_u >= at_v || v == x || v == w {
                (v, at_v) = (u, at_u);
            }
        }
    }
}
