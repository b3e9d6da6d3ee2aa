//! Wars in uniform tariffs between 81 economies.

use std::hint::black_box;
use std::path::Path;

use cobden::talks::{
    CLIMB, Game, OneStageGame, STARTS, Scrutiny, Silent, Start, WarSettings, certify, formula_war,
    optimal, war,
};

use super::{rival, row};
use crate::games::lashkaripour::{as_it_is, balanced, uniform, world};
use crate::performance::timing::cpu;

pub(super) fn rows(folder: &Path, python: Option<&Path>) -> Result<String, String> {
    let data = folder.join("worlds/icio2022");
    let world = world(&data, "IS", 1.0)?;
    let as_it_is = as_it_is(&world)?;
    let without_deficits = balanced(&as_it_is)?;
    let rule = formula_war(&without_deficits).map_err(|fault| fault.to_string())?;
    let purge = cpu(|| drop(black_box(balanced(&as_it_is))));
    let formula = cpu(|| drop(black_box(formula_war(&without_deficits))));
    let rival = rival::run(python, &data)?;
    let mut text = row(
        &format!(
            "war of 81 economies by Lashkaripour's rule, 28 sectors ({} evaluations)",
            rule.maps
        ),
        &formula,
        "0.05",
        &match &rival {
            Some(rival) => format!(
                "{:.3} (numpy, `compare/formula_war.py`, {:.0} times; rates differ by {:.0e}); *elsewhere*: Octave 49, numpy in 3N unknowns 0.23",
                rival.war,
                rival.war / formula.best,
                rival.difference(&world, &rule.rates)
            ),
            None => "*elsewhere*: Octave 49, numpy in 3N unknowns 0.23".to_owned(),
        },
    );
    text += &row(
        "taking the deficits out first",
        &purge,
        "–",
        &match &rival {
            Some(rival) => format!("{:.3} (numpy); *elsewhere*: Octave 19", rival.balance),
            None => "*elsewhere*: Octave 19".to_owned(),
        },
    );
    let mut game = OneStageGame::new(&without_deficits, uniform(&world)?)
        .map_err(|fault| fault.to_string())?;
    let usa = world.economy_index("USA").ok_or("no USA")?;
    let today = game.status_quo().to_vec();
    let best = cpu(|| {
        drop(black_box(optimal(
            &mut game,
            usa,
            &today,
            &[Start::StatusQuo],
            &CLIMB,
            &mut Silent,
        )));
    });
    text += &row("the United States' best uniform tariff", &best, "–", "–");
    for (what, starts) in [
        ("the exact war, from one start", &[Start::StatusQuo][..]),
        ("the exact war, from three starts", &STARTS[..]),
    ] {
        let settings = WarSettings {
            starts: starts.to_vec(),
            ..WarSettings::default()
        };
        let found = war(&mut game, &settings, &mut Silent).map_err(|fault| fault.to_string())?;
        let timing = cpu(|| drop(black_box(war(&mut game, &settings, &mut Silent))));
        let steps: usize = found.campaigns.iter().map(|one| one.sweeps).sum();
        text += &row(&format!("{what} ({steps} joint steps)"), &timing, "5", "–");
        if starts.len() > 1 {
            let scrutiny = Scrutiny::default();
            let certificate = certify(&mut game, &found.rates, &scrutiny, &mut Silent)
                .map_err(|fault| fault.to_string())?;
            let timing = cpu(|| {
                drop(black_box(certify(
                    &mut game,
                    &found.rates,
                    &scrutiny,
                    &mut Silent,
                )));
            });
            text += &row(
                &format!(
                    "its certificate (largest gain {:.0e})",
                    certificate.largest_gain()
                ),
                &timing,
                "–",
                "–",
            );
        }
    }
    Ok(text)
}
