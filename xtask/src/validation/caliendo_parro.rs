//! Caliendo and Parro (2015): NAFTA's tariff cuts, and the paper's variants of the model.

use std::path::Path;

use cobden::model::{Closure, Equilibrium, Flows, Model, Settings, Shock, first_order_along_path};
use cobden::world::World;
use cobden::world::import::{CaliendoParro, import_caliendo_parro};

use super::{Comparison, Measure, Section, table};

const BAR: f64 = 1e-6;
const MEMBERS: [&str; 3] = ["MEX", "CAN", "USA"];

pub(super) fn sections(folder: &Path) -> Result<Vec<Section>, String> {
    let folder = folder.join("reference/cp2015");
    let data =
        import_caliendo_parro(&folder.join("inputs")).map_err(|faults| faults.to_string())?;
    let mut sections = Vec::new();
    for (file, title, purge, variant) in VARIANTS {
        let data = variant(&data);
        let case = Case::new(&data, purge)?;
        let equilibrium = case.solve()?;
        let mut rows = case.countries(
            &equilibrium,
            &folder.join(format!("results/{file}_country.csv")),
        )?;
        if file == "nafta_only" {
            rows.extend(case.paper(&equilibrium));
            rows.push(case.path()?);
            rows.extend(case.sectors(
                &equilibrium,
                &folder.join("results/nafta_only_country_sector.parquet"),
            )?);
            rows.extend(case.bilateral(
                &equilibrium,
                &folder.join("results/nafta_only_bilateral.csv"),
            )?);
        }
        sections.push(Section {
            title: format!("Caliendo and Parro (2015), 31 × {}: {title}", case.model.world().sector_count()),
            text: "Base year 1993 solved again, then the tariffs of 2005 among Mexico, Canada and the United States. \
                   Theirs: the authors' equations on their archive's data. Percentages are compared as the ratios \
                   they stand for."
                .into(),
            rows,
        });
    }
    Ok(sections)
}

type Variant = fn(&CaliendoParro) -> CaliendoParro;

fn with(
    data: &CaliendoParro,
    change: fn(&cobden::world::import::Unbalanced) -> cobden::world::import::Unbalanced,
) -> CaliendoParro {
    CaliendoParro {
        benchmark: change(&data.benchmark),
        ..data.clone()
    }
}

const VARIANTS: [(&str, &str, bool, Variant); 5] = [
    (
        "nafta_only",
        "NAFTA tariffs, deficits purged first",
        true,
        CaliendoParro::clone,
    ),
    (
        "nafta_only_with_deficits",
        "NAFTA tariffs, deficits of 1993 kept",
        false,
        CaliendoParro::clone,
    ),
    ("nafta_only_no_io", "no input-output links", true, |data| {
        with(data, |benchmark| benchmark.without_input_output_links())
    }),
    ("nafta_only_no_materials", "no materials", true, |data| {
        with(data, |benchmark| benchmark.without_materials())
    }),
    (
        "nafta_only_one_sector",
        "one sector of tradables and one of non-tradables",
        true,
        CaliendoParro::one_sector,
    ),
];

/// One variant, its base solved.
struct Case {
    model: Model,
    shock: Shock,
    members: Vec<usize>,
}

impl Case {
    fn new(data: &CaliendoParro, purge: bool) -> Result<Self, String> {
        let settings = Settings::default();
        let (world, _) =
            Model::resolve(&data.benchmark, purge, &settings).map_err(|error| error.to_string())?;
        let members: Vec<usize> = MEMBERS
            .iter()
            .filter_map(|code| world.economy_index(code))
            .collect();
        let mut shock = Shock::none(&world);
        for importer in &members {
            for exporter in members.iter().filter(|exporter| *exporter != importer) {
                for j in 0..world.sector_count() {
                    let cell = [*importer, *exporter, j];
                    shock.tariff[cell] = data.tariffs_2005[cell];
                }
            }
        }
        Ok(Self {
            model: Model::new(world),
            shock,
            members,
        })
    }

    fn solve(&self) -> Result<Equilibrium<'_>, String> {
        let solved = self
            .model
            .solve(&self.shock, Closure::FixedDeficit, &Settings::default());
        solved.map_err(|error| error.to_string())
    }

    fn world(&self) -> &World {
        self.model.world()
    }

    fn countries(&self, equilibrium: &Equilibrium, path: &Path) -> Result<Vec<Comparison>, String> {
        let columns = [
            ("w_hat", Measure::Relative),
            ("P_hat", Measure::Relative),
            ("income_hat", Measure::Relative),
            ("real_wage_pct", Measure::Points),
            ("exact_welfare_pct", Measure::Points),
            ("eq16_total_pct", Measure::Points),
            ("eq16_tot_pct", Measure::Points),
            ("eq16_vot_pct", Measure::Points),
            ("tariff_rev_share_before", Measure::Relative),
            ("tariff_rev_share_after", Measure::Relative),
            ("import_growth_pct", Measure::Points),
            ("export_growth_pct", Measure::Points),
        ];
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let theirs = table::read(path, &["country"], &names)?;
        let ours: Vec<(String, Vec<f64>)> = equilibrium
            .economies()
            .into_iter()
            .map(|o| {
                let income_after = o.income * o.income_hat;
                let values = vec![
                    o.wage_hat,
                    o.consumer_price_hat,
                    o.income_hat,
                    o.real_wage_change_percent,
                    o.real_income_change_percent,
                    o.first_order.total_percent(),
                    o.first_order.terms_of_trade_percent,
                    o.first_order.volume_of_trade_percent,
                    o.duty_revenue_before / o.income,
                    o.duty_revenue / income_after,
                    100.0 * (o.imports_hat - 1.0),
                    100.0 * (o.exports_hat - 1.0),
                ];
                (o.economy, values)
            })
            .collect();
        let mut rows: Vec<Comparison> = columns
            .iter()
            .enumerate()
            .map(|(k, (name, measure))| {
                let figures = theirs.iter().map(|(country, values)| {
                    let found = ours.iter().find(|(economy, _)| economy == country);
                    (
                        country.clone(),
                        values[k],
                        found.map_or(f64::NAN, |(_, ours)| ours[k]),
                    )
                });
                Comparison::new(*name, *measure, BAR, figures)
            })
            .collect();
        rows.push(self.inside_the_bloc(equilibrium, path)?);
        Ok(rows)
    }

    /// Growth of imports from the other members; other countries' cells are empty.
    fn inside_the_bloc(
        &self,
        equilibrium: &Equilibrium,
        path: &Path,
    ) -> Result<Comparison, String> {
        let (before, after) = equilibrium.flows();
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let figures = self.members.iter().map(|n| {
            let sum = |flows: &Flows| -> f64 {
                let others = self.members.iter().filter(|i| *i != n);
                others
                    .map(|i| flows.slice(ndarray::s![*n, *i, ..]).sum())
                    .sum()
            };
            let code = &self.world().economies[*n].code;
            let line = text.lines().find(|line| line.starts_with(code.as_str()));
            let cell = line
                .and_then(|line| line.rsplit(',').next())
                .and_then(|cell| cell.parse().ok());
            (
                code.clone(),
                cell.unwrap_or(f64::NAN),
                100.0 * (sum(&after) / sum(&before) - 1.0),
            )
        });
        Ok(Comparison::new(
            "intrabloc_import_growth_pct",
            Measure::Points,
            BAR,
            figures,
        ))
    }

    /// The figures that the paper prints, with its digits.
    fn paper(&self, equilibrium: &Equilibrium) -> Vec<Comparison> {
        // Caliendo and Parro (2015), Table 2 (welfare, terms of trade, volume of trade, real wages).
        const TABLE: [(&str, [f64; 4]); 3] = [
            ("MEX", [1.31, -0.41, 1.72, 1.72]),
            ("CAN", [-0.06, -0.11, 0.04, 0.32]),
            ("USA", [0.08, 0.04, 0.04, 0.11]),
        ];
        let outcomes = equilibrium.economies();
        let names = ["welfare", "terms of trade", "volume of trade", "real wage"];
        let row = |(k, name): (usize, &&str)| {
            let figures = TABLE.iter().filter_map(|(code, values)| {
                let o = outcomes.iter().find(|o| o.economy == *code)?;
                let ours = [
                    o.first_order.total_percent(),
                    o.first_order.terms_of_trade_percent,
                    o.first_order.volume_of_trade_percent,
                    o.real_wage_change_percent,
                ];
                Some(((*code).to_owned(), values[k], ours[k]))
            });
            Comparison::new(
                format!("the paper's Table 2, {name}, percent"),
                Measure::Absolute,
                0.0051,
                figures,
            )
        };
        names.iter().enumerate().map(row).collect()
    }

    /// Mexico's first-order welfare added up along ever finer paths, on its way to the exact 0.007%.
    fn path(&self) -> Result<Comparison, String> {
        // An independent program's figures for 1, 2, 4, 8 and 16 steps, in thousandths of a percent.
        const THEIRS: [(usize, u16); 5] = [(1, 1312), (2, 636), (4, 318), (8, 161), (16, 84)];
        let mexico = self.world().economy_index("MEX").unwrap_or(0);
        let mut figures = Vec::new();
        for (steps, theirs) in THEIRS {
            let sums = first_order_along_path(
                &self.model,
                &self.shock,
                Closure::FixedDeficit,
                &Settings::default(),
                steps,
            );
            let sums = sums.map_err(|error| error.to_string())?;
            figures.push((
                format!("MEX, {steps} steps"),
                f64::from(theirs) / 1000.0,
                sums[mexico].total_percent(),
            ));
        }
        Ok(Comparison::new(
            "first-order welfare along a path, percent",
            Measure::Absolute,
            0.00051,
            figures,
        ))
    }

    /// Importer's terms-of-trade and volume-of-trade effect of its trade with one economy in one
    /// sector, in percent of its income.
    fn first_order(&self, equilibrium: &Equilibrium) -> impl Fn(usize, usize, usize) -> (f64, f64) {
        let (before, after) = equilibrium.flows();
        let outcomes = equilibrium.sectors();
        let incomes: Vec<f64> = equilibrium.economies().iter().map(|o| o.income).collect();
        let tariffs = self.world().tariffs.clone();
        let sectors = self.world().sector_count();
        move |n, i, j| {
            if n == i {
                return (0.0, 0.0);
            }
            let growth = |m: usize| outcomes[m * sectors + j].cost_hat - 1.0;
            let bought = before[[n, i, j]];
            let terms = before[[i, n, j]] * growth(n) - bought * growth(i);
            let volume = after[[n, i, j]] - bought - bought * growth(i);
            let percent = 100.0 / incomes[n];
            (percent * terms, percent * tariffs[[n, i, j]] * volume)
        }
    }

    fn sectors(&self, equilibrium: &Equilibrium, path: &Path) -> Result<Vec<Comparison>, String> {
        let columns = [
            "c_hat", "P_hat", "X0", "X1", "Y0", "Y1", "tot_pct", "vot_pct",
        ];
        let mut all = vec!["sector_idx"];
        all.extend(columns);
        let theirs = table::read(path, &["country"], &all)?;
        let (before, after) = equilibrium.flows();
        let outcomes = equilibrium.sectors();
        let world = self.world();
        let (n_count, j_count) = (world.economy_count(), world.sector_count());
        let spending = |flows: &Flows, tariffs: &Flows, n: usize, j: usize| -> f64 {
            (0..n_count)
                .map(|i| flows[[n, i, j]] * (1.0 + tariffs[[n, i, j]]))
                .sum()
        };
        let effect = self.first_order(equilibrium);
        let ours = |n: usize, j: usize| -> Vec<f64> {
            let o = &outcomes[n * j_count + j];
            let (mut terms, mut volume) = (0.0, 0.0);
            for i in 0..n_count {
                let (on_terms, on_volume) = effect(n, i, j);
                terms += on_terms;
                volume += on_volume;
            }
            vec![
                o.cost_hat,
                o.price_hat,
                spending(&before, &world.tariffs, n, j),
                spending(&after, &self.shock.tariff, n, j),
                o.output,
                o.output * o.output_hat,
                terms,
                volume,
            ]
        };
        let compare = |(k, name): (usize, &&str)| {
            let measure = measure(name);
            let figures = theirs.iter().map(|(country, values)| {
                let n = world.economy_index(country).unwrap_or(0);
                let j = values[0] as usize - 1;
                (
                    format!("{country} {}", world.sectors[j].code),
                    values[k + 1],
                    ours(n, j)[k],
                )
            });
            Comparison::new(format!("by sector: {name}"), measure, BAR, figures)
        };
        Ok(columns.iter().enumerate().map(compare).collect())
    }

    fn bilateral(&self, equilibrium: &Equilibrium, path: &Path) -> Result<Vec<Comparison>, String> {
        let columns = ["M0", "M1", "tot_pct", "vot_pct"];
        let theirs = table::read(path, &["importer", "exporter"], &columns)?;
        let (before, after) = equilibrium.flows();
        let effect = self.first_order(equilibrium);
        let world = self.world();
        let ours = |n: usize, i: usize| -> Vec<f64> {
            let (mut old, mut new, mut terms, mut volume) = (0.0, 0.0, 0.0, 0.0);
            for j in 0..world.sector_count() {
                let (on_terms, on_volume) = effect(n, i, j);
                old += before[[n, i, j]];
                new += after[[n, i, j]];
                terms += on_terms;
                volume += on_volume;
            }
            vec![old, new, terms, volume]
        };
        let compare = |(k, name): (usize, &&str)| {
            let measure = measure(name);
            let figures = theirs.iter().map(|(pair, values)| {
                let (importer, exporter) = pair.split_once(' ').unwrap_or_default();
                let at = |code: &str| world.economy_index(code).unwrap_or(0);
                (pair.clone(), values[k], ours(at(importer), at(exporter))[k])
            });
            Comparison::new(format!("by pair: {name}"), measure, BAR, figures)
        };
        Ok(columns.iter().enumerate().map(compare).collect())
    }
}

fn measure(column: &str) -> Measure {
    if column.ends_with("_pct") {
        Measure::Points
    } else {
        Measure::Relative
    }
}
