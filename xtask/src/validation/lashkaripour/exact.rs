//! The exact war beside the rule's.

use std::path::Path;

use cobden::talks::{
    CLIMB, OneStageGame, STARTS, Scrutiny, Silent, WarSettings, certify, formula_war, optimal, war,
};

use super::condition::Condition;
use crate::games::lashkaripour::{as_it_is, balanced, uniform, world};
use crate::validation::{Comparison, Measure, Section};

/// Economies of the table.
const SHOWN: [&str; 7] = ["USA", "CHN", "JPN", "DEU", "CAN", "LUX", "ROW"];

pub(super) fn section(folder: &Path) -> Result<Section, String> {
    let world = world(&folder.join("worlds/wiod2014-16"), "IS", 0.0)?;
    let data = balanced(&as_it_is(&world)?)?;
    let rule = formula_war(&data).map_err(|fault| fault.to_string())?;
    let mut game = OneStageGame::new(&data, uniform(&world)?).map_err(|fault| fault.to_string())?;
    let exact =
        war(&mut game, &WarSettings::default(), &mut Silent).map_err(|fault| fault.to_string())?;
    let certificate = certify(&mut game, &exact.rates, &Scrutiny::default(), &mut Silent)
        .map_err(|fault| fault.to_string())?;
    let conditions = (0..data.economies())
        .map(|n| Condition::of(&data, &exact.rates, n))
        .collect::<Result<Vec<_>, _>>()?;

    let mut text = format!(
        "The same world with in-sample elasticities, every economy at its best response. {} starting points lead to {} \
         ({} joint steps from the first, last change {:.0e}); an optimiser apart finds nobody a gain above {:.0e} of its real income. Percent:\n\n\
         | | by the rule | best response to the rule's rates | exact war | condition, wages abroad alike, spending with them | wages apart | spending too |\n\
         |---|---:|---:|---:|---:|---:|---:|\n",
        exact.campaigns.len(),
        match exact.others.len() {
            0 => "the same war".to_owned(),
            others => format!("{} different wars", others + 1),
        },
        exact.campaign.sweeps,
        exact.campaign.change,
        certificate.largest_gain(),
    );
    let mut usa_responds = f64::NAN;
    for code in SHOWN {
        let at = data.codes().iter().position(|one| one == code);
        let n = at.ok_or_else(|| format!("no {code}"))?;
        let best = optimal(&mut game, n, &rule.rates, &STARTS, &CLIMB, &mut Silent)
            .map_err(|fault| fault.to_string())?;
        if code == "USA" {
            usa_responds = 100.0 * best.rates[n];
        }
        let c = &conditions[n];
        text += &format!("| {code} |");
        for rate in [
            rule.rates[n],
            best.rates[n],
            exact.rates[n],
            c.alike,
            c.wages_apart,
            c.whole,
        ] {
            text += &format!(" {:.2} |", 100.0 * rate);
        }
        text += "\n";
    }
    let gaps = || {
        exact
            .rates
            .iter()
            .zip(&rule.rates)
            .map(|(e, r)| 100.0 * (e - r))
    };
    let (far, gap) = gaps().enumerate().fold((0, 0.0_f64), |worst, (n, gap)| {
        if gap.abs() > worst.1.abs() {
            (n, gap)
        } else {
            worst
        }
    });
    text += &format!(
        "\nThe exact rate is above the rule's in {} economies of {}, by {:.2} points at the median; furthest is {} ({gap:+.2} points).\n\n{}",
        gaps().filter(|gap| *gap > 0.0).count(),
        data.economies(),
        crate::games::median(gaps().collect()),
        data.codes()[far],
        include_str!("why.md").trim_end()
    );
    let condition = conditions.iter().zip(data.codes()).zip(&exact.rates);
    let at_alike = conditions.iter().zip(data.codes());
    let mut at_exact = formula_at(&data, &exact.rates)?.into_iter();
    Ok(Section {
        title: "The same war, exact".into(),
        text,
        rows: vec![
            Comparison::new(
                "best response of the United States to the rule's rates, percent: the reference's own finding",
                Measure::Absolute,
                0.05,
                [("USA".to_owned(), 43.7, usa_responds)],
            ),
            Comparison::new(
                "exact war: rate by the first-order condition, from differences",
                Measure::Absolute,
                1e-5,
                condition.map(|((c, code), rate)| (code.clone(), c.whole, *rate)),
            ),
            Comparison::new(
                "exact war: the condition with wages alike, against the rule",
                Measure::Absolute,
                1e-10,
                at_alike
                    .map(|(c, code)| (code.clone(), at_exact.next().unwrap_or(f64::NAN), c.alike)),
            ),
        ],
    })
}

/// What the rule says at the equilibrium of some rates.
fn formula_at(data: &cobden::model::OneStage, rates: &[f64]) -> Result<Vec<f64>, String> {
    let mut solver = cobden::model::OneStageSolver::new(data);
    solver.set_tolerance(1e-13);
    let tariff = |n: usize, i: usize, j: usize| {
        if n == i {
            data.tariff(n, i, j)
        } else {
            rates[n]
        }
    };
    solver.solve_at(tariff).map_err(|error| error.to_string())?;
    Ok(solver
        .export_elasticities()
        .iter()
        .map(|e| 1.0 / e)
        .collect())
}
