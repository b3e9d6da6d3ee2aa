//! Best responses in turn, each from where its player stood.

use cobden_num::{Ascent, Monitor, Summit};

use super::{Campaign, WarEnd, WarSettings, distance};
use crate::game::{Game, GameFault};
use crate::optimal::{Start, respond};

/// Early responses need be no better than this part of the last sweep's change.
const LOOSER: f64 = 1e-2;

/// Tolerances from the top at which a climb that ends otherwise is taken to have arrived.
const NEARLY: f64 = 30.0;

/// Sweeps back in which a cycle is looked for.
const LONGEST_CYCLE: usize = 6;

pub(super) fn campaign(
    game: &mut dyn Game,
    start: Start,
    mut rates: Vec<f64>,
    settings: &WarSettings,
    monitor: &mut dyn Monitor,
) -> Result<Campaign, GameFault> {
    let ended = |end, sweeps, change, slope, rates: &[f64]| Campaign {
        start,
        end,
        sweeps,
        change,
        slope,
        rates: rates.to_vec(),
    };
    if let Err(fault) = game.payoffs(&rates) {
        return Ok(ended(
            WarEnd::NoStart(fault.to_string()),
            0,
            f64::NAN,
            f64::NAN,
            &rates,
        ));
    }
    let mut past: Vec<Vec<f64>> = Vec::new();
    let mut change = 1.0_f64;
    for sweep in 1..=settings.max_sweeps {
        let before = rates.clone();
        let ascent = Ascent {
            tolerance: settings.ascent.tolerance.max((LOOSER * change).min(1e-4)),
            ..settings.ascent
        };
        let exact = ascent.tolerance == settings.ascent.tolerance;
        let mut slope = 0.0_f64;
        for player in 0..game.players().len() {
            if game.instruments_of(player).is_empty() {
                continue;
            }
            let outcome = respond(game, player, &mut rates, &ascent, monitor)?;
            slope = slope.max(outcome.slope);
            // A climb that rounding error ends, or flat ground slows, within some tolerances has arrived.
            let arrived =
                outcome.summit == Summit::Reached || outcome.slope <= NEARLY * ascent.tolerance;
            if !arrived {
                let end = WarEnd::NoResponse {
                    player,
                    summit: outcome.summit,
                };
                return Ok(ended(end, sweep, change, slope, &rates));
            }
        }
        change = distance(game, &rates, &before);
        if exact && change <= settings.tolerance {
            return Ok(ended(WarEnd::Settled, sweep, change, slope, &rates));
        }
        let returned = |back: &usize| {
            let index = past.len().checked_sub(*back - 1);
            index.and_then(|at| past.get(at)).is_some_and(|then| {
                exact
                    && change > 1e3 * settings.tolerance
                    && distance(game, &rates, then) <= settings.tolerance
            })
        };
        if let Some(period) = (2..=LONGEST_CYCLE).find(returned) {
            return Ok(ended(WarEnd::Cycle(period), sweep, change, slope, &rates));
        }
        past.push(before);
    }
    Ok(ended(
        WarEnd::Unsettled,
        settings.max_sweeps,
        change,
        f64::NAN,
        &rates,
    ))
}
