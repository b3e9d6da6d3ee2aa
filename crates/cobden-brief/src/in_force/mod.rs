//! What is in force: duties each way, what lines pay, exemptions, controls.

mod average;
mod controls;
mod exemptions;
mod lines;

use cobden_codes::HsCode;
use cobden_record::{Entry, Instrument, Kind, Weights};
use cobden_schedule::TradeWeights;
use cobden_world::Unit as Currency;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use average::without_trade;
pub use average::{Average, Contribution, MostCommon};
pub use controls::Control;
pub use exemptions::Exemption;
pub(crate) use exemptions::covered;
pub use lines::{Layer, LineKind, LineRate};

use crate::context::Context;
use crate::fault::BriefFault;
use crate::trail::{Basis, Ledger};
use lines::Lines;

/// The duties of one side on the goods of the other.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Direction {
    /// Who imports.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// Trade-weighted mean of all duties; none where the record has no trade to weigh with.
    pub average: Option<Average>,
    /// What lines pay, by the duties that make it up, most trade first; then the mean of lines of which part pays, and of all
    /// others. Shares of trade sum to 100%.
    pub rates: Vec<LineRate>,
    /// Exemptions that spare trade a duty, most trade first; then those that are only reported.
    pub exemptions: Vec<Exemption>,
    /// Duties in force whose lines are not held: the mean is a lower bound.
    pub unlisted: Vec<String>,
    /// Export controls, sanctions, import bans and quotas that the importer's side holds against the exporter.
    pub controls: Vec<Control>,
}

/// The duties and controls of both directions.
pub(crate) fn directions(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
) -> Result<Vec<Direction>, BriefFault> {
    let pairs = context.asked.directions();
    pairs
        .into_iter()
        .map(|(importer, exporter)| direction(context, ledger, importer, exporter))
        .collect()
}

fn direction(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    importer: &str,
    exporter: &str,
) -> Result<Direction, BriefFault> {
    let mut direction = Direction {
        importer: importer.to_owned(),
        exporter: exporter.to_owned(),
        average: None,
        rates: Vec::new(),
        exemptions: Vec::new(),
        unlisted: Vec::new(),
        controls: controls::controls(context, ledger, importer, exporter),
    };
    let has_tariff = context.schedule.importers().contains(&importer);
    if let (true, Some((weights, entry))) = (has_tariff, context.weights(importer)) {
        let pair = Pair {
            context,
            importer,
            exporter,
            weights,
            entry,
        };
        let lines = Lines::count(&pair)?;
        direction.average = pair.average(ledger, &lines)?;
        direction.rates = pair.rates(ledger, &lines);
        direction.exemptions = pair.exemptions(ledger, &lines)?;
        direction.unlisted = lines.unlisted.into_iter().collect();
    }
    Ok(direction)
}

/// A direction of trade and what weighs it.
struct Pair<'a, 'r> {
    context: &'a Context<'r>,
    importer: &'a str,
    exporter: &'a str,
    weights: &'a TradeWeights,
    entry: &'a Entry<Weights>,
}

impl Pair<'_, '_> {
    /// The trail of a mean: the duties in force, the trade, and the command that repeats it.
    fn mean(&self, ledger: &mut Ledger<'_>, on: Date, more: &str) -> Basis {
        let context = self.context;
        let command = format!(
            "cobden average {} --importer {} --exporter {} --on {on} --known {}{more}",
            quoted(&context.folder),
            self.importer,
            self.exporter,
            context.asked.known
        );
        let how = format!(
            "duties of {} on {on}, as known on {}, line by line, weighed with trade",
            self.importer, context.asked.known
        );
        self.duties(ledger, on, how, Some(command))
    }

    /// The trail of what the duties in force and the trade give, by a recipe.
    fn duties(
        &self,
        ledger: &mut Ledger<'_>,
        on: Date,
        how: String,
        repeat: Option<String>,
    ) -> Basis {
        let measures = self.context.in_force(self.importer, self.exporter, on);
        let duties = measures.into_iter().filter(|(_, measure)| {
            matches!(
                measure.instrument,
                Instrument::Tariff | Instrument::Exemption
            )
        });
        Basis::Duties {
            how,
            weights: ledger.entry(Kind::Weights, self.entry),
            measures: duties
                .map(|(entry, _)| ledger.entry(Kind::Measure, entry))
                .collect(),
            repeat,
        }
    }

    /// The command that gives the duty of a line.
    fn line(&self, example: HsCode) -> String {
        format!(
            "cobden duty {} --importer {} --exporter {} --hs {example} --on {} --known {}",
            quoted(&self.context.folder),
            self.importer,
            self.exporter,
            self.context.asked.on,
            self.context.asked.known
        )
    }

    /// What a value of the weights is in billions, and billions of what.
    fn unit(&self) -> (f64, String) {
        let unit = &self.entry.body.unit;
        unit.parse::<Currency>().map_or_else(
            |_| (1e-9, unit.clone()),
            |unit| (unit.to_billions(), unit.currency),
        )
    }
}

/// A path as a shell takes it.
pub(crate) fn quoted(path: &str) -> String {
    let is_plain = |one: char| one.is_alphanumeric() || "/._-+:@%,=".contains(one);
    if !path.is_empty() && path.chars().all(is_plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_folder_with_blanks_is_one_argument() {
        assert_eq!(quoted("examples/us-china"), "examples/us-china");
        assert_eq!(quoted("my records/it's"), "'my records/it'\\''s'");
    }
}
