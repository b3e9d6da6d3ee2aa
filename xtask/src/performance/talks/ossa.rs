//! Ossa's seven regions and 33 industries: 1,386 tariffs.

use std::hint::black_box;
use std::path::Path;

use cobden::talks::deal::{DealOutcome, Effort, Solution, Terms, agree};
use cobden::talks::{CLIMB, Game, OneStageGame, Silent, Start, WarSettings, optimal, war};

use super::row;
use crate::games::ossa::{Ossa, rates};
use crate::performance::timing::{Timing, cpu};

pub(super) fn rows(folder: &Path) -> Result<String, String> {
    let ossa = Ossa::read(folder)?;
    let mut game = ossa.game(false)?;
    let mut text = String::new();
    let today = game.status_quo().to_vec();
    let start = [Start::Rate(0.5)];
    for (n, code) in ossa.data.codes().iter().enumerate() {
        let best = optimal(&mut game, n, &today, &start, &CLIMB, &mut Silent)
            .map_err(|fault| fault.to_string())?;
        let timing = cpu(|| {
            drop(black_box(optimal(
                &mut game,
                n,
                &today,
                &start,
                &CLIMB,
                &mut Silent,
            )));
        });
        let others = match n {
            0 => "*elsewhere*: the author 322, JAX with adjoints 0.2 to 1.0",
            _ => "the same",
        };
        text += &row(
            &format!(
                "Ossa: optimal tariffs of {code}, 198 rates ({} equilibria)",
                best.outcome.evaluations
            ),
            &timing,
            "0.05",
            others,
        );
    }
    let settings = WarSettings {
        starts: start.to_vec(),
        ..WarSettings::default()
    };
    let found = war(&mut game, &settings, &mut Silent).map_err(|fault| fault.to_string())?;
    let timing = cpu(|| drop(black_box(war(&mut game, &settings, &mut Silent))));
    text += &row(
        &format!(
            "Ossa: the war, from one start ({} sweeps)",
            found.campaign.sweeps
        ),
        &timing,
        "2",
        "*elsewhere*: JAX with adjoints 26",
    );
    for (what, lower) in [
        ("rates of 0 and above", 0.0),
        ("subsidies down to −90% too", -0.9),
    ] {
        let (timing, starts) = cooperation(&ossa, &mut game, lower)?;
        text += &row(
            &format!("Ossa: cooperation from the war, {what}, {starts} starts"),
            &timing,
            "5",
            "*elsewhere*: 43 to 68",
        );
    }
    Ok(text)
}

fn cooperation(
    ossa: &Ossa,
    game: &mut OneStageGame<'_>,
    lower: f64,
) -> Result<(Timing, usize), String> {
    let threat = rates(game, &ossa.tariffs("nash_bas")?);
    let payoffs = game.payoffs(&threat).map_err(|fault| fault.to_string())?;
    let mut terms = Terms::from_threat(game, payoffs.clone());
    terms.threat_rates = Some(threat);
    terms.lower.fill(lower);
    terms.effort = Effort {
        random: 0,
        tolerance: 1e-6,
        ..Effort::default()
    };
    let solution = Solution::Proportional { shares: payoffs };
    let outcome = agree(game, &terms, &solution, &mut Silent).map_err(|fault| fault.to_string())?;
    let DealOutcome::Agreed(deal) = outcome else {
        return Err(format!("no cooperation was found with rates from {lower}"));
    };
    let timing = cpu(|| drop(black_box(agree(game, &terms, &solution, &mut Silent))));
    Ok((timing, deal.attempts.len()))
}
