//! Duties in force: published series, the official matrix of retaliation, and steps that must follow.

mod published;

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use cobden::codes::HsCode;
use cobden::record::Record;
use cobden::schedule::{By, Query, Schedule, TradeWeights};
use jiff::civil::{Date, date};

use super::{Comparison, Measure, Section, table};

/// The examples and the published data to hold against them.
struct Bench {
    folder: PathBuf,
    record: Record,
    /// Imports of 2024 from China by ten-digit line.
    imports: TradeWeights,
}

pub(super) fn sections(folder: &Path) -> Result<Vec<Section>, String> {
    let bench = Bench {
        folder: folder.join("schedule"),
        record: load("us-china")?,
        imports: imports_from_china(&folder.join("schedule/data/us"))?,
    };
    Ok(vec![bench.waugh()?, bench.retaliation()?, bench.steps()?])
}

/// Reads an example record.
fn load(name: &str) -> Result<Record, String> {
    let folder = crate::root().join("examples").join(name);
    let loaded = Record::load(&folder).map_err(|faults| faults.to_string())?;
    Ok(loaded.0)
}

/// Census imports for consumption of 2024 by line from China (Census code 5700), as weights.
fn imports_from_china(folder: &Path) -> Result<TradeWeights, String> {
    let path = folder.join("us_imports_2024_hs10_by_partner.csv.gz");
    let text = unpacked(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut csv = String::from("importer,exporter,hs,value\n");
    for line in text.lines() {
        let mut cells = line.split(',');
        if cells.next() == Some("5700")
            && let (Some(code), Some(value)) = (cells.next(), cells.next())
        {
            csv += &format!("USA,CHN,{code},{value}\n");
        }
    }
    TradeWeights::read("imports of 2024 from China", csv.as_bytes())
        .map_err(|faults| faults.to_string())
}

/// The text of a gzip file, by the system's own tool: no reader of ours needs the format.
fn unpacked(path: &Path) -> io::Result<String> {
    let output = Command::new("gzip").arg("-dc").arg(path).output()?;
    if !output.status.success() {
        return Err(io::Error::other("gzip cannot read it"));
    }
    let mut text = String::new();
    output.stdout.as_slice().read_to_string(&mut text)?;
    Ok(text)
}

impl Bench {
    fn schedule<'r>(&self, record: &'r Record) -> Result<Schedule<'r>, String> {
        Schedule::new(record.latest()).map_err(|fault| fault.to_string())
    }

    fn average(&self, schedule: &Schedule<'_>, day: Date) -> Result<f64, String> {
        let average = schedule.average(&self.imports, "USA", Some("CHN"), day, By::None);
        Ok(100.0 * average.map_err(|fault| fault.to_string())?.additional)
    }

    /// What the reciprocal duty adds to the average, in points.
    fn reciprocal(&self, schedule: &Schedule<'_>, day: Date) -> Result<f64, String> {
        self.contribution(schedule, day, "ieepa-reciprocal")
    }

    fn contribution(
        &self,
        schedule: &Schedule<'_>,
        day: Date,
        authority: &str,
    ) -> Result<f64, String> {
        let average = schedule.average(&self.imports, "USA", Some("CHN"), day, By::Authority);
        let average = average.map_err(|fault| fault.to_string())?;
        let part = average.by.iter().find(|part| part.key == authority);
        Ok(part.map_or(0.0, |part| 100.0 * part.rate))
    }

    /// Waugh's series for China, but for the dates whose list is missing.
    fn waugh_series(&self) -> Result<Vec<(Date, f64)>, String> {
        let path = self.folder.join("reference/waugh_country_by_time.csv");
        let series = table::read(&path, &["date", "country_name"], &["effective tariff"])?;
        let mut china = Vec::new();
        for (key, values) in &series {
            if let Some(day) = key.strip_suffix(" CHINA") {
                let day: Date = day.parse().map_err(|error| format!("{key}: {error}"))?;
                china.push((day, values[0]));
            }
        }
        china.retain(|(day, _)| *day < LISTS_MISSING_FROM);
        Ok(china)
    }

    /// The series of Waugh's notebooks, with his dates and rules as an overlay record.
    fn waugh(&self) -> Result<Section, String> {
        let record = load("us-china-waugh")?;
        let schedule = self.schedule(&record)?;
        let mut figures = Vec::new();
        for (day, theirs) in self.waugh_series()? {
            figures.push((day.to_string(), theirs, self.average(&schedule, day)?));
        }
        Ok(Section {
            title: "Waugh's series for China, 20 dates".into(),
            text: "Additional duty on imports from China, percent, weighted with imports of 2024 by ten-digit line. Theirs: \
                   tradewartracker/trade-war-redux-2025 (MIT). Ours: `examples/us-china-waugh`, an overlay that puts his dates and \
                   rules in the place of the law's. His last three dates rest on a list that is not public with the series."
                .into(),
            rows: vec![Comparison::new("effective tariff", Measure::Absolute, 1e-9, figures)],
        })
    }

    /// The layers of China's retaliation on every line of the official matrix.
    fn retaliation(&self) -> Result<Section, String> {
        let path = self
            .folder
            .join("data/china/ita_retaliation_matrix_2025-03-28_all_countries.csv");
        let matrix = table::read(&path, &["country", "tariff_line"], &["rate_pct"])?;
        let schedule = self.schedule(&self.record)?;
        let mut figures = Vec::new();
        for (key, values) in &matrix {
            let Some(code) = key.strip_prefix("China ") else {
                continue;
            };
            let code = HsCode::parse(code).map_err(|fault| fault.to_string())?;
            let query = Query {
                assume: vec![("cn-exclusion-claimed".into(), 0.0)],
                ..Query::new("CHN", "USA", code, date(2025, 3, 28))
            };
            let answer = schedule.duty(&query).map_err(|fault| fault.to_string())?;
            figures.push((code.to_string(), values[0], 100.0 * answer.additional));
        }
        Ok(Section {
            title: "China's additional duties on 28 March 2025, every line".into(),
            text: "Percent on goods of the United States, lists as written, waivers aside. Theirs: International Trade Administration, \
                   retaliation matrix of 28 March 2025. Ours: the sum of the layers (lists of 2018 to 2020 as they stood, February 2025, March 2025)."
                .into(),
            rows: vec![Comparison::new("additional duty", Measure::Absolute, 1e-9, figures)],
        })
    }

    /// What a uniform measure adds is its rate on the trade that is neither exempt nor under section 232.
    fn steps(&self) -> Result<Section, String> {
        let schedule = self.schedule(&self.record)?;
        // The share that owes each duty, from days when nothing else moved.
        let share = self.reciprocal(&schedule, date(2025, 4, 6))? / 10.0;
        let uniform = [
            (date(2025, 4, 4), date(2025, 4, 5), 10.0),
            (date(2025, 4, 8), date(2025, 4, 9), 74.0),
            (date(2025, 4, 9), date(2025, 4, 10), 41.0),
        ];
        let mut figures = Vec::new();
        for (before, after, points) in uniform {
            let step = self.average(&schedule, after)? - self.average(&schedule, before)?;
            figures.push((after.to_string(), share * points, step));
        }
        let mut fentanyl = Vec::new();
        for (day, points) in [
            (date(2025, 2, 3), 0.0),
            (date(2025, 2, 4), 10.0),
            (date(2025, 3, 3), 10.0),
            (date(2025, 3, 4), 20.0),
            (date(2025, 11, 9), 20.0),
            (date(2025, 11, 10), 10.0),
            (date(2026, 1, 14), 10.0),
            (date(2026, 2, 24), 0.0),
        ] {
            let ours = self.contribution(&schedule, day, "ieepa-fentanyl")?;
            fentanyl.push((day.to_string(), points, ours));
        }
        let electronics = self.electronics_share()?;
        Ok(Section {
            title: "Duties on China: the law, and what others published".into(),
            text: format!(
                "Points of the average, weights of 2024. A uniform duty adds its rate on the trade that owes it ({:.1}% for the reciprocal duty, after \
                 exempt lists and section 232; all of it for the fentanyl duty), as in the steps of PIIE's chart (+10, +74, +41).\n\n{}",
                100.0 * share,
                self.published()?
            ),
            rows: vec![
                Comparison::new(
                    "steps of the reciprocal duty: 10, 74, 41 points",
                    Measure::Absolute,
                    1e-9,
                    figures,
                ),
                Comparison::new(
                    "what the fentanyl duty adds",
                    Measure::Absolute,
                    1e-9,
                    fentanyl,
                ),
                Comparison::new(
                    "electronics exempt, share of all imports of 2024 from China",
                    Measure::Absolute,
                    0.05,
                    [("2025-04-05".to_owned(), 22.3, electronics)],
                ),
            ],
        })
    }

    fn electronics_share(&self) -> Result<f64, String> {
        let exemption = &self.record.measures["us-recip-electronics"].body.products;
        let exempt = self.record.codes(exemption).ok_or("the list is not held")?;
        let products = self.imports.products("USA", "CHN");
        let inside = products
            .iter()
            .filter(|(code, _)| exempt.contains(code.range().start))
            .map(|(_, value)| value)
            .sum::<f64>();
        Ok(100.0 * inside / self.imports.total("USA", "CHN"))
    }
}

/// From this date his series uses a list that the public copy lacks.
const LISTS_MISSING_FROM: Date = date(2026, 7, 24);
