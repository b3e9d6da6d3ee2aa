//! Optimal tariffs, without lobbying and with it.

use cobden::talks::{BestResponse, CLIMB, Game, OneStageGame, Silent, Start, optimal};

use super::{figures, percent};
use crate::games::median;
use crate::games::ossa::{Ossa, rates};
use crate::validation::{Comparison, Measure, Section, table};

/// Own gains at his optimal tariffs to four decimals, from the authors of the comparison.
const GAINS: [f64; 7] = [1.0861, 1.7904, 1.8992, 1.6591, 4.0350, 2.8533, 2.3182];

pub(super) fn section(ossa: &Ossa) -> Result<Section, String> {
    let mut rows = Vec::new();
    let mut text = "Every region alone chooses a tariff from 0 to 1000% on each industry of each partner, 198 in all, the others at their tariffs of today. \
                    Theirs: the paper's tables 3a (governments want real income) and 3b (governments weigh industries), to the decimal printed, and the own gain to \
                    four decimals. Ours: the best of nine starts, three of them drawn (seeds 1 to 3). Own gain in percent, and how many starts end within 1e-6 of the best:\n\n\
                    | | real income: his | ours | starts | with lobbying: at his tariffs | at ours | starts |\n|---|---:|---:|---:|---:|---:|---:|\n"
        .to_owned();
    let mut game = ossa.game(false)?;
    let best = all(&mut game)?;
    let own: Vec<f64> = best
        .iter()
        .map(|one| percent(&one.payoffs.1)[one.player])
        .collect();
    let arrived: Vec<usize> = best.iter().map(arrivals).collect();
    rows.push(Comparison::new(
        "own gain, percent",
        Measure::Absolute,
        1e-4,
        figures(ossa, &GAINS, &own),
    ));
    let others: Vec<f64> = best
        .iter()
        .map(|one| {
            let gains = percent(&one.payoffs.1);
            (gains.iter().sum::<f64>() - gains[one.player]) / (gains.len() - 1) as f64
        })
        .collect();
    let medians: Vec<f64> = best.iter().map(|one| median_rate(&game, one)).collect();
    let published = |file: &str, column: &str| -> Result<Vec<f64>, String> {
        let rows = table::read(&ossa.file(file), &[""], &[column])?;
        Ok(rows.iter().take(7).map(|row| row.1[0]).collect())
    };
    let table = "tables/table3a_no_lobbying.csv";
    let mut row = |what: &str, bar, theirs: &[f64], ours: &[f64]| {
        rows.push(Comparison::new(
            what,
            Measure::Absolute,
            bar,
            figures(ossa, theirs, ours),
        ));
    };
    row(
        "table 3a, own gain",
        0.0501,
        &published(table, "dW_own")?,
        &own,
    );
    row(
        "table 3a, mean gain of the others",
        0.0501,
        &published(table, "dW_other")?,
        &others,
    );
    row(
        "table 3a, median tariff",
        MEDIAN,
        &published(table, "opt_tariff_median")?,
        &medians,
    );

    let mut game = ossa.game(true)?;
    let his = rates(&game, &ossa.tariffs("optimaltariffpol")?);
    let mut at_his = Vec::new();
    for n in 0..ossa.data.economies() {
        let instruments = game.instruments().iter().zip(game.status_quo()).zip(&his);
        let at: Vec<f64> = instruments
            .map(|((one, today), his)| if one.player == n { *his } else { *today })
            .collect();
        let payoffs = game.payoffs(&at).map_err(|fault| fault.to_string())?;
        at_his.push(percent(&payoffs)[n]);
    }
    let best = all(&mut game)?;
    let arrived_lobbying: Vec<usize> = best.iter().map(arrivals).collect();
    let at_ours: Vec<f64> = best
        .iter()
        .map(|one| percent(&one.payoffs.1)[one.player])
        .collect();
    let government = published("tables/table3b_with_lobbying.csv", "dG_own")?;
    row(
        "table 3b, own gain of the government at his tariffs",
        0.0501,
        &government,
        &at_his,
    );
    row(
        "table 3b, own gain of the government at ours",
        0.0501,
        &government,
        &at_ours,
    );
    for (n, code) in ossa.data.codes().iter().enumerate() {
        text += &format!(
            "| {code} | {:.4} | {:.4} | {} | {:.4} | {:.4} | {} |\n",
            GAINS[n], own[n], arrived[n], at_his[n], at_ours[n], arrived_lobbying[n]
        );
    }
    Ok(Section {
        title: "Ossa (2014): optimal tariffs".into(),
        text: text.trim_end().to_owned(),
        rows,
    })
}

/// With lobbying the usual three miss the best corner of Japan.
const MANY_STARTS: [Start; 9] = [
    Start::StatusQuo,
    Start::FreeTrade,
    Start::Rate(0.5),
    Start::Rate(1.0),
    Start::Rate(2.0),
    Start::Rate(9.0),
    Start::Seed(1),
    Start::Seed(2),
    Start::Seed(3),
];

/// Medians of 198 rates: his climbs stop where some industries' rates are still on their way.
const MEDIAN: f64 = 0.6;

fn all(game: &mut OneStageGame<'_>) -> Result<Vec<BestResponse>, String> {
    let today = game.status_quo().to_vec();
    (0..game.players().len())
        .map(|n| {
            optimal(game, n, &today, &MANY_STARTS, &CLIMB, &mut Silent)
                .map_err(|fault| fault.to_string())
        })
        .collect()
}

fn median_rate(game: &OneStageGame<'_>, best: &BestResponse) -> f64 {
    let own = game.instruments_of(best.player).into_iter();
    100.0 * median(own.map(|k| best.rates[k]).collect())
}

/// Starts that led as high as the best one, within a millionth.
fn arrivals(best: &BestResponse) -> usize {
    let high = |one: &&cobden::talks::Climb| one.payoff > best.outcome.value - 1e-6;
    best.climbs.iter().filter(high).count()
}
