//! Equilibria at tariffs that are given.

use cobden::model::OneStageSolver;
use ndarray::{Array3, Axis};

use crate::games::ossa::Ossa;
use crate::validation::{Comparison, Measure, Section, table};

const COLUMNS: [(&str, Measure, f64); 4] = [
    ("welfare_pct", Measure::Points, 1e-6),
    ("wage_hat", Measure::Relative, 1e-5),
    ("expenditure_hat", Measure::Relative, 1e-5),
    ("price_hat", Measure::Relative, 1e-5),
];

pub(super) fn section(ossa: &Ossa) -> Result<Section, String> {
    let mut solver = OneStageSolver::new(&ossa.data);
    solver.set_tolerance(1e-12);
    let mut figures: [Vec<(String, f64, f64)>; 4] = Default::default();
    for (name, tariffs) in cases(ossa)? {
        solver.solve(&tariffs).map_err(|error| error.to_string())?;
        let path = ossa.file(&format!("results/{name}.csv"));
        let columns: Vec<&str> = COLUMNS.iter().map(|column| column.0).collect();
        for (region, theirs) in table::read(&path, &["region"], &columns)? {
            let n = ossa.region(&region)?;
            let ours = [
                100.0 * solver.log_real_income(n).exp_m1(),
                solver.wage_hat(n),
                solver.income_hat(n),
                solver.consumer_price_hat(n),
            ];
            for k in 0..4 {
                figures[k].push((format!("{region}, {name}"), theirs[k], ours[k]));
            }
        }
    }
    let rows = COLUMNS.iter().zip(figures);
    Ok(Section {
        title: "Trade wars and talks with data (Ossa 2014), 7 × 33, markups: tariffs that are given".into(),
        text: "Theirs: the equations of the paper solved apart with the author's data and tariffs: free trade, his optimal tariffs of China, the European Union \
               and the United States, his war, and two experiments of his text. No intermediates, σ by industry, profits stay where they are made, deficits purged."
            .into(),
        rows: rows
            .map(|((column, measure, bar), figures)| Comparison::new(*column, *measure, *bar, figures))
            .collect(),
    })
}

/// Files of results, with the tariffs that they are the results of.
fn cases(ossa: &Ossa) -> Result<Vec<(String, Array3<f64>)>, String> {
    let base = ossa.data.tariffs();
    let mut cases = vec![
        ("free_trade".to_owned(), Array3::zeros(base.raw_dim())),
        (
            "nash_bas_ossa_tariffs".to_owned(),
            ossa.tariffs("nash_bas")?,
        ),
    ];
    let optimal = ossa.tariffs("optimaltariffbas")?;
    for region in ["China", "EU", "US"] {
        let n = ossa.region(region)?;
        let mut tariffs = base.clone();
        tariffs
            .index_axis_mut(Axis(0), n)
            .assign(&optimal.index_axis(Axis(0), n));
        cases.push((format!("optimal_bas_{region}"), tariffs));
    }
    let (us, china, crp) = (
        ossa.region("US")?,
        ossa.region("China")?,
        ossa.industry("crp")?,
    );
    let mut tariffs = base.clone();
    for i in (0..ossa.data.economies()).filter(|i| *i != us) {
        tariffs[[us, i, crp]] += 0.5;
    }
    cases.push(("table2_us_plus50pp_crp".to_owned(), tariffs));
    let mut tariffs = base;
    for j in 0..ossa.data.sectors() {
        tariffs[[china, us, j]] += 0.2;
    }
    cases.push(("tryme_china_plus20pp_on_us".to_owned(), tariffs));
    Ok(cases)
}
