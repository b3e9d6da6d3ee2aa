//! Several sectors, no intermediates: the programs of Lashkaripour (2021) on OECD tables of 2022.

use std::path::Path;

use cobden::model::{Closure, EconomyOutcome, Model, Settings, Shock};
use cobden::world::World;
use cobden::world::import::{BilateralLayout, import_bilateral};

use super::{Comparison, Measure, Section, table};

pub(super) fn section(folder: &Path) -> Result<Section, String> {
    let world = read_world(&folder.join("worlds/icio2022"))?;
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

/// The table as that program reads it: values include duty, and a million is added at home.
fn read_world(folder: &Path) -> Result<World, String> {
    let layout = BilateralLayout {
        importer: "importer".into(),
        exporter: "exporter".into(),
        sector: Some("sector".into()),
        value: "trade_value".into(),
        tariff: Some("tariff".into()),
        trade_elasticity: 4.0,
    };
    let mut world = import_bilateral(&folder.join("flows.parquet"), &layout)
        .map_err(|faults| faults.to_string())?;
    for ((importer, exporter, sector), flow) in world.flows.indexed_iter_mut() {
        let added = if importer == exporter { 1.0 } else { 0.0 };
        *flow = (*flow + added) / (1.0 + world.tariffs[[importer, exporter, sector]]);
    }
    for (key, values) in table::read(
        &folder.join("elasticities.csv"),
        &["source", "sector"],
        &["epsilon"],
    )? {
        let sector = key
            .strip_prefix("IS ")
            .and_then(|sector| world.sector_index(sector));
        if let Some(sector) = sector {
            world.sectors[sector].trade_elasticity = values[0];
        }
    }
    Ok(world)
}
