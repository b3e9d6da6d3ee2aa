//! One question and its answer: the duty on a line, layer by layer.

use std::collections::BTreeMap;
use std::sync::Arc;

use cobden_codes::{Coverage, Group, HsCode, suggest};
use cobden_record::{Citation, Measure, Status};
use jiff::civil::Date;

use crate::compiled::Compiled;
use crate::error::QueryFault;
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
    /// The layers: the ordinary duty, then by authority and day.
    pub layers: Vec<Layer>,
    /// Enacted duties and exemptions that may apply, but whose product list the record does not hold.
    pub unlisted: Vec<String>,
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
    /// What became of it on the largest part of the trade.
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
    /// Its products are taken out by the other.
    Exempt(String),
    /// The other holds in its place.
    Replaced(String),
    /// The other is the higher of which only one is owed.
    NotHighest(String),
    /// Not due for a while, by that entry.
    Suspended(String),
    /// A condition of the measure is not met, or one of its exceptions is.
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
        let settle = |code: HsCode| -> Result<Resolved, QueryFault> {
            self.refuse_part(situation, code)?;
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
            Ok(resolved)
        };
        let resolved = settle(lines[0])?;
        let mut totals = vec![(lines[0], resolved.total)];
        let mut differs = false;
        for &line in &lines[1..] {
            let other = settle(line)?;
            let same = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < SAME);
            differs |= !same(&resolved.owed, &other.owed);
            totals.push((line, other.total));
        }
        if differs {
            return Err(QueryFault::Differs {
                code: query.code,
                lines: totals,
            });
        }
        Ok(DutyAnswer {
            total: resolved.total,
            additional: resolved.total - resolved.ordinary,
            has_ordinary: resolved.has_ordinary,
            valued: resolved.valued,
            layers: self.layers(situation, &resolved),
            unlisted: self
                .unlisted(&query.importer, exporter, query.on)
                .map(|one| one.entry.id.clone())
                .collect(),
            in_transit: self.unclaimed(query, situation),
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
        let situation = self.situation(tariff, tariff.interval(query.on), exporter)?;
        let line = Line {
            schedule: self,
            exporter: self.exporter_code(exporter),
            line: query.code.range().start,
            assume: &assume,
        };
        let mut resolved = Resolved::new();
        let inside = self.segments(tariff).inside_at(line.line);
        resolved.settle(situation, &line, |one| inside.has(one.index), false);
        Ok(resolved.total)
    }

    pub(crate) fn tariff(&self, importer: &str) -> Result<&Tariff, QueryFault> {
        self.tariffs
            .get(importer)
            .ok_or_else(|| QueryFault::NoImporter {
                importer: importer.to_owned(),
                known: self.importers().into_iter().map(str::to_owned).collect(),
            })
    }

    /// The index of an economy, or of the first member of a group that is treated as one.
    pub(crate) fn exporter(
        &self,
        importer: &str,
        exporter: &str,
        on: Date,
    ) -> Result<usize, QueryFault> {
        if importer == exporter {
            return Err(QueryFault::Same {
                economy: importer.to_owned(),
            });
        }
        if let Some(index) = self.exporter_index(exporter) {
            return Ok(index);
        }
        let members = Group::find(exporter).map(|group| group.members_on(on));
        let members = members.unwrap_or_default();
        let indices: Vec<(usize, &str)> = members
            .iter()
            .filter(|member| **member != importer)
            .filter_map(|member| Some((self.exporter_index(member)?, *member)))
            .collect();
        let Some(&(first, first_code)) = indices.first() else {
            let codes = cobden_codes::Economy::all().map(|economy| economy.code());
            let groups = Group::all().map(|group| group.name());
            return Err(QueryFault::NoExporter {
                exporter: exporter.to_owned(),
                near: suggest::nearest(exporter, codes.chain(groups)),
            });
        };
        let tariff = self.tariff(importer)?;
        let interval = tariff.interval(on);
        let of_first = self.situation(tariff, interval, first)?;
        for (index, second) in &indices[1..] {
            if !Arc::ptr_eq(of_first, self.situation(tariff, interval, *index)?) {
                return Err(QueryFault::GroupDiffers {
                    group: exporter.to_owned(),
                    on,
                    first: first_code.to_owned(),
                    second: (*second).to_owned(),
                });
            }
        }
        Ok(first)
    }

    pub(crate) fn assumptions(
        &self,
        assume: &[(String, f64)],
    ) -> Result<Vec<(usize, f64)>, QueryFault> {
        let find = |(id, share): &(String, f64)| {
            let found = self.conditions().binary_search_by(|one| one.id.cmp(id));
            let index = found.map_err(|_| QueryFault::NoCondition {
                condition: id.clone(),
                known: self.conditions().iter().map(|one| one.id.clone()).collect(),
            })?;
            Ok((index, *share))
        };
        assume.iter().map(find).collect()
    }

    /// The lines of the importer's tariff that a code stands for; the code itself where they are not held.
    ///
    /// # Errors
    /// [`QueryFault::UnknownCode`] where the lines are held and none lies below the code.
    pub fn lines(&self, importer: &str, code: HsCode, on: Date) -> Result<Vec<HsCode>, QueryFault> {
        let Some(nomenclature) = self.record.nomenclature(importer, on) else {
            return Ok(vec![code]);
        };
        let all = &nomenclature.body.lines;
        if all.is_empty() {
            return Ok(vec![code]);
        }
        let asked = code.range();
        let from = all.partition_point(|line| line.range().end <= asked.start);
        let below: Vec<HsCode> = all[from..]
            .iter()
            .take_while(|line| line.range().start < asked.end)
            .copied()
            .collect();
        if !below.is_empty() {
            return Ok(below);
        }
        let neighbours = [from.checked_sub(1), Some(from)].into_iter().flatten();
        let near = neighbours
            .filter_map(|index| all.get(index))
            .max_by_key(|line| shared_digits(**line, code));
        Err(QueryFault::UnknownCode {
            code,
            nomenclature: nomenclature.id.clone(),
            near: near.map(|line| line.to_string()),
        })
    }

    /// A code that a measure covers in part has no single answer.
    fn refuse_part(&self, situation: &Situation, code: HsCode) -> Result<(), QueryFault> {
        for member in &situation.members {
            let one = &self.measures[member.key.measure];
            let Some(products) = &one.material.products else {
                continue;
            };
            let is_line = code.digits() == 10
                || products.coverage(code) != Coverage::Part
                || self.is_line(&one.measure.actor, code);
            if !is_line {
                return Err(QueryFault::TooWide {
                    code,
                    measure: one.entry.id.clone(),
                    below: self.codes_below(one, code),
                });
            }
        }
        Ok(())
    }

    fn is_line(&self, importer: &str, code: HsCode) -> bool {
        let nomenclatures = self.record.nomenclatures.values();
        nomenclatures
            .filter(|entry| entry.body.importer == importer)
            .any(|entry| entry.body.lines.binary_search(&code).is_ok())
    }

    fn codes_below(&self, one: &Compiled<'_>, code: HsCode) -> Vec<HsCode> {
        let lists = self.record.lists.values();
        let of_measure = |id: &str| match &one.measure.products {
            cobden_record::Products::Chosen { include, .. } => include
                .iter()
                .any(|item| matches!(item, cobden_record::Item::List(name) if name == id)),
            _ => false,
        };
        let rows = lists.filter(|list| of_measure(&list.id));
        let rows = rows.flat_map(|list| &list.body.rows);
        rows.map(|row| row.code)
            .filter(|below| code.covers(*below))
            .collect()
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

    /// The reliefs that a question did not claim, in words.
    fn unclaimed(&self, query: &Query, situation: &Situation) -> Vec<String> {
        self.reliefs(query, situation)
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

fn shared_digits(a: HsCode, b: HsCode) -> usize {
    let (a, b) = (a.plain(), b.plain());
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}
