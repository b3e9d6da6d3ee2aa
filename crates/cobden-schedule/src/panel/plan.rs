//! What there is to write: intervals, partners that are treated alike, and the duties of every line.

use std::collections::{BTreeSet, HashMap};

use cobden_codes::{Economy, EconomyKind, HsCode};
use jiff::civil::{Date, date};
use rayon::prelude::*;

use super::PanelFault;
use crate::condition::bits;
use crate::error::QueryFault;
use crate::lines::Settler;
use crate::schedule::Schedule;
use crate::segments::Segments;
use crate::situation::Situation;
use crate::tariff::Tariff;

/// A spell without changes, half-open.
struct Span {
    from: Date,
    until: Date,
    interval: usize,
    /// Bit of the nomenclature whose lines there are.
    vintage: u64,
}

/// Partners with the same rows.
pub(super) struct Class {
    pub(super) partners: Vec<&'static str>,
    /// By span, which table of duties holds.
    tables: Vec<usize>,
}

/// The duties of a line, in percent.
pub(super) struct Outcome {
    pub(super) total: f64,
    /// None where the record has no ordinary duty of the line.
    pub(super) ordinary: Option<f64>,
    pub(super) valued: bool,
    /// By authority.
    pub(super) layers: Vec<f64>,
}

/// Everything that the rows are made of.
pub(super) struct Plan<'a> {
    pub(super) schedule: &'a Schedule<'a>,
    pub(super) importer: String,
    pub(super) from: Date,
    pub(super) until: Date,
    pub(super) authorities: &'a [String],
    pub(super) lines: Vec<HsCode>,
    pub(super) classes: Vec<Class>,
    /// Distinct duties.
    pub(super) outcomes: Vec<Outcome>,
    /// Bits of the nomenclatures that have a line.
    vintages: Vec<u64>,
    /// Place of each line's segment in the tables.
    segment_of: Vec<u32>,
    spans: Vec<Span>,
    /// Outcome by segment.
    tables: Vec<Vec<u32>>,
}

/// The rows of a class, as columns.
#[derive(Default)]
pub(super) struct Rows {
    /// Place among the lines.
    pub(super) line: Vec<u32>,
    /// Days since 1970.
    pub(super) from: Vec<i32>,
    pub(super) until: Vec<i32>,
    /// Place among the outcomes.
    pub(super) outcome: Vec<u32>,
}

/// How many rows there are, and of which sort.
pub(super) struct Counts {
    pub(super) rows: u64,
    pub(super) unvalued: u64,
    pub(super) without_ordinary: u64,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        schedule: &'a Schedule<'a>,
        importer: &str,
        from: Date,
        until: Date,
    ) -> Result<Self, PanelFault> {
        let tariff = schedule.tariff(importer)?;
        if until <= from {
            return Err(PanelFault::NoDays { from, until });
        }
        let (spans, lines, vintages) = spans(schedule, tariff, importer, from, until);
        if lines.is_empty() {
            return Err(PanelFault::NoLines {
                importer: importer.to_owned(),
            });
        }
        let (codes, segment_of) = segments(schedule.segments(tariff), &lines);
        let (classes, keys) = classes(schedule, tariff, importer, &spans, from, until)?;
        let settled: Vec<(Vec<Vec<u64>>, Vec<u32>)> = keys
            .par_iter()
            .map(|(situation, own)| {
                let exporter = own.unwrap_or(NOBODY);
                let settler = Settler::of(schedule, tariff, situation, exporter);
                settle(settler, &codes)
            })
            .collect();
        let (outcomes, tables) = merge(settled);
        Ok(Self {
            schedule,
            importer: importer.to_owned(),
            from,
            until,
            authorities: &tariff.authorities,
            lines,
            classes,
            outcomes,
            vintages,
            segment_of,
            spans,
            tables,
        })
    }

    pub(super) fn partners(&self) -> usize {
        self.classes.iter().map(|class| class.partners.len()).sum()
    }

    /// The rows of a class, by line and day.
    pub(super) fn rows(&self, class: &Class) -> Rows {
        // Spans with the same duties on all lines are one.
        let mut spells: Vec<(i32, i32, u64, &[u32])> = Vec::new();
        let mut before = None;
        for (span, &table) in self.spans.iter().zip(&class.tables) {
            match spells.last_mut() {
                Some(last) if before == Some((table, span.vintage)) => last.1 = days(span.until),
                _ => spells.push((
                    days(span.from),
                    days(span.until),
                    span.vintage,
                    &self.tables[table],
                )),
            }
            before = Some((table, span.vintage));
        }
        let mut rows = Rows::default();
        for (line, (&segment, &vintages)) in self.segment_of.iter().zip(&self.vintages).enumerate()
        {
            // The row that is open: its last day and its outcome.
            let mut open: Option<(i32, u32)> = None;
            for &(from, until, vintage, table) in &spells {
                if vintages & vintage == 0 {
                    open = None;
                    continue;
                }
                let outcome = table[segment as usize];
                match (open, rows.until.last_mut()) {
                    (Some((end, same)), Some(last)) if end == from && same == outcome => {
                        *last = until;
                    }
                    _ => {
                        rows.line.push(line as u32);
                        rows.from.push(from);
                        rows.until.push(until);
                        rows.outcome.push(outcome);
                    }
                }
                open = Some((until, outcome));
            }
        }
        rows
    }

    pub(super) fn counts(&self, rows: &Rows) -> Counts {
        let count = |is: &dyn Fn(&Outcome) -> bool| {
            let hit: Vec<bool> = self.outcomes.iter().map(is).collect();
            let rows = rows.outcome.iter();
            rows.filter(|outcome| hit[**outcome as usize]).count() as u64
        };
        Counts {
            rows: rows.line.len() as u64,
            unvalued: count(&|outcome| !outcome.valued),
            without_ordinary: count(&|outcome| outcome.ordinary.is_none()),
        }
    }
}

/// Stands for all exporters without shares of their own.
const NOBODY: &str = "";

/// The days between which nothing changes, and the lines with the nomenclatures that have them.
fn spans(
    schedule: &Schedule<'_>,
    tariff: &Tariff,
    importer: &str,
    from: Date,
    until: Date,
) -> (Vec<Span>, Vec<HsCode>, Vec<u64>) {
    let view = schedule.view();
    let own = schedule.record.nomenclatures.values();
    let own = own.filter(|entry| entry.body.importer == importer && view.knows(entry));
    let turns = own.flat_map(|entry| [entry.body.from, entry.body.until].into_iter().flatten());
    let mut starts: Vec<Date> = tariff.days.iter().copied().chain(turns).collect();
    starts.retain(|day| from < *day && *day < until);
    starts.push(from);
    starts.sort_unstable();
    starts.dedup();
    // A nomenclature's bit is its place here; more than 64 of them share the last one.
    let mut ids: Vec<&str> = Vec::new();
    let mut lines: Vec<(HsCode, u64)> = Vec::new();
    let mut spans = Vec::with_capacity(starts.len());
    for (at, &start) in starts.iter().enumerate() {
        let nomenclature = view.nomenclature(importer, start);
        let Some(nomenclature) = nomenclature else {
            continue;
        };
        let known = ids.iter().position(|id| *id == nomenclature.id);
        let place = known.unwrap_or(ids.len());
        let vintage = 1 << place.min(63);
        if known.is_none() {
            ids.push(&nomenclature.id);
            lines.extend(nomenclature.body.lines.iter().map(|line| (*line, vintage)));
        }
        spans.push(Span {
            from: start,
            until: starts.get(at + 1).copied().unwrap_or(until),
            interval: tariff.interval(start),
            vintage,
        });
    }
    lines.sort_unstable();
    let merged = lines.chunk_by(|a, b| a.0 == b.0);
    let merged = merged.map(|same| (same[0].0, same.iter().fold(0, |all, line| all | line.1)));
    let (lines, vintages) = merged.unzip();
    (spans, lines, vintages)
}

/// A code of every segment that has lines, and the place of each line's segment among them.
fn segments(cut: &Segments, lines: &[HsCode]) -> (Vec<u64>, Vec<u32>) {
    let mut codes = Vec::new();
    let mut last = None;
    let mut places = Vec::with_capacity(lines.len());
    for line in lines {
        let code = line.range().start;
        let segment = cut.at(code);
        if last != Some(segment) {
            last = Some(segment);
            codes.push(code);
        }
        places.push(codes.len() as u32 - 1);
    }
    (codes, places)
}

/// A situation, and the exporter if it has shares of its own there.
type Key<'a> = (&'a Situation, Option<&'static str>);

/// Partners by what they meet, in order of the first of them; and the tables needed.
fn classes<'a>(
    schedule: &'a Schedule<'a>,
    tariff: &'a Tariff,
    importer: &str,
    spans: &[Span],
    from: Date,
    until: Date,
) -> Result<(Vec<Class>, Vec<Key<'a>>), QueryFault> {
    let asked = |situation: &Situation| {
        let members = situation.members.iter();
        members.fold(0, |all, member| {
            all | schedule.measures[member.key.measure].material.asks
        })
    };
    let partners: BTreeSet<&'static str> = Economy::all()
        .filter(|economy| match economy.kind() {
            EconomyKind::Economy => economy.until().is_none_or(|end| from < end),
            EconomyKind::Withdrawn => economy.until().is_some_and(|end| from < end),
            _ => false,
        })
        .filter(|economy| economy.from().is_none_or(|start| start < until))
        .map(Economy::code)
        .filter(|code| *code != importer)
        .collect();
    let mut keys: Vec<Key<'a>> = Vec::new();
    // Situations that are alike are one object, so its address tells them apart.
    let mut known: HashMap<(*const Situation, Option<&str>), usize> = HashMap::new();
    let mut classes: Vec<Class> = Vec::new();
    let mut class_of: HashMap<Vec<usize>, usize> = HashMap::new();
    for partner in partners {
        let Some(exporter) = schedule.exporter_index(partner) else {
            continue;
        };
        let conditions = schedule.conditions().iter().enumerate();
        let own = conditions.filter(|(_, condition)| condition.has_own(partner));
        let own = own.fold(0_u64, |all, (index, _)| all | 1 << index);
        let mut tables = Vec::with_capacity(spans.len());
        for span in spans {
            let situation = &**schedule.situation(tariff, span.interval, exporter)?;
            let has_own = bits(asked(situation) & own).next().is_some();
            let key = (situation, has_own.then_some(partner));
            let place = *known.entry((key.0 as *const _, key.1)).or_insert_with(|| {
                keys.push(key);
                keys.len() - 1
            });
            tables.push(place);
        }
        let class = *class_of.entry(tables.clone()).or_insert_with(|| {
            classes.push(Class {
                partners: Vec::new(),
                tables,
            });
            classes.len() - 1
        });
        classes[class].partners.push(partner);
    }
    Ok((classes, keys))
}

/// The distinct duties of one situation, as bits, and which one each code has.
fn settle(mut settler: Settler<'_>, codes: &[u64]) -> (Vec<Vec<u64>>, Vec<u32>) {
    let authorities = settler.tariff().authorities.len();
    let mut distinct: Vec<Vec<u64>> = Vec::new();
    let mut known: HashMap<Vec<u64>, u32> = HashMap::new();
    let mut layers = vec![0.0; authorities];
    let mut found: Vec<u64> = Vec::with_capacity(authorities + 3);
    let place = |&code: &u64| {
        let line = settler.settle_at(code);
        layers.fill(0.0);
        settler.by_authority(|authority, owed| layers[authority] += owed);
        let flags = u64::from(line.valued) | u64::from(line.has_ordinary) << 1;
        found.clear();
        found.push(flags);
        let rates = [line.total, line.ordinary].into_iter();
        let rates = rates.chain(layers.iter().copied());
        found.extend(rates.map(|rate| percent(rate).to_bits()));
        match known.get(&found) {
            Some(&place) => place,
            None => {
                let place = distinct.len() as u32;
                distinct.push(found.clone());
                known.insert(found.clone(), place);
                place
            }
        }
    };
    let places = codes.iter().map(place).collect();
    (distinct, places)
}

/// Numbers the outcomes of all situations alike.
fn merge(settled: Vec<(Vec<Vec<u64>>, Vec<u32>)>) -> (Vec<Outcome>, Vec<Vec<u32>>) {
    let mut known: HashMap<Vec<u64>, u32> = HashMap::new();
    let mut outcomes = Vec::new();
    let mut tables = Vec::with_capacity(settled.len());
    for (distinct, mut places) in settled {
        let renumbered: Vec<u32> = distinct
            .into_iter()
            .map(|bits| {
                *known.entry(bits).or_insert_with_key(|bits| {
                    let rates: Vec<f64> =
                        bits[1..].iter().map(|&rate| f64::from_bits(rate)).collect();
                    outcomes.push(Outcome {
                        total: rates[0],
                        ordinary: (bits[0] & 2 != 0).then_some(rates[1]),
                        valued: bits[0] & 1 != 0,
                        layers: rates[2..].to_vec(),
                    });
                    outcomes.len() as u32 - 1
                })
            })
            .collect();
        for place in &mut places {
            *place = renumbered[*place as usize];
        }
        tables.push(places);
    }
    (outcomes, tables)
}

/// A ratio in percent, without the last digits that adding up leaves behind.
fn percent(ratio: f64) -> f64 {
    (ratio * 1e11).round() / 1e9 + 0.0
}

/// Days since 1970, as Parquet counts them.
fn days(day: Date) -> i32 {
    let seconds = day.duration_since(date(1970, 1, 1)).as_secs();
    (seconds / 86_400) as i32
}
