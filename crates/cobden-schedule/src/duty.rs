//! One question and its answer: the duty on a line, layer by layer.

use std::collections::BTreeMap;
use std::sync::Arc;

use cobden_codes::HsCode;
use cobden_record::{Citation, Measure, Status};
use jiff::civil::Date;

use crate::error::QueryFault;
use crate::lines::Lines;
use crate::materials::Material;
use crate::resolve::{Fate, Line, Resolved};
use crate::schedule::Schedule;
use crate::situation::Situation;
use crate::tariff::Tariff;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Who imports.
    pub importer: String,
    /// From whom: an economy, or a group whose members are treated as one.
    pub exporter: String,
    /// What: a code of 2 to 10 digits whose lines all have the same duty.
    pub code: HsCode,
    /// The day of entry.
    pub on: Date,
    /// The day of export, for relief of goods under way.
    pub exported: Option<Date>,
    /// Shares assumed for conditions, 0 to 1.
    pub assume: Vec<(String, f64)>,
}

impl Query {
    /// A question without special circumstances.
    pub fn new(importer: &str, exporter: &str, code: HsCode, on: Date) -> Self {
        Self {
            importer: importer.to_owned(),
            exporter: exporter.to_owned(),
            code,
            on,
            exported: None,
            assume: Vec::new(),
        }
    }
}

/// The duty and what it is made of. Ratios of customs value.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyAnswer {
    /// All layers.
    pub total: f64,
    /// All layers but the ordinary duty.
    pub additional: f64,
    /// Whether an ordinary duty of this line is in the record; without it `total` is the additional duty alone.
    pub has_ordinary: bool,
    /// Whether every specific duty has an ad valorem equivalent; without it `total` is a lower bound.
    pub valued: bool,
    /// The layers: the ordinary duty, then by authority and id.
    pub layers: Vec<Layer>,
    /// Duties in force whose product list the record does not hold: with them the total may be higher.
    pub unlisted_duties: Vec<String>,
    /// Exemptions in force whose product list the record does not hold: with them it may be lower.
    pub unlisted_exemptions: Vec<String>,
    /// Measures from which goods under way are free, with the last day of export and of entry, that the question did not claim.
    pub in_transit: Vec<String>,
    /// The lines of the tariff that the answer is for.
    pub lines: Vec<HsCode>,
}

/// One measure that touches the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Id of the measure.
    pub measure: String,
    /// What tables call it.
    pub title: Option<String>,
    /// The power used.
    pub authority: String,
    /// Whether it is the ordinary duty.
    pub is_ordinary: bool,
    /// What it adds to the total; the sum over layers is the total.
    pub rate: f64,
    /// What it would charge if nothing stood in its way.
    pub statutory: f64,
    /// Applied if it is due on any part of the trade, else what became of it on the largest.
    pub status: LayerStatus,
    /// Shares of trade and what became of it there, largest first; one entry unless a condition splits the line.
    pub parts: Vec<(f64, LayerStatus)>,
    /// Where it is from.
    pub sources: Vec<Citation>,
}

/// What became of a measure; the others by id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LayerStatus {
    /// It is due.
    Applied,
    /// Not due where the other is owed.
    Excluded(String),
    /// Its products are taken out by the other, or a condition that spares it is met.
    Exempt(String),
    /// The other holds in its place.
    Replaced(String),
    /// The other is the higher of which only one is owed.
    NotHighest(String),
    /// Not due for a while, by that entry.
    Suspended(String),
    /// A condition of the measure is not met.
    NotMet(String),
    /// It is said to exist; nothing was published.
    Reported,
}

impl std::fmt::Display for LayerStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Applied => f.write_str("applied"),
            Self::Excluded(by) | Self::NotHighest(by) => write!(f, "excluded by {by}"),
            Self::Exempt(by) => write!(f, "exempt by {by}"),
            Self::Replaced(by) => write!(f, "replaced by {by}"),
            Self::Suspended(by) => write!(f, "suspended by {by}"),
            Self::NotMet(condition) => write!(f, "outside {condition}"),
            Self::Reported => f.write_str("reported only"),
        }
    }
}

/// Totals nearer than this are the same duty.
pub(crate) const SAME: f64 = 1e-12;

impl<'r> Schedule<'r> {
    /// The duty on a code, from an economy, on a day.
    ///
    /// # Errors
    /// [`QueryFault`] for names and codes that are not known, for a code whose lines have different
    /// duties, and for a group whose members are not treated as one.
    pub fn duty(&self, query: &Query) -> Result<DutyAnswer, QueryFault> {
        let tariff = self.tariff(&query.importer)?;
        let exporter = self.exporter(&query.importer, &query.exporter, query.on)?;
        let assume = self.assumptions(&query.assume)?;
        let lines = self.lines(&query.importer, query.code, query.on)?;
        let situation = &*self.met_by(query, tariff, exporter)?;
        let exporter_code = self.exporter_code(exporter);
        let settle = |code: HsCode| {
            let line = Line {
                schedule: self,
                exporter: exporter_code,
                line: code.range().start,
                assume: &assume,
            };
            let mut resolved = Resolved::new();
            // One line is looked up faster than the code space is cut.
            let inside = |one: &Material<'_>| one.holds(line.line);
            resolved.settle(situation, &line, inside, true);
            resolved
        };
        // Where lines are not held, a code may still hold pieces with different duties.
        let pieces = Lines::new(self, &query.importer, query.on)?.below(query.code);
        let resolved = settle(pieces[0]);
        let mut totals = vec![(pieces[0], resolved.total)];
        let mut differs = false;
        for &piece in &pieces[1..] {
            let other = settle(piece);
            let pairs = resolved.owed.iter().zip(&other.owed);
            differs |= pairs.into_iter().any(|(a, b)| (a - b).abs() >= SAME)
                || resolved.valued != other.valued
                || resolved.has_ordinary != other.has_ordinary;
            totals.push((piece, other.total));
        }
        if differs {
            return Err(QueryFault::Differs {
                code: query.code,
                lines: totals,
            });
        }
        let unlisted = |duties: bool| -> Vec<String> {
            let all = self.unlisted(&query.importer, exporter, query.on);
            let asked = all.filter(|one| one.measure.instrument.is_duty() == duties);
            asked.map(|one| one.entry.id.clone()).collect()
        };
        Ok(DutyAnswer {
            total: resolved.total,
            additional: resolved.total - resolved.ordinary,
            has_ordinary: resolved.has_ordinary,
            valued: resolved.valued,
            layers: self.layers(situation, &resolved),
            unlisted_duties: unlisted(true),
            unlisted_exemptions: unlisted(false),
            in_transit: self.unclaimed(query, situation, &resolved),
            lines,
        })
    }

    /// The duty owed in all on one line, without its layers: for many questions in a row.
    ///
    /// # Errors
    /// As [`Schedule::duty`], but a code is taken for the line it begins with.
    pub fn total(&self, query: &Query) -> Result<f64, QueryFault> {
        let tariff = self.tariff(&query.importer)?;
        let exporter = self.exporter(&query.importer, &query.exporter, query.on)?;
        let assume = self.assumptions(&query.assume)?;
        let situation = self.met_by(query, tariff, exporter)?;
        let line = Line {
            schedule: self,
            exporter: self.exporter_code(exporter),
            line: query.code.range().start,
            assume: &assume,
        };
        let mut resolved = Resolved::new();
        let inside = self.segments(tariff).inside_at(line.line);
        resolved.settle(&situation, &line, |one| inside.has(one.index), false);
        Ok(resolved.total)
    }

    /// What holds for the goods of a question: without the measures that goods under way do not meet yet.
    ///
    /// What comes back in the place of a measure may have a relief of its own.
    fn met_by(
        &self,
        query: &Query,
        tariff: &Tariff,
        exporter: usize,
    ) -> Result<Arc<Situation>, QueryFault> {
        let interval = tariff.interval(query.on);
        let mut situation = self.situation(tariff, interval, exporter)?.clone();
        let mut relieved = Vec::new();
        let Some(exported) = query.exported else {
            return Ok(situation);
        };
        loop {
            let before = relieved.len();
            let more = self.reliefs(query, &situation);
            let more = more.filter(|(_, relief)| exported < relief.exported_before);
            relieved.extend(more.map(|(index, _)| index).collect::<Vec<_>>());
            if relieved.len() == before {
                return Ok(situation);
            }
            situation = Arc::new(self.situation_without(tariff, exporter, query.on, &relieved)?);
        }
    }

    /// Measures from which goods under way are free on the day of a question.
    fn reliefs<'s>(
        &'s self,
        query: &'s Query,
        situation: &'s Situation,
    ) -> impl Iterator<Item = (usize, cobden_record::InTransit)> + 's {
        situation.members.iter().filter_map(move |member| {
            let index = member.key.measure;
            let relief = self.measures[index].measure.in_transit?;
            let inside = self.measures[index]
                .material
                .holds(query.code.range().start);
            (inside && query.on < relief.entered_before).then_some((index, relief))
        })
    }

    /// The reliefs from duties that are owed and that a question did not claim, in words.
    fn unclaimed(&self, query: &Query, situation: &Situation, resolved: &Resolved) -> Vec<String> {
        let owed = |index: usize| {
            let members = situation.members.iter().zip(&resolved.owed);
            members
                .into_iter()
                .any(|(member, owed)| member.key.measure == index && *owed > 0.0)
        };
        self.reliefs(query, situation)
            .filter(|(index, _)| owed(*index))
            .map(|(index, relief)| {
                let id = &self.measures[index].entry.id;
                let (exported, entered) = (relief.exported_before, relief.entered_before);
                format!(
                    "{id}: not on goods exported before {exported} and entered before {entered}"
                )
            })
            .collect()
    }

    fn layers(&self, situation: &Situation, resolved: &Resolved) -> Vec<Layer> {
        let id = |at: usize| {
            let measure = situation.members[at].key.measure;
            self.measures[measure].entry.id.clone()
        };
        let mut layers = Vec::new();
        for (at, member) in situation.members.iter().enumerate() {
            let one = &self.measures[member.key.measure];
            let mut parts: BTreeMap<LayerStatus, f64> = BTreeMap::new();
            for (weight, fates) in &resolved.fates {
                let status = match fates[at] {
                    Fate::Outside => continue,
                    Fate::NotMet(condition) => {
                        LayerStatus::NotMet(self.conditions()[condition].id.clone())
                    }
                    Fate::Spared(condition) => {
                        LayerStatus::Exempt(self.conditions()[condition].id.clone())
                    }
                    Fate::Suspended(spell) => {
                        LayerStatus::Suspended(one.validity.suspensions[spell].by.clone())
                    }
                    Fate::Reported => LayerStatus::Reported,
                    Fate::Exempt(by) => LayerStatus::Exempt(id(by)),
                    Fate::Replaced(by) => LayerStatus::Replaced(id(by)),
                    Fate::Excluded(by) => LayerStatus::Excluded(id(by)),
                    Fate::NotHighest(by) => LayerStatus::NotHighest(id(by)),
                    Fate::Applied => LayerStatus::Applied,
                };
                *parts.entry(status).or_default() += weight;
            }
            if parts.is_empty() || !is_shown(&one.measure) {
                continue;
            }
            let mut parts: Vec<(f64, LayerStatus)> = parts
                .into_iter()
                .map(|(status, weight)| (weight, status))
                .collect();
            parts.sort_by(|a, b| b.0.total_cmp(&a.0));
            let applies = parts
                .iter()
                .any(|(_, status)| *status == LayerStatus::Applied);
            layers.push(Layer {
                measure: one.entry.id.clone(),
                title: one.entry.common.title.clone(),
                authority: one.measure.authority.clone(),
                is_ordinary: one.is_ordinary,
                rate: resolved.owed[at],
                statutory: resolved.statutory[at],
                status: if applies {
                    LayerStatus::Applied
                } else {
                    parts[0].1.clone()
                },
                parts,
                sources: one.entry.common.sources.clone(),
            });
        }
        layers.sort_by(|a, b| {
            let key = |layer: &Layer| (!layer.is_ordinary, layer.authority.clone());
            key(a).cmp(&key(b)).then_with(|| a.measure.cmp(&b.measure))
        });
        layers
    }
}

/// Exemptions show in what they exempt; one that is only reported shows by itself.
fn is_shown(measure: &Measure) -> bool {
    measure.instrument.is_duty() || measure.status == Status::Reported
}
