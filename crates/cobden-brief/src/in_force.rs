//! What is in force: duties each way, what lines pay, exemptions, controls.

use std::collections::BTreeMap;

use cobden_codes::HsCode;
use cobden_record::{Entry, Instrument, Kind, Measure, Status, Weights};
use cobden_schedule::{
    AverageFault, By, DutyAnswer, LayerStatus, Query, QueryFault, State, TradeWeights,
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{Context, hits};
use crate::fault::BriefFault;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger};
use crate::words;

/// The duties of one side on the goods of the other.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Direction {
    /// Who imports.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// Trade-weighted mean of all duties; none where the record has no trade to weigh with.
    pub average: Option<Average>,
    /// What lines pay, by the duties that make it up, most trade first.
    pub rates: Vec<LineRate>,
    /// Exemptions that spare trade a duty, most trade first.
    pub exemptions: Vec<Exemption>,
    /// Duties in force whose lines are not held: the mean is a lower bound.
    pub unlisted: Vec<String>,
    /// Export controls, sanctions, import bans and quotas that the importer's side holds against the exporter.
    pub controls: Vec<Control>,
}

/// A trade-weighted mean.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Average {
    /// All duties.
    pub total: Figure,
    /// All but the ordinary duty.
    pub additional: Figure,
    /// The additional duties on the day before the round of escalation.
    pub additional_before: Option<Figure>,
    /// The additional duty that half of the trade pays at most: the trade-weighted median.
    pub typical: Option<Figure>,
    /// What each power adds, most first.
    pub by_authority: Vec<Contribution>,
    /// The trade it is weighed with.
    pub weights: String,
    /// Value of that trade, in billions of its unit.
    pub trade: Figure,
    /// Share of the trade whose code is in the tariff, in percent.
    pub coverage: f64,
    /// Share of the trade in codes wider than lines whose duties differ, in percent.
    pub wider_than_lines: f64,
    /// Share of the trade whose ordinary duty is not held, in percent.
    pub without_ordinary: f64,
}

/// What a power adds to a mean.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Contribution {
    /// The power used.
    pub authority: String,
    /// Points of the mean.
    pub points: Figure,
    /// Share of the trade that owes it.
    pub share: Figure,
}

/// An additional duty that lines pay.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LineRate {
    /// How much.
    pub additional: Figure,
    /// Share of the trade that pays it.
    pub share: Figure,
    /// The duties that make it up, in the order of powers.
    pub layers: Vec<Layer>,
    /// The line of it with most trade.
    pub example: String,
}

/// A duty among those on a line.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Layer {
    /// The power used.
    pub authority: String,
    /// Percent of customs value.
    pub percent: f64,
    /// The measures.
    pub measures: Vec<String>,
}

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
    /// Points of the mean that it takes off.
    pub points: Option<Figure>,
    /// How much trade the source says it covers.
    pub reported: Option<String>,
}

/// A measure in force that is no duty.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Control {
    /// The measure, as a figure's name.
    pub id: String,
    /// Id of the measure.
    pub measure: String,
    /// Who acts.
    pub actor: String,
    /// What it is.
    pub instrument: String,
    /// What tables call it.
    pub title: String,
    /// The products in words.
    pub scope: Option<String>,
    /// Since when.
    pub from: Option<String>,
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
        controls: controls(context, ledger, importer, exporter),
    };
    let has_tariff = context.schedule.importers().contains(&importer);
    if let (true, Some((weights, entry))) = (has_tariff, context.weights(importer)) {
        let counted = Lines::count(context, weights, importer, exporter)?;
        direction.average = average(context, ledger, (weights, entry), importer, exporter)?;
        let pair = Pair {
            context,
            importer,
            exporter,
            entry,
        };
        if let (Some(average), Some(percent)) = (&mut direction.average, counted.median()) {
            let title = format!(
                "Trade-weighted median of the additional duties of {} on goods of {}",
                words::the(importer),
                words::the(exporter)
            );
            let basis = pair.duties(ledger, context.asked.on, "");
            average.typical = Some(ledger.figure(
                &format!("duty.{importer}-{exporter}.typical"),
                percent,
                Unit::Percent,
                title,
                basis,
            ));
        }
        direction.rates = pair.rates(ledger, &counted);
        direction.exemptions = pair.exemptions(ledger, &counted);
        direction.unlisted = counted.unlisted.into_iter().collect();
    }
    Ok(direction)
}

/// Whether a mean is over nothing, which is no fault of a report.
fn without_trade(fault: &AverageFault) -> bool {
    matches!(
        fault,
        AverageFault::NoTrade { .. } | AverageFault::NothingFound { .. }
    )
}

fn average(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    (weights, entry): (&TradeWeights, &Entry<Weights>),
    importer: &str,
    exporter: &str,
) -> Result<Option<Average>, BriefFault> {
    let asked = &context.asked;
    let mean = |day, by| {
        context
            .schedule
            .average(weights, importer, Some(exporter), day, by)
    };
    let now = match mean(asked.on, By::Authority) {
        Ok(now) => now,
        Err(fault) if without_trade(&fault) => return Ok(None),
        Err(fault) => return Err(fault.into()),
    };
    let before = mean(asked.before, By::None).ok();
    let pair = Pair {
        context,
        importer,
        exporter,
        entry,
    };
    let key = |what: &str| format!("duty.{importer}-{exporter}.{what}");
    let on = asked.on;
    let of = format!(
        "duty of {} on goods of {}",
        words::the(importer),
        words::the(exporter)
    );
    let of_total = pair.duties(ledger, on, "");
    let of_before = pair.duties(ledger, asked.before, "");
    let of_parts = pair.duties(ledger, on, " --by authority");
    let total = ledger.figure(
        &key("total"),
        100.0 * now.total,
        Unit::Percent,
        format!("Average {of} on {on}"),
        of_total.clone(),
    );
    let additional = ledger.figure(
        &key("additional"),
        100.0 * now.additional,
        Unit::Percent,
        format!("Average additional {of} on {on}"),
        of_total.clone(),
    );
    let additional_before = before.map(|before| {
        let title = format!("Average additional {of} on {}", asked.before);
        ledger.figure(
            &key("additional-before"),
            100.0 * before.additional,
            Unit::Percent,
            title,
            of_before,
        )
    });
    let of_weights = ledger.says(Kind::Weights, entry);
    let mut parts = now.by.clone();
    parts.sort_by(|a, b| b.rate.total_cmp(&a.rate).then(a.key.cmp(&b.key)));
    let by_authority = parts
        .iter()
        .filter(|part| part.share > 0.0)
        .map(|part| Contribution {
            authority: part.key.clone(),
            points: ledger.figure(
                &key(&format!("by.{}", part.key)),
                100.0 * part.rate,
                Unit::Points,
                format!("What {} adds to the average {of}", part.key),
                of_parts.clone(),
            ),
            share: ledger.figure(
                &key(&format!("by.{}.share", part.key)),
                100.0 * part.share,
                Unit::Percent,
                format!("Share of trade that owes a duty under {}", part.key),
                of_parts.clone(),
            ),
        });
    Ok(Some(Average {
        total,
        additional,
        additional_before,
        typical: None,
        by_authority: by_authority.collect(),
        weights: entry
            .common
            .title
            .clone()
            .unwrap_or_else(|| entry.id.clone()),
        trade: ledger.figure(
            &key("trade"),
            now.trade / 1e9,
            Unit::Billion,
            format!(
                "Imports of {} from {} that averages are weighed with",
                words::the(importer),
                words::the(exporter)
            ),
            of_weights,
        ),
        coverage: 100.0 * now.coverage,
        wider_than_lines: 100.0 * now.spread,
        without_ordinary: 100.0 * now.without_ordinary,
    }))
}

/// A direction of trade and what weighs it.
struct Pair<'a, 'r> {
    context: &'a Context<'r>,
    importer: &'a str,
    exporter: &'a str,
    entry: &'a Entry<Weights>,
}

impl Pair<'_, '_> {
    /// The trail of a mean: the duties in force, the trade, and the command that repeats it.
    fn duties(&self, ledger: &mut Ledger<'_>, on: jiff::civil::Date, more: &str) -> Basis {
        let context = self.context;
        let measures = context.in_force(self.importer, self.exporter, on);
        let duties = measures.into_iter().filter(|one| {
            one.body.instrument == Instrument::Tariff
                || one.body.instrument == Instrument::Exemption
        });
        Basis::Duties {
            how: format!(
                "duties of {} on {on}, as known on {}, line by line, weighed with trade",
                self.importer, context.asked.known
            ),
            weights: ledger.entry(Kind::Weights, self.entry),
            measures: duties.map(|one| ledger.entry(Kind::Measure, one)).collect(),
            repeat: Some(format!(
                "cobden average {} --importer {} --exporter {} --on {on} --known {}{more}",
                context.folder, self.importer, self.exporter, context.asked.known
            )),
        }
    }

    fn line(&self, example: HsCode) -> String {
        format!(
            "cobden duty {} --importer {} --exporter {} --hs {example} --on {} --known {}",
            self.context.folder,
            self.importer,
            self.exporter,
            self.context.asked.on,
            self.context.asked.known
        )
    }

    /// What lines pay, most trade first.
    fn rates(&self, ledger: &mut Ledger<'_>, lines: &Lines) -> Vec<LineRate> {
        let mut groups: Vec<(&Vec<(String, i64)>, &Group)> = lines.groups.iter().collect();
        groups.sort_by(|a, b| b.1.trade.total_cmp(&a.1.trade).then(a.0.cmp(b.0)));
        let shown = groups
            .into_iter()
            .filter(|(_, group)| group.trade >= SMALLEST_SHARE * lines.trade)
            .take(RATES);
        let shown = shown.enumerate().map(|(place, (layers, group))| {
            let percent: f64 = layers.iter().map(|(_, rate)| unrounded(*rate)).sum();
            let key = format!(
                "duty.{}-{}.rate-{}",
                self.importer,
                self.exporter,
                place + 1
            );
            let measures = group.measures.values().flatten();
            let entries = measures.filter_map(|id| self.context.record.measures.get(id));
            let basis = Basis::Duties {
                how: format!("lines on which {} is owed", words::rate(percent)),
                weights: ledger.entry(Kind::Weights, self.entry),
                measures: entries
                    .map(|entry| ledger.entry(Kind::Measure, entry))
                    .collect(),
                repeat: Some(self.line(group.example.0)),
            };
            let title = format!(
                "Additional duty of {} on some lines of {}",
                words::the(self.importer),
                words::the(self.exporter)
            );
            LineRate {
                additional: ledger.figure(&key, percent, Unit::Percent, title, basis.clone()),
                share: ledger.figure(
                    &format!("{key}.share"),
                    100.0 * group.trade / lines.trade,
                    Unit::Percent,
                    format!("Share of trade that pays {}", words::rate(percent)),
                    basis,
                ),
                layers: layers
                    .iter()
                    .map(|(authority, rate)| Layer {
                        authority: authority.clone(),
                        percent: unrounded(*rate),
                        measures: group
                            .measures
                            .get(authority)
                            .into_iter()
                            .flatten()
                            .cloned()
                            .collect(),
                    })
                    .collect(),
                example: group.example.0.to_string(),
            }
        });
        shown.collect()
    }

    /// Exemptions by trade spared, then those that are only reported.
    fn exemptions(&self, ledger: &mut Ledger<'_>, lines: &Lines) -> Vec<Exemption> {
        let context = self.context;
        let mut spared: Vec<(&String, &(f64, f64))> = lines.spared.iter().collect();
        spared.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(b.0)));
        let mut found = Vec::new();
        for (id, (trade, forgone)) in spared
            .into_iter()
            .filter(|(_, (trade, _))| *trade >= SMALLEST_EXEMPTION * lines.trade)
        {
            let Some(entry) = context.record.measures.get(id) else {
                continue;
            };
            found.push(self.exemption(ledger, lines, entry, Some((*trade, *forgone))));
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
        let reported: Vec<_> = reported.map(|(entry, _)| entry).collect();
        found.extend(
            reported
                .into_iter()
                .map(|entry| self.exemption(ledger, lines, entry, None)),
        );
        found
    }

    fn exemption(
        &self,
        ledger: &mut Ledger<'_>,
        lines: &Lines,
        entry: &Entry<Measure>,
        spared: Option<(f64, f64)>,
    ) -> Exemption {
        let title = entry
            .common
            .title
            .clone()
            .unwrap_or_else(|| entry.id.clone());
        let basis = ledger.says(Kind::Measure, entry);
        let key = |what: &str| {
            format!(
                "exemption.{}-{}.{}.{what}",
                self.importer, self.exporter, entry.id
            )
        };
        let mut figure = |what: &str, value: f64, unit, said: &str| {
            ledger.figure(
                &key(what),
                value,
                unit,
                format!("{said}: {title}"),
                basis.clone(),
            )
        };
        let trade = spared
            .map(|(trade, _)| figure("trade", trade / 1e9, Unit::Billion, "Trade spared a duty"));
        let share = spared.map(|(trade, _)| {
            figure(
                "share",
                100.0 * trade / lines.trade,
                Unit::Percent,
                "Share of trade spared a duty",
            )
        });
        let points = spared.map(|(_, forgone)| {
            figure(
                "points",
                100.0 * forgone / lines.trade,
                Unit::Points,
                "Points of the average duty forgone",
            )
        });
        if spared.is_none() {
            ledger.file(
                &key("reported"),
                format!("Reported exemption: {title}"),
                basis,
            );
        }
        Exemption {
            id: entry.id.clone(),
            counts: spared.is_some(),
            trade,
            share,
            points,
            reported: entry.body.trade.clone(),
            title,
        }
    }
}

fn is_over(state: Option<State>) -> bool {
    matches!(state, Some(State::Ended(_) | State::StruckDown(_)))
}

/// Rates shown of a direction.
const RATES: usize = 6;
/// The least share of trade at which an exemption is told.
const SMALLEST_EXEMPTION: f64 = 5e-4;
/// The least share of trade at which a rate is shown.
const SMALLEST_SHARE: f64 = 0.005;

/// A rate as a key: millionths of a percent.
fn rounded(ratio: f64) -> i64 {
    (ratio * 1e8).round() as i64
}

fn unrounded(key: i64) -> f64 {
    key as f64 / 1e6
}

/// What trade on lines pays, gathered.
#[derive(Default)]
struct Lines {
    trade: f64,
    groups: BTreeMap<Vec<(String, i64)>, Group>,
    /// By measure: trade spared a duty, and the duty forgone.
    spared: BTreeMap<String, (f64, f64)>,
    unlisted: std::collections::BTreeSet<String>,
}

/// Lines that pay the same duties.
struct Group {
    trade: f64,
    example: (HsCode, f64),
    measures: BTreeMap<String, std::collections::BTreeSet<String>>,
}

impl Lines {
    /// The additional duty that half of the trade pays at most, in percent.
    fn median(&self) -> Option<f64> {
        let mut rates: Vec<(i64, f64)> = self
            .groups
            .iter()
            .map(|(layers, group)| (layers.iter().map(|(_, rate)| rate).sum(), group.trade))
            .collect();
        rates.sort_by_key(|(rate, _)| *rate);
        let mut below = 0.0;
        let middle = rates.into_iter().find(|(_, trade)| {
            below += trade;
            below >= 0.5 * self.trade
        });
        middle.map(|(rate, _)| unrounded(rate))
    }

    fn count(
        context: &Context<'_>,
        weights: &TradeWeights,
        importer: &str,
        exporter: &str,
    ) -> Result<Self, BriefFault> {
        let mut lines = Self::default();
        for (code, value) in weights.products(importer, exporter) {
            if *value <= 0.0 {
                continue;
            }
            let query = |code| Query::new(importer, exporter, code, context.asked.on);
            match context.schedule.duty(&query(*code)) {
                Ok(answer) => lines.add(&answer, *code, *value),
                Err(QueryFault::Differs { lines: pieces, .. }) => {
                    let each = value / pieces.len() as f64;
                    for (piece, _) in pieces {
                        let answer = context.schedule.duty(&query(piece))?;
                        lines.add(&answer, piece, each);
                    }
                }
                // Codes of another vintage are out of the mean as well, and show in its coverage.
                Err(QueryFault::UnknownCode { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(lines)
    }

    fn add(&mut self, answer: &DutyAnswer, code: HsCode, value: f64) {
        self.trade += value;
        self.unlisted.extend(answer.unlisted_duties.iter().cloned());
        let mut by_authority: BTreeMap<String, f64> = BTreeMap::new();
        let mut measures: BTreeMap<String, std::collections::BTreeSet<String>> = BTreeMap::new();
        let mut spared: BTreeMap<&String, (f64, f64)> = BTreeMap::new();
        for layer in answer.layers.iter().filter(|layer| !layer.is_ordinary) {
            if layer.rate != 0.0 {
                *by_authority.entry(layer.authority.clone()).or_default() += layer.rate;
                measures
                    .entry(layer.authority.clone())
                    .or_default()
                    .insert(layer.measure.clone());
            }
            for (share, status) in &layer.parts {
                if let LayerStatus::Exempt(by) = status {
                    // Layers that replace each other would not all be owed: the highest counts.
                    let (part, forgone) = spared.entry(by).or_default();
                    *part = part.max(*share);
                    *forgone = forgone.max(share * layer.statutory);
                }
            }
        }
        for (by, (part, forgone)) in spared {
            let sum = self.spared.entry(by.clone()).or_default();
            sum.0 += value * part;
            sum.1 += value * forgone;
        }
        let key: Vec<(String, i64)> = by_authority
            .into_iter()
            .map(|(authority, rate)| (authority, rounded(rate)))
            .collect();
        let group = self.groups.entry(key).or_insert_with(|| Group {
            trade: 0.0,
            example: (code, 0.0),
            measures: BTreeMap::new(),
        });
        group.trade += value;
        if value > group.example.1 {
            group.example = (code, value);
        }
        for (authority, ids) in measures {
            group.measures.entry(authority).or_default().extend(ids);
        }
    }
}

/// Controls that one side holds against the other.
fn controls(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    actor: &str,
    target: &str,
) -> Vec<Control> {
    let held = context.in_force(actor, target, context.asked.on);
    let controls = held.into_iter().filter(|one| {
        use Instrument::{ExportControl, ImportBan, PurchaseCommitment, Quota, Sanction};
        matches!(
            one.body.instrument,
            ExportControl | ImportBan | PurchaseCommitment | Quota | Sanction
        )
    });
    let mut control = |entry: &Entry<Measure>| Control {
        id: {
            let basis = ledger.says(Kind::Measure, entry);
            let title = format!(
                "Measure in force: {}",
                entry.common.title.clone().unwrap_or_default()
            );
            ledger.file(&format!("control.{}", entry.id), title, basis)
        },
        measure: entry.id.clone(),
        actor: actor.to_owned(),
        instrument: entry.body.instrument.word().to_owned(),
        title: entry
            .common
            .title
            .clone()
            .unwrap_or_else(|| entry.id.clone()),
        scope: entry.body.scope.clone(),
        from: entry.body.from.map(|day| day.to_string()),
    };
    controls.map(&mut control).collect()
}
