//! Several rates: each alone by values, all together by gradients.

use super::{Method, Probe, Scrutiny};
use crate::game::GameFault;
use crate::optimal::{Start, uniform};

/// Moves of a rate that is tried alone.
const MOVES: [f64; 4] = [-0.1, -0.01, 0.01, 0.1];

/// Values that a climb may not fall below the least of (the search is not monotone).
const MEMORY: usize = 8;

/// Every rate alone, or as many as are wanted, drawn from the seed.
pub(super) fn alone(probe: &mut Probe<'_>, own: &[usize], scrutiny: &Scrutiny) {
    let mut state = scrutiny.seed;
    let mut left = own.to_vec();
    while left.len() > scrutiny.alone {
        let out = (uniform(&mut state) * left.len() as f64) as usize;
        left.swap_remove(out);
    }
    for k in left {
        let rate = probe.rates[k];
        let (lower, upper) = (
            probe.game.instruments()[k].lower,
            probe.game.instruments()[k].upper,
        );
        for change in MOVES {
            let moved = (rate + change).clamp(lower, upper);
            if moved != rate {
                probe.rates[k] = moved;
                probe.value(Method::Alone);
            }
        }
        probe.rates[k] = rate;
    }
}

/// Climbs from the status quo, from free trade, and from places drawn from the seed.
pub(super) fn climbs(
    probe: &mut Probe<'_>,
    own: &[usize],
    war: &[f64],
    scrutiny: &Scrutiny,
) -> Result<(), GameFault> {
    let random = (0..scrutiny.random).map(|k| Start::Seed(scrutiny.seed + k as u64));
    for start in [Start::StatusQuo, Start::FreeTrade]
        .into_iter()
        .chain(random)
    {
        let from = start.rates(&*probe.game);
        probe.rates.copy_from_slice(war);
        own.iter().for_each(|k| probe.rates[*k] = from[*k]);
        climb(probe, own, scrutiny.steps)?;
    }
    probe.rates.copy_from_slice(war);
    Ok(())
}

/// The spectral projected gradient, in the units of the place it starts from.
fn climb(probe: &mut Probe<'_>, own: &[usize], steps: usize) -> Result<(), GameFault> {
    let Some(mut value) = probe.value(Method::Together) else {
        return Ok(());
    };
    let all = probe.game.curvature();
    let unit: Vec<f64> = own.iter().map(|k| all[*k]).collect();
    let bounds: Vec<(f64, f64)> = (own.iter().zip(&unit))
        .map(|(k, unit)| {
            let one = &probe.game.instruments()[*k];
            (one.lower * unit, one.upper * unit)
        })
        .collect();
    let mut weights = vec![0.0; probe.game.players().len()];
    weights[probe.player] = 1.0;
    let slopes = |probe: &mut Probe<'_>| -> Result<Vec<f64>, GameFault> {
        let gradient = probe.game.gradient(&weights)?;
        Ok(own
            .iter()
            .zip(&unit)
            .map(|(k, unit)| gradient[*k] / unit)
            .collect())
    };
    let mut x: Vec<f64> = own
        .iter()
        .zip(&unit)
        .map(|(k, unit)| probe.rates[*k] * unit)
        .collect();
    let mut gradient = slopes(probe)?;
    let (mut past, mut spectral) = (vec![value], 1.0_f64);
    for _ in 0..steps {
        let way: Vec<f64> = (0..x.len())
            .map(|k| (x[k] + spectral * gradient[k]).clamp(bounds[k].0, bounds[k].1) - x[k])
            .collect();
        let rise: f64 = way.iter().zip(&gradient).map(|(d, g)| d * g).sum();
        if rise <= 1e-14 {
            return Ok(());
        }
        let floor = past
            .iter()
            .rev()
            .take(MEMORY)
            .fold(f64::INFINITY, |low, v| low.min(*v));
        let mut length = 1.0;
        let found = loop {
            for (at, k) in own.iter().enumerate() {
                probe.rates[*k] = (x[at] + length * way[at]) / unit[at];
            }
            match probe.value(Method::Together) {
                Some(new) if new >= floor + 1e-4 * length * rise => break Some(new),
                _ if length < 1e-6 => break None,
                _ => length *= 0.3,
            }
        };
        let Some(new) = found else { return Ok(()) };
        let fresh = slopes(probe)?;
        let step: Vec<f64> = way.iter().map(|d| length * d).collect();
        let square: f64 = step.iter().map(|s| s * s).sum();
        let bend: f64 = (0..x.len())
            .map(|k| step[k] * (gradient[k] - fresh[k]))
            .sum();
        spectral = if bend > 0.0 {
            (square / bend).clamp(1e-6, 1e6)
        } else {
            1e3
        };
        x.iter_mut().zip(&step).for_each(|(x, s)| *x += s);
        gradient = fresh;
        value = new;
        past.push(value);
    }
    Ok(())
}
