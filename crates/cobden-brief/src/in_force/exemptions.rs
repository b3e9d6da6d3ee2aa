//! What is exempt, how much trade that is and what it takes off the mean.

use cobden_codes::HsCode;
use cobden_codes::hs::{CodeSet, Coverage};
use cobden_record::{
    Entry, Instrument, Item, Kind, Measure, Products, Record, Status, Supposition,
};
use cobden_schedule::{By, Query, Schedule, State};
use schemars::JsonSchema;
use serde::Serialize;

use super::Pair;
use super::average::without_trade;
use super::lines::Lines;
use crate::context::{Context, hits};
use crate::fault::BriefFault;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger};

/// An exemption and what it spares.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Exemption {
    /// Id of the measure or condition.
    pub id: String,
    /// What tables call it.
    pub title: String,
    /// Whether it counts: one that is only reported does not.
    pub counts: bool,
    /// Trade that it spares a duty, in billions.
    pub trade: Option<Figure>,
    /// Its share of the trade.
    pub share: Option<Figure>,
    /// Points by which the mean additional duty would be higher without it, all else in force.
    pub points: Option<Figure>,
    /// How much trade the source says it covers, of one that is only reported.
    pub reported: Option<String>,
    /// The share of trade on the lines that the record has for it, of one that is only reported; none where it has no lines.
    pub listed: Option<Figure>,
}

/// The least share of trade at which an exemption is told.
const SMALLEST: f64 = 5e-4;

impl Pair<'_, '_> {
    /// Exemptions by trade spared, then those that are only reported.
    pub(super) fn exemptions(
        &self,
        ledger: &mut Ledger<'_>,
        lines: &Lines,
    ) -> Result<Vec<Exemption>, BriefFault> {
        let context = self.context;
        let mut spared: Vec<(&String, f64)> = lines
            .spared
            .iter()
            .map(|(id, trade)| (id, *trade))
            .filter(|(_, trade)| *trade >= SMALLEST * lines.trade)
            .collect();
        spared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let mut found = Vec::new();
        for (id, trade) in spared {
            if let Some(entry) = context.record.measures.get(id) {
                let how = format!(
                    "the average additional duty without {id}, all else in force, less that with it"
                );
                let forgone = self.without(id)?;
                let title = context.title(id);
                let named = ledger.entry(Kind::Measure, entry);
                found.push(self.exemption(
                    ledger,
                    lines,
                    (id, title, named),
                    trade,
                    (how, forgone),
                ));
            } else if let Some(entry) = context.record.conditions.get(id) {
                let how = format!(
                    "on every line that {id} spares a duty: the additional duty as if no trade met it, less that in force; weighed with trade"
                );
                let forgone = self.unmet(lines, id)?;
                let title = entry
                    .common
                    .title
                    .clone()
                    .unwrap_or_else(|| entry.body.text.clone());
                let named = ledger.entry(Kind::Condition, entry);
                found.push(self.exemption(
                    ledger,
                    lines,
                    (id, title, named),
                    trade,
                    (how, forgone),
                ));
            }
        }
        let reported = context.view.measures().filter(|(entry, measure)| {
            measure.actor == self.importer
                && measure.instrument == Instrument::Exemption
                && measure.status != Status::Enacted
                && measure.from.unwrap_or(entry.common.known) <= context.asked.on
                && measure.until.is_none_or(|until| context.asked.on < until)
                && !is_over(context.schedule.state(&entry.id, context.asked.on))
                && hits(&measure.target, self.exporter, context.asked.on)
        });
        for (entry, measure) in reported {
            found.push(self.reported(ledger, entry, &measure)?);
        }
        Ok(found)
    }

    /// What the mean additional duty would be more without a measure, as a ratio; none where that cannot be said.
    fn without(&self, id: &str) -> Result<Option<f64>, BriefFault> {
        let context = self.context;
        let supposition = Supposition {
            enacted: Vec::new(),
            on: context.asked.on,
            without: vec![id.to_owned()],
        };
        let Ok(view) = context.view.supposing(&supposition) else {
            return Ok(None);
        };
        let schedule = Schedule::new(view)?;
        let mean = |schedule: &Schedule<'_>| {
            let on = context.asked.on;
            match schedule.average(
                self.weights,
                self.importer,
                Some(self.exporter),
                on,
                By::None,
            ) {
                Ok(mean) => Ok(Some(mean.additional)),
                Err(fault) if without_trade(&fault) => Ok(None),
                Err(fault) => Err(BriefFault::from(fault)),
            }
        };
        let (without, with) = (mean(&schedule)?, mean(&context.schedule)?);
        Ok(without.zip(with).map(|(without, with)| without - with))
    }

    /// What the mean additional duty would be more if no trade met a condition, as a ratio.
    fn unmet(&self, lines: &Lines, condition: &str) -> Result<Option<f64>, BriefFault> {
        let context = self.context;
        let mut forgone = 0.0;
        for (code, value, additional) in lines.lines_spared.get(condition).into_iter().flatten() {
            let query = Query {
                assume: vec![(condition.to_owned(), 0.0)],
                ..Query::new(self.importer, self.exporter, *code, context.asked.on)
            };
            forgone += value * (context.schedule.duty(&query)?.additional - additional);
        }
        Ok(Some(forgone / lines.trade))
    }

    fn exemption(
        &self,
        ledger: &mut Ledger<'_>,
        lines: &Lines,
        (id, title, named): (&str, String, String),
        trade: f64,
        (how, forgone): (String, Option<f64>),
    ) -> Exemption {
        let key = |what: &str| format!("exemption.{}-{}.{id}.{what}", self.importer, self.exporter);
        let weights = ledger.entry(Kind::Weights, self.entry);
        let basis = |how: String| Basis::Duties {
            how,
            weights: weights.clone(),
            measures: vec![named.clone()],
            repeat: None,
        };
        let spared = format!(
            "trade on lines that {id} spares a duty, each with the share of it that is spared"
        );
        let (to_billions, _) = self.unit();
        Exemption {
            id: id.to_owned(),
            counts: true,
            trade: Some(ledger.figure(
                &key("trade"),
                trade * to_billions,
                Unit::Billion,
                format!("Trade spared a duty: {title}"),
                basis(spared.clone()),
            )),
            share: Some(ledger.figure(
                &key("share"),
                100.0 * trade / lines.trade,
                Unit::Percent,
                format!("Share of trade spared a duty: {title}"),
                basis(format!("{spared}, over all trade found in the tariff")),
            )),
            points: forgone.map(|forgone| {
                ledger.figure(
                    &key("points"),
                    100.0 * forgone,
                    Unit::Points,
                    format!("Points of the average duty forgone: {title}"),
                    basis(how),
                )
            }),
            reported: None,
            listed: None,
            title,
        }
    }

    /// An exemption that is only reported.
    fn reported(
        &self,
        ledger: &mut Ledger<'_>,
        entry: &Entry<Measure>,
        measure: &Measure,
    ) -> Result<Exemption, BriefFault> {
        let title = self.context.title(&entry.id);
        let key = |what: &str| {
            format!(
                "exemption.{}-{}.{}.{what}",
                self.importer, self.exporter, entry.id
            )
        };
        let basis = ledger.says(Kind::Measure, entry);
        ledger.file(
            &key("reported"),
            format!("Reported exemption: {title}"),
            basis,
        );
        let share = self.covered(&measure.products)?;
        let listed = share.map(|share| {
            let basis = Basis::Duties {
                how: format!(
                    "trade on the lines that the record has for {}, over all trade found in the tariff",
                    entry.id
                ),
                weights: ledger.entry(Kind::Weights, self.entry),
                measures: vec![ledger.entry(Kind::Measure, entry)],
                repeat: None,
            };
            ledger.figure(
                &key("listed"),
                100.0 * share,
                Unit::Percent,
                format!("Share of trade on the lines on file: {title}"),
                basis,
            )
        });
        Ok(Exemption {
            id: entry.id.clone(),
            title,
            counts: false,
            trade: None,
            share: None,
            points: None,
            reported: measure.trade.clone(),
            listed,
        })
    }

    /// The share of the trade found in the tariff that lies on the lines of products; none where their list is not held.
    fn covered(&self, products: &Products) -> Result<Option<f64>, BriefFault> {
        let Some(set) = code_set(self.context.record, products) else {
            return Ok(None);
        };
        let (mut all, mut inside) = (0.0, 0.0);
        self.each_line(|answer, code, value| {
            all += value;
            inside += value * part(&set, code, &answer.lines);
        })?;
        Ok((all > 0.0).then(|| inside / all))
    }
}

/// How much of a code lies in a set: the share of its lines, where it is wider than one.
fn part(set: &CodeSet, code: HsCode, lines: &[HsCode]) -> f64 {
    match set.coverage(code) {
        Coverage::Full => 1.0,
        Coverage::None => 0.0,
        Coverage::Part if lines.is_empty() => 0.0,
        Coverage::Part => {
            let inside = lines
                .iter()
                .filter(|line| set.coverage(**line) != Coverage::None);
            inside.count() as f64 / lines.len() as f64
        }
    }
}

/// The codes of products; none where their list is not held.
fn code_set(record: &Record, products: &Products) -> Option<CodeSet> {
    let of = |items: &[Item]| {
        let mut set = CodeSet::from_codes([]);
        for item in items {
            let more = match item {
                Item::All => CodeSet::all(),
                Item::Code(code) => CodeSet::from_codes([*code]),
                Item::List(id) => {
                    let rows = record.lists.get(id).map(|list| &list.body.rows);
                    CodeSet::from_codes(rows.into_iter().flatten().map(|row| row.code))
                }
            };
            set = set.union(&more);
        }
        set
    };
    match products {
        Products::All => Some(CodeSet::all()),
        Products::Unlisted => None,
        Products::Chosen { include, exclude } => Some(of(include).difference(&of(exclude))),
    }
}

/// The share of what an economy imports from another that lies on the lines of products; none without trade, without a tariff
/// or without the list of them.
pub(crate) fn covered(
    context: &Context<'_>,
    importer: &str,
    exporter: &str,
    products: &Products,
) -> Result<Option<f64>, BriefFault> {
    let has_tariff = context.schedule.importers().contains(&importer);
    let Some((weights, entry)) = context.weights(importer).filter(|_| has_tariff) else {
        return Ok(None);
    };
    let pair = Pair {
        context,
        importer,
        exporter,
        weights,
        entry,
    };
    pair.covered(products)
}

fn is_over(state: Option<State>) -> bool {
    matches!(state, Some(State::Ended(_) | State::StruckDown(_)))
}
