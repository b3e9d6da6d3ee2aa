//! A war with its certificate; from best responses that turn out to be only local it goes on.

use cobden_num::Monitor;

use super::{War, WarEnd, WarFault, WarSettings, at_bounds, sweeps, war};
use crate::certificate::{Certificate, Scrutiny, certify};
use crate::game::Game;
use crate::optimal::Start;

/// Gain, in payoffs, above which a deviation is taken up.
const WORTH_IT: f64 = 1e-8;

/// Times that a deviation is taken up at most.
const TAKEN_UP: usize = 6;

/// A war as [`war`] finds it, and its certificate. Where the certificate finds a player more to gain, that player deviates and
/// the players go on from there, until no deviation is found or a search does not settle.
///
/// What is left to gain stands in the certificate returned, which is that of the rates returned.
///
/// # Errors
/// [`WarFault`].
pub fn proven_war(
    game: &mut dyn Game,
    settings: &WarSettings,
    scrutiny: &Scrutiny,
    monitor: &mut dyn Monitor,
) -> Result<(War, Certificate), WarFault> {
    let mut found = war(game, settings, monitor)?;
    let mut certificate = certify(game, &found.rates, scrutiny, monitor)?;
    for _ in 0..TAKEN_UP {
        let gain = |player: &usize| certificate.deviations[*player].gain;
        let most = (0..certificate.deviations.len()).max_by(|a, b| gain(a).total_cmp(&gain(b)));
        let Some(player) = most.filter(|player| gain(player) > WORTH_IT) else {
            break;
        };
        let rates = certificate.deviations[player].rates.clone();
        let campaign = sweeps::campaign(game, Start::Deviation(player), rates, settings, monitor)?;
        found.campaigns.push(campaign.clone());
        if campaign.end != WarEnd::Settled {
            break;
        }
        let next = certify(game, &campaign.rates, scrutiny, monitor)?;
        if next.largest_gain() >= certificate.largest_gain() {
            // Round in circles: the better of the two is kept.
            break;
        }
        certificate = next;
        found.payoffs.1 = game.payoffs(&campaign.rates)?;
        found.at_bounds = at_bounds(game, &campaign.rates);
        found.rates.clone_from(&campaign.rates);
        found.campaign = campaign;
    }
    Ok((found, certificate))
}
