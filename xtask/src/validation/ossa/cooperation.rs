//! Cooperation: the largest gain that all can have alike.

use cobden::talks::deal::{DealOutcome, Effort, Solution, Terms, agree};
use cobden::talks::{Game, OneStageGame, Silent};
use ndarray::Array3;

use crate::games::ossa::{Ossa, rates};
use crate::validation::{Comparison, Measure, Section};

pub(super) fn section(ossa: &Ossa) -> Result<Section, String> {
    let mut game = ossa.game(false)?;
    let today = ossa.data.tariffs();
    let free = Array3::zeros(today.raw_dim());
    let mut rows = Vec::new();
    let mut text = "From a threat point all regions move to the rates that give everybody the same gain in percent, the largest there is. Theirs: the paper's table 5, \
                    whose rates are not negative; below that, what subsidies on imports down to −90% would add. Common gain in percent:\n\n\
                    | from | published | rates of 0 and above | rates of −90% and above | other local solutions | largest violation |\n|---|---:|---:|---:|---:|---:|\n"
        .to_owned();
    // Half of the last decimal printed, and a hair.
    for (name, threat, published, bar) in [
        ("war", &ossa.tariffs("nash_bas")?, 3.4, 0.0501),
        ("today", &today, 0.5, 0.0501),
        ("free trade", &free, 0.03, 0.00501),
    ] {
        let without = common_gain(&mut game, threat, 0.0)?;
        let with = common_gain(&mut game, threat, -0.9)?;
        text += &format!(
            "| {name} | {published} | {:.4} | {:.4} | {} | {:.0e} |\n",
            without.percent,
            with.percent,
            without.distinct + with.distinct - 2,
            without.violation.max(with.violation)
        );
        rows.push(Comparison::new(
            format!("table 5, common gain from {name}"),
            Measure::Absolute,
            bar,
            [(name.to_owned(), published, without.percent)],
        ));
    }
    Ok(Section {
        title: "Ossa (2014): cooperation".into(),
        text: text.trim_end().to_owned(),
        rows,
    })
}

struct Common {
    /// The least of the gains.
    percent: f64,
    distinct: usize,
    violation: f64,
}

fn common_gain(
    game: &mut OneStageGame<'_>,
    threat: &Array3<f64>,
    lower: f64,
) -> Result<Common, String> {
    let rates = rates(game, threat);
    let payoffs = game.payoffs(&rates).map_err(|fault| fault.to_string())?;
    let mut terms = Terms::from_threat(game, payoffs.clone());
    terms.threat_rates = Some(rates);
    terms.lower.fill(lower);
    terms.effort = Effort {
        random: 0,
        tolerance: 1e-6,
        ..Effort::default()
    };
    let shares = payoffs.clone();
    let outcome = agree(
        game,
        &terms,
        &Solution::Proportional { shares },
        &mut Silent,
    )
    .map_err(|fault| fault.to_string())?;
    let DealOutcome::Agreed(deal) = outcome else {
        return Err(format!("no cooperation was found with rates from {lower}"));
    };
    let gains = deal.gains.iter().zip(&payoffs);
    let gains = gains.map(|(gain, threat)| 100.0 * gain / threat);
    Ok(Common {
        percent: gains.fold(f64::INFINITY, f64::min),
        distinct: deal.distinct,
        violation: deal.best.violation,
    })
}
