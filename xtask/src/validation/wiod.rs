//! A world of 44 economies and 50 sectors, solved by an independent program.

use std::path::Path;

use cobden::model::{Closure, Model, Settings, Shock};
use cobden::world::World;

use super::{Comparison, Measure, Section, table};

type Change = fn(&World, &mut Shock);

pub(super) fn sections(folder: &Path) -> Result<Vec<Section>, String> {
    let (world, _) =
        World::load(folder.join("worlds/wiod2014")).map_err(|faults| faults.to_string())?;
    let model = Model::new(world);
    let scenarios: [(&str, &str, Change); 2] = [
        (
            "ref_us_china_20_20_all",
            "20% between the United States and China in all sectors, both ways",
            both_ways,
        ),
        (
            "ref_us_uniform_10_goods",
            "10 points on all goods imports of the United States",
            uniform,
        ),
    ];
    let mut sections = Vec::new();
    for (file, title, change) in scenarios {
        let mut shock = Shock::none(model.world());
        change(model.world(), &mut shock);
        let equilibrium = model
            .solve(&shock, Closure::FixedDeficit, &Settings::default())
            .map_err(|error| error.to_string())?;
        let ours = equilibrium.economies();
        let columns = [
            "real_income_change_percent",
            "wage_hat",
            "consumer_price_hat",
            "income_hat",
        ];
        let path = folder.join(format!("reference/wiod2014/{file}.csv"));
        let theirs = table::read(&path, &["economy"], &columns)?;
        let compare = |(k, column): (usize, &&str)| {
            let figures = theirs.iter().map(|(economy, values)| {
                let found = ours.iter().find(|outcome| outcome.economy == *economy);
                let ours = found.map_or(f64::NAN, |o| {
                    [
                        o.real_income_change_percent,
                        o.wage_hat,
                        o.consumer_price_hat,
                        o.income_hat,
                    ][k]
                });
                (economy.clone(), values[k], ours)
            });
            Comparison::new(*column, Measure::Relative, 1e-8, figures)
        };
        sections.push(Section {
            title: format!("WIOD 2014, 44 × 50: {title}"),
            text: "Deficits fixed in units of world value added. Theirs: an independent program, to 1e-13. \
                   Percent changes are compared relative to themselves, small ones included."
                .into(),
            rows: columns.iter().enumerate().map(compare).collect(),
        });
    }
    Ok(sections)
}

fn both_ways(world: &World, shock: &mut Shock) {
    if let (Some(usa), Some(chn)) = (world.economy_index("USA"), world.economy_index("CHN")) {
        for j in 0..world.sector_count() {
            shock.tariff[[usa, chn, j]] = 0.2;
            shock.tariff[[chn, usa, j]] = 0.2;
        }
    }
}

fn uniform(world: &World, shock: &mut Shock) {
    let Some(usa) = world.economy_index("USA") else {
        return;
    };
    for i in (0..world.economy_count()).filter(|i| *i != usa) {
        shock.add_duty_on_goods(world, usa, i, 0.1);
    }
}
