//! A deal for people.

use cobden::talks::deal::{Deal, DealOutcome};

use super::{DealArguments, Found, Threat, tried};
use crate::cli::format::{counted, fine_percent, table};
use crate::cli::talks::board::{
    Board, EconomyRow, compared, is_uneven, median_and_mean, others_text, world_line,
};
use crate::cli::talks::setting::Ground;
use crate::cli::talks::sustain::text_of;

pub(super) fn whole(
    asked: &DealArguments,
    ground: &Ground,
    game: &dyn Board,
    found: &Found,
    deal: Option<&Deal>,
    rows: &[EconomyRow],
    today: &[f64],
) -> String {
    let threat = match asked.threat {
        Threat::StatusQuo => "what is in force",
        Threat::War => "the war",
    };
    let mut text = format!(
        "{} over {}, against {threat}\n{}\n\n",
        match asked.solution_name() {
            "nash" => "The deal with the highest product of gains (Nash)",
            "egalitarian" => "The deal with equal gains (egalitarian)",
            _ => "The deal with equal parts of the ideal gains (Kalai-Smorodinsky)",
        },
        counted(game.instruments().len(), "rate"),
        world_line(ground)
    );
    let Some(deal) = deal else {
        let attempts = match &found.outcome {
            DealOutcome::Agreed(deal) => &deal.attempts,
            DealOutcome::NoneBetter(attempts) | DealOutcome::NotConverged(attempts) => attempts,
        };
        text += &format!(
            "No deal within the bounds is better for every side than {threat}: {}.\n",
            tried(attempts)
        );
        text += &written(asked);
        return text;
    };
    let row = |(p, player): (usize, &cobden::talks::Player)| {
        let (median, mean) = median_and_mean(game, p, &deal.best.rates);
        let ideal = deal
            .ideal_gains
            .as_ref()
            .map_or_else(String::new, |ideal| fine_percent(100.0 * ideal[p]));
        vec![
            player.name.clone(),
            format!("{median:.1}"),
            format!("{mean:.1}"),
            fine_percent(100.0 * deal.gains[p]),
            ideal,
            fine_percent(game.real_income(player)),
        ]
    };
    let header = [
        "",
        "median\nrate %",
        "mean\nrate %",
        "gain\npoints",
        "ideal\npoints",
        "real\nincome %",
    ];
    text += &table(
        &header,
        game.players().iter().enumerate().map(row).collect(),
    );
    text += &others_text(game, rows);
    text += &compared(ground, game, today);
    let uneven = match asked.threat {
        Threat::StatusQuo if is_uneven(today) => ", uneven rates at their mean",
        _ => "",
    };
    text += &format!("Gains are points of each side's payoff against {threat}{uneven}.\n");
    text += &format!(
        "\nSought {}; stationarity {:.0e}, violation {:.0e}.\n",
        tried(&deal.attempts),
        deal.best.stationarity,
        deal.best.violation
    );
    if deal.distinct > 1 {
        text += &format!(
            "{} local solutions were found, the best is shown; the worst is {:.1e} below it.\n",
            deal.distinct, deal.spread
        );
    }
    if let Some(frontier) = &found.frontier {
        let names: Vec<String> = game
            .players()
            .iter()
            .map(|one| format!("{}\ngain", one.name))
            .collect();
        let mut header = vec!["deal"];
        header.extend(names.iter().map(String::as_str));
        let lines = frontier.points.iter().enumerate().map(|(k, point)| {
            let gains = point.gains.iter().map(|gain| fine_percent(100.0 * gain));
            std::iter::once((k + 1).to_string()).chain(gains).collect()
        });
        text += &format!("\nEfficient deals\n{}", table(&header, lines.collect()));
        if !frontier.missed.is_empty() {
            text += &format!(
                "In {} directions no search converged.\n",
                frontier.missed.len()
            );
        }
    }
    if let Some(kept) = &found.kept {
        text += &format!("\n{}", text_of(kept, asked.answer()));
    }
    text + &written(asked)
}

fn written(asked: &DealArguments) -> String {
    let folder = asked.setting.out.as_ref();
    folder.map_or_else(String::new, |folder| {
        format!("\nTables written to {}\n", folder.display())
    })
}
