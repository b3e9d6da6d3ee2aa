//! What lines pay, and of how much trade.

use std::collections::{BTreeMap, BTreeSet};

use cobden_codes::HsCode;
use cobden_record::Kind;
use cobden_schedule::{DutyAnswer, LayerStatus, Query, QueryFault};
use schemars::JsonSchema;
use serde::Serialize;

use super::Pair;
use crate::fault::BriefFault;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger};
use crate::words;

/// An additional duty that lines pay.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LineRate {
    /// Whether lines pay it, or it is a mean.
    pub kind: LineKind,
    /// How much.
    pub additional: Figure,
    /// Share of the trade that pays it.
    pub share: Figure,
    /// The duties that make it up, in the order of powers; empty for means.
    pub layers: Vec<Layer>,
    /// The line of it with most trade.
    pub example: String,
}

/// What the rate of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Lines pay it.
    Rate,
    /// The mean of lines of which only part pays a duty: by heading, or by share of what a condition asks.
    Mixed,
    /// The mean of all other lines.
    Others,
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

/// Rates shown of a direction.
const RATES: usize = 6;
/// The least share of trade at which a rate is shown.
const SMALLEST_SHARE: f64 = 0.005;

/// A rate as a key: millionths of a percent.
fn rounded(ratio: f64) -> i64 {
    (ratio * 1e8).round() as i64
}

/// A key as percent.
pub(super) fn unrounded(key: i64) -> f64 {
    key as f64 / 1e6
}

/// What trade on lines pays, gathered.
#[derive(Default)]
pub(super) struct Lines {
    /// Trade found in the tariff.
    pub trade: f64,
    /// Lines that pay all of what is on them, by power and rate.
    groups: BTreeMap<Vec<(String, i64)>, Group>,
    /// Lines of which part pays.
    mixed: Group,
    /// Trade by the mean additional duty of its line.
    by_rate: BTreeMap<i64, f64>,
    /// By measure or condition: trade spared a duty.
    pub spared: BTreeMap<String, f64>,
    /// By measure or condition: the lines on which it spares a duty, their trade and additional duty.
    pub lines_spared: BTreeMap<String, Vec<(HsCode, f64, f64)>>,
    /// Duties in force whose lines are not held.
    pub unlisted: BTreeSet<String>,
}

/// Lines that pay the same duties.
#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    trade: f64,
    /// What they pay, in the unit of trade.
    owed: f64,
    /// The line with most trade.
    example: Option<(HsCode, f64)>,
    measures: BTreeMap<String, BTreeSet<String>>,
}

impl Group {
    fn add(&mut self, other: &Self) {
        self.trade += other.trade;
        self.owed += other.owed;
        if let Some((code, value)) = other.example {
            self.example_of(code, value);
        }
        for (authority, ids) in &other.measures {
            self.measures
                .entry(authority.clone())
                .or_default()
                .extend(ids.iter().cloned());
        }
    }

    fn example_of(&mut self, code: HsCode, value: f64) {
        if self.example.is_none_or(|(_, most)| value > most) {
            self.example = Some((code, value));
        }
    }
}

/// Whether a duty is owed on part of a line only.
fn is_partial(layer: &cobden_schedule::Layer) -> bool {
    !layer.is_ordinary
        && layer.parts.len() > 1
        && layer
            .parts
            .iter()
            .any(|(share, status)| *share > 0.0 && *status == LayerStatus::Applied)
}

impl Pair<'_, '_> {
    /// Every line in the weights with its answer and trade; the trade of a code wider than lines is shared among them alike.
    ///
    /// Codes of another vintage are out of the mean as well, and show in its coverage.
    pub(super) fn each_line(
        &self,
        mut each: impl FnMut(&DutyAnswer, HsCode, f64),
    ) -> Result<(), BriefFault> {
        let context = self.context;
        for (code, value) in self.weights.products(self.importer, self.exporter) {
            if *value <= 0.0 {
                continue;
            }
            let query = |code| Query::new(self.importer, self.exporter, code, context.asked.on);
            match context.schedule.duty(&query(*code)) {
                Ok(answer) => each(&answer, *code, *value),
                Err(QueryFault::Differs { lines: pieces, .. }) => {
                    let share = value / pieces.len() as f64;
                    for (piece, _) in pieces {
                        each(&context.schedule.duty(&query(piece))?, piece, share);
                    }
                }
                Err(QueryFault::UnknownCode { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(())
    }
}

impl Lines {
    pub(super) fn count(pair: &Pair<'_, '_>) -> Result<Self, BriefFault> {
        let mut lines = Self::default();
        pair.each_line(|answer, code, value| lines.add(answer, code, value))?;
        Ok(lines)
    }

    fn add(&mut self, answer: &DutyAnswer, code: HsCode, value: f64) {
        self.trade += value;
        self.unlisted.extend(answer.unlisted_duties.iter().cloned());
        *self.by_rate.entry(rounded(answer.additional)).or_default() += value;
        let mut by_authority: BTreeMap<String, f64> = BTreeMap::new();
        let mut group = Group {
            trade: value,
            owed: value * answer.additional,
            example: Some((code, value)),
            measures: BTreeMap::new(),
        };
        // A line spared several duties by one exemption is spared once.
        let mut spared: BTreeMap<&String, f64> = BTreeMap::new();
        for layer in answer.layers.iter().filter(|layer| !layer.is_ordinary) {
            if layer.rate != 0.0 {
                *by_authority.entry(layer.authority.clone()).or_default() += layer.rate;
                group
                    .measures
                    .entry(layer.authority.clone())
                    .or_default()
                    .insert(layer.measure.clone());
            }
            for (share, status) in &layer.parts {
                if let LayerStatus::Exempt(by) = status {
                    let part = spared.entry(by).or_default();
                    *part = part.max(*share);
                }
            }
        }
        for (by, part) in spared {
            *self.spared.entry(by.clone()).or_default() += value * part;
            self.lines_spared
                .entry(by.clone())
                .or_default()
                .push((code, value, answer.additional));
        }
        if answer.layers.iter().any(is_partial) {
            self.mixed.add(&group);
            return;
        }
        let key: Vec<(String, i64)> = by_authority
            .into_iter()
            .map(|(authority, rate)| (authority, rounded(rate)))
            .collect();
        self.groups.entry(key).or_default().add(&group);
    }

    /// The additional duty that half of the trade pays at most, as a key.
    pub(super) fn median(&self) -> Option<i64> {
        let mut below = 0.0;
        let middle = self.by_rate.iter().find(|(_, trade)| {
            below += **trade;
            below >= 0.5 * self.trade
        });
        middle.map(|(rate, _)| *rate)
    }

    /// The additional duty that lines with most trade pay in full, as a key, and their trade.
    pub(super) fn most_common(&self) -> Option<(i64, f64)> {
        let mut rates: BTreeMap<i64, f64> = BTreeMap::new();
        for (layers, group) in &self.groups {
            let rate = layers.iter().map(|(_, rate)| rate).sum();
            *rates.entry(rate).or_default() += group.trade;
        }
        rates.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The line with most trade.
    pub(super) fn example(&self) -> Option<HsCode> {
        let groups = self.groups.values().chain([&self.mixed]);
        let examples = groups.filter_map(|group| group.example);
        let most = examples.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        most.map(|(code, _)| code)
    }
}

impl Pair<'_, '_> {
    /// What lines pay, most trade first, then what is a mean of lines.
    pub(super) fn rates(&self, ledger: &mut Ledger<'_>, lines: &Lines) -> Vec<LineRate> {
        let mut groups: Vec<(&Vec<(String, i64)>, &Group)> = lines.groups.iter().collect();
        groups.sort_by(|a, b| b.1.trade.total_cmp(&a.1.trade).then(a.0.cmp(b.0)));
        let told = groups
            .iter()
            .take(RATES)
            .take_while(|(_, group)| group.trade >= SMALLEST_SHARE * lines.trade)
            .count();
        let (told, untold) = groups.split_at(told);
        let mut found = Vec::new();
        for (place, (layers, group)) in told.iter().enumerate() {
            let percent: f64 = layers.iter().map(|(_, rate)| unrounded(*rate)).sum();
            let name = (place + 1).to_string();
            found.extend(self.row(ledger, lines, group, (LineKind::Rate, &name, percent)));
            if let Some(row) = found.last_mut() {
                row.layers = layers
                    .iter()
                    .map(|(authority, rate)| layer(group, authority, *rate))
                    .collect();
            }
        }
        let mut others = Group::default();
        untold.iter().for_each(|(_, group)| others.add(group));
        for (kind, name, group) in [
            (LineKind::Mixed, "mixed", &lines.mixed),
            (LineKind::Others, "others", &others),
        ] {
            if group.trade > 0.0 {
                let percent = 100.0 * group.owed / group.trade;
                found.extend(self.row(ledger, lines, group, (kind, name, percent)));
            }
        }
        found
    }

    fn row(
        &self,
        ledger: &mut Ledger<'_>,
        lines: &Lines,
        group: &Group,
        (kind, name, percent): (LineKind, &str, f64),
    ) -> Option<LineRate> {
        let (example, _) = group.example?;
        let key = format!("duty.{}-{}.rate-{name}", self.importer, self.exporter);
        let ids = group.measures.values().flatten();
        let entries = ids.filter_map(|id| self.context.record.measures.get(id));
        let measures: Vec<String> = entries
            .map(|entry| ledger.entry(Kind::Measure, entry))
            .collect();
        let weights = ledger.entry(Kind::Weights, self.entry);
        let basis = |how: String, repeat| Basis::Duties {
            how,
            weights: weights.clone(),
            measures: measures.clone(),
            repeat,
        };
        let which = match kind {
            LineKind::Rate => format!("lines on which {} is owed", words::rate(percent)),
            LineKind::Mixed => {
                "lines of which only part owes a duty, by heading or by share".to_owned()
            }
            LineKind::Others => "lines that are in no row above".to_owned(),
        };
        let (title, of_rate) = match kind {
            LineKind::Rate => (
                format!(
                    "Additional duty of {} on some lines of {}",
                    words::the(self.importer),
                    words::the(self.exporter)
                ),
                basis(which.clone(), Some(self.line(example))),
            ),
            _ => (
                format!(
                    "Mean additional duty of {}: {which}",
                    words::the(self.importer)
                ),
                basis(
                    format!(
                        "{which}: their additional duties, as `{}` gives them, weighed with trade",
                        self.line(example)
                    ),
                    None,
                ),
            ),
        };
        let of_share = basis(
            format!("trade on {which} over all trade found in the tariff, line by line"),
            None,
        );
        Some(LineRate {
            kind,
            additional: ledger.figure(&key, percent, Unit::Percent, title, of_rate),
            share: ledger.figure(
                &format!("{key}.share"),
                100.0 * group.trade / lines.trade,
                Unit::Percent,
                format!("Share of trade: {which}"),
                of_share,
            ),
            layers: Vec::new(),
            example: example.to_string(),
        })
    }
}

fn layer(group: &Group, authority: &str, rate: i64) -> Layer {
    Layer {
        authority: authority.to_owned(),
        percent: unrounded(rate),
        measures: group
            .measures
            .get(authority)
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
    }
}
