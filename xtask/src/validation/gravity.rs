//! One sector, no intermediates: Stata's `ge_gravity`.

use std::path::Path;

use cobden::model::{Closure, EconomyOutcome, Model, Settings, Shock};
use cobden::world::import::{BilateralLayout, import_bilateral};

use super::{Comparison, Measure, Section, table};

const ELASTICITY: f64 = 4.0;

pub(super) fn section(folder: &Path) -> Result<Section, String> {
    let path = folder.join("reference/ge_gravity/eu_enlargement_2000_theta4.csv");
    let layout = BilateralLayout {
        importer: "importer".into(),
        exporter: "exporter".into(),
        sector: None,
        value: "trade".into(),
        tariff: None,
        trade_elasticity: ELASTICITY,
    };
    let world = import_bilateral(&path, &layout).map_err(|faults| faults.to_string())?;
    let columns = [
        "eu_effect",
        "welfare",
        "real_wage",
        "new_trade",
        "welfare_mult",
        "new_trade_mult",
    ];
    let theirs = table::read(&path, &["exporter", "importer"], &columns)?;
    let model = Model::new(world);
    let world = model.world();
    let mut shock = Shock::none(world);
    let mut cells = Vec::new();
    for (pair, values) in &theirs {
        let (exporter, importer) = pair.split_once(' ').unwrap_or_default();
        if let (Some(n), Some(i)) = (world.economy_index(importer), world.economy_index(exporter)) {
            // The table gives the change of ln trade at given prices, −θ ln d.
            shock.trade_cost_hat[[n, i, 0]] = (-values[0] / ELASTICITY).exp();
            cells.push((n, i, pair.clone(), values));
        }
    }
    let settings = Settings::default();
    let solve = |closure| {
        model
            .solve(&shock, closure, &settings)
            .map_err(|error| error.to_string())
    };
    let additive = solve(Closure::FixedDeficit)?;
    let multiplicative = solve(Closure::DeficitScalesWithGdp)?;
    let by_economy =
        |column: usize, ours: Vec<EconomyOutcome>, pick: fn(&EconomyOutcome) -> f64| {
            let own = cells.iter().filter(|(n, i, ..)| n == i);
            let figures: Vec<_> = own
                .map(|(n, _, _, values)| {
                    (
                        ours[*n].economy.clone(),
                        values[column],
                        1.0 + pick(&ours[*n]) / 100.0,
                    )
                })
                .collect();
            figures
        };
    let by_pair = |column: usize, flows: cobden::model::Flows| {
        let figures: Vec<_> = cells
            .iter()
            .map(|(n, i, pair, values)| (pair.clone(), values[column], flows[[*n, *i, 0]]))
            .collect();
        figures
    };
    let real_income = |o: &EconomyOutcome| o.real_income_change_percent;
    let real_wage = |o: &EconomyOutcome| o.real_wage_change_percent;
    let compare = |what: &str, figures| Comparison::new(what, Measure::Relative, 1e-6, figures);
    Ok(Section {
        title: "One-sector gravity, 44 economies, year 2000: enlargement of the European Union".into(),
        text: "Theirs: `ge_gravity` (Stata) and its R twin, θ = 4, one sector, no intermediates. Additive deficits are \
               our `fixed-deficit`; multiplicative ones our `deficit-scales-with-gdp`, whose real wage is compared \
               with the program's welfare, because the program leaves out the common factor that makes deficits sum \
               to zero (see below)."
            .into(),
        rows: vec![
            compare("welfare, additive", by_economy(1, additive.economies(), real_income)),
            compare("real wage, additive", by_economy(2, additive.economies(), real_wage)),
            compare("trade after, additive", by_pair(3, additive.flows().1)),
            compare("welfare, multiplicative", by_economy(4, multiplicative.economies(), real_wage)),
            compare("trade after, multiplicative, up to the common factor", {
                let figures = by_pair(5, multiplicative.flows().1);
                let theirs: f64 = figures.iter().map(|figure| figure.1).sum();
                let ours: f64 = figures.iter().map(|figure| figure.2).sum();
                figures.into_iter().map(|(at, t, o)| (at, t, o * theirs / ours)).collect()
            }),
        ],
    })
}
