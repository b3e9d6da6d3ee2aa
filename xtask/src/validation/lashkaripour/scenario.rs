//! The program `ustariff` on OECD tables of 2022: one scenario.

use std::path::Path;

use cobden::model::{Closure, EconomyOutcome, Model, Settings, Shock};

use crate::games::lashkaripour::world;
use crate::validation::{Comparison, Measure, Section, table};

pub(in crate::validation) fn section(folder: &Path) -> Result<Section, String> {
    let world = world(&folder.join("worlds/icio2022"), "IS", 1.0)?;
    let usa = world.economy_index("USA").ok_or("no USA")?;
    let mut shock = Shock::none(&world);
    for ((importer, exporter, _), tariff) in shock.tariff.indexed_iter_mut() {
        if importer == usa && exporter != usa {
            *tariff = 0.1;
        }
    }
    let model = Model::new(world);
    let equilibrium = model
        .solve(&shock, Closure::Balanced, &Settings::default())
        .map_err(|error| error.to_string())?;
    let ours = equilibrium.economies();
    let columns = ["percent_change", "wage_hat", "income_hat"];
    let path = folder.join("reference/lashkaripour2021/us_uniform10_none.csv");
    let theirs = table::read(&path, &["country"], &columns)?;
    let compare = |k: usize, measure, pick: fn(&EconomyOutcome) -> f64| {
        let figures = theirs.iter().map(|(country, values)| {
            let found = ours.iter().find(|outcome| outcome.economy == *country);
            (country.clone(), values[k], found.map_or(f64::NAN, pick))
        });
        Comparison::new(columns[k], measure, 1e-8, figures)
    };
    Ok(Section {
        title: "OECD tables of 2022, 81 × 28, no intermediates: 10% on all imports of the United States".into(),
        text: "Theirs: the program `ustariff` (Lashkaripour 2021, equations 6 and 7), polished to 1e-12, in-sample \
               elasticities; deficits purged first, every sector of every partner set to 10%, spending taken as \
               inclusive of duty and one million dollars added to each domestic cell, as the program does."
            .into(),
        rows: vec![
            compare(0, Measure::Points, |o| o.real_income_change_percent),
            compare(1, Measure::Relative, |o| o.wage_hat),
            compare(2, Measure::Relative, |o| o.income_hat),
        ],
    })
}
