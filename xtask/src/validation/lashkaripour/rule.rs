//! The program `tariffwar` on WIOD tables of 2014: everybody at the rule's tariff.

use std::path::Path;

use cobden::model::OneStage;
use cobden::talks::formula_war;

use crate::games::lashkaripour::{as_it_is, balanced, world};
use crate::validation::{Comparison, Measure, Section, table};

const COLUMNS: [(&str, Measure, f64); 6] = [
    ("percent_change", Measure::Points, 1e-6),
    ("tariff", Measure::Absolute, 1e-6),
    ("wage_hat", Measure::Relative, 1e-8),
    ("income_hat", Measure::Relative, 1e-8),
    ("balance_wage_hat", Measure::Relative, 1e-8),
    ("balance_income_hat", Measure::Relative, 1e-8),
];

pub(super) fn section(folder: &Path) -> Result<Section, String> {
    let mut rows = Vec::new();
    for source in ["IS", "U4"] {
        rows.extend(war(folder, source)?);
    }
    Ok(Section {
        title: "A war in uniform tariffs (Lashkaripour 2021): WIOD 2014, 44 × 16, by his rule".into(),
        text: "Every economy levies one tariff on all that it imports, by equation 14 of the paper. Theirs: the program `tariffwar`, polished to \
               1e-12, with in-sample elasticities (IS) and with 4 in every sector (U4); deficits purged first (columns `balance_`). \
               `cobden talks war --rule lashkaripour-2021` is the same."
            .into(),
        rows,
    })
}

fn war(folder: &Path, source: &str) -> Result<Vec<Comparison>, String> {
    let data = as_it_is(&world(&folder.join("worlds/wiod2014-16"), source, 0.0)?)?;
    let without_deficits = balanced(&data)?;
    let found = formula_war(&without_deficits).map_err(|fault| fault.to_string())?;
    let wages = growth(&sales(&data), &sales(&without_deficits));
    let incomes = growth(data.spending(), without_deficits.spending());
    let ours = |n: usize| {
        [
            100.0 * found.solver.log_real_income(n).exp_m1(),
            found.rates[n],
            found.solver.wage_hat(n),
            found.solver.income_hat(n),
            wages[n],
            incomes[n],
        ]
    };
    let path = folder.join(format!(
        "reference/lashkaripour2021/nash_WIOD2014_{source}.csv"
    ));
    let columns: Vec<&str> = COLUMNS.iter().map(|column| column.0).collect();
    let theirs = table::read(&path, &["country"], &columns)?;
    let compare = |(k, (column, measure, bar)): (usize, &(&str, Measure, f64))| {
        let figures = theirs.iter().map(|(country, values)| {
            let at = data.codes().iter().position(|code| code == country);
            (
                country.clone(),
                values[k],
                at.map_or(f64::NAN, |n| ours(n)[k]),
            )
        });
        Comparison::new(format!("{source}: {column}"), *measure, *bar, figures)
    };
    Ok(COLUMNS.iter().enumerate().map(compare).collect())
}

/// What each economy sells at customs value: its wages.
fn sales(data: &OneStage) -> Vec<f64> {
    let flows = data.flows();
    let of = |i: usize| flows.index_axis(ndarray::Axis(1), i).sum();
    (0..data.economies()).map(of).collect()
}

fn growth(before: &[f64], after: &[f64]) -> Vec<f64> {
    after
        .iter()
        .zip(before)
        .map(|(new, old)| new / old)
        .collect()
}
