//! Many lines in a row: which ones a code stands for, and the duty on each.

use std::borrow::Cow;

use cobden_codes::HsCode;
use jiff::civil::Date;

use crate::error::QueryFault;
use crate::materials::Material;
use crate::resolve::{Line, Resolved};
use crate::schedule::Schedule;
use crate::segments::Segments;
use crate::situation::Situation;
use crate::tariff::Tariff;

/// The lines of an importer's tariff on a day.
///
/// Where the record does not hold them, the pieces of a code on which every duty is the same stand for them.
pub(crate) struct Lines<'a> {
    held: &'a [HsCode],
    segments: Option<&'a Segments>,
}

impl<'a> Lines<'a> {
    /// # Errors
    /// [`QueryFault::NoImporter`].
    pub(crate) fn new(
        schedule: &'a Schedule<'a>,
        importer: &str,
        on: Date,
    ) -> Result<Self, QueryFault> {
        let tariff = schedule.tariff(importer)?;
        let nomenclature = schedule.view().nomenclature(importer, on);
        let held = nomenclature.map_or(&[][..], |entry| &entry.body.lines);
        Ok(Self {
            held,
            segments: held.is_empty().then(|| schedule.segments(tariff)),
        })
    }

    /// The lines that a code stands for; none if the tariff has no such code.
    pub(crate) fn below(&self, code: HsCode) -> Cow<'a, [HsCode]> {
        let asked = code.range();
        if let Some(segments) = self.segments {
            let pieces = segments.starts_within(asked).filter_map(HsCode::line);
            let pieces: Vec<HsCode> = pieces.collect();
            return Cow::Owned(match &pieces[..] {
                [whole, rest] if is_undivided(code, *rest) => vec![*whole],
                [_, _, ..] => pieces,
                _ => vec![code],
            });
        }
        let first = self
            .held
            .partition_point(|line| line.range().end <= asked.start);
        let rest = &self.held[first..];
        let count = rest.partition_point(|line| line.range().start < asked.end);
        Cow::Borrowed(&rest[..count])
    }
}

/// Whether a code has one line, written with zeros behind it, before the `rest`: 8507.60.00 is all of 8507.60.
fn is_undivided(code: HsCode, rest: HsCode) -> bool {
    let (all, rest) = (code.range(), rest.range().start);
    let (width, first) = (all.end - all.start, rest - all.start);
    first * 100 == width || first * 10_000 == width
}

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SettledLine {
    pub(crate) total: f64,
    pub(crate) ordinary: f64,
    /// Whether every specific duty that is owed has an equivalent.
    pub(crate) valued: bool,
    /// Whether the record has an ordinary duty for it.
    pub(crate) has_ordinary: bool,
}

/// Settles the lines of one importer, exporter and day, one after the other.
pub(crate) struct Settler<'a> {
    schedule: &'a Schedule<'a>,
    tariff: &'a Tariff,
    segments: &'a Segments,
    situation: &'a Situation,
    exporter: &'a str,
    resolved: Resolved,
    /// The segment that was settled last: the next line is often in it too.
    last: Option<usize>,
}

impl<'a> Settler<'a> {
    /// # Errors
    /// As [`Schedule::duty`], for names and for groups whose members are not treated as one.
    pub(crate) fn new(
        schedule: &'a Schedule<'a>,
        importer: &str,
        exporter: &str,
        on: Date,
    ) -> Result<Self, QueryFault> {
        let tariff = schedule.tariff(importer)?;
        let exporter = schedule.exporter(importer, exporter, on)?;
        let situation = schedule.situation(tariff, tariff.interval(on), exporter)?;
        let code = schedule.exporter_code(exporter);
        Ok(Self::of(schedule, tariff, situation, code))
    }

    /// For a situation.
    pub(crate) fn of(
        schedule: &'a Schedule<'a>,
        tariff: &'a Tariff,
        situation: &'a Situation,
        exporter: &'a str,
    ) -> Self {
        Self {
            schedule,
            tariff,
            segments: schedule.segments(tariff),
            situation,
            exporter,
            resolved: Resolved::new(),
            last: None,
        }
    }

    pub(crate) fn tariff(&self) -> &'a Tariff {
        self.tariff
    }

    /// The duty on a line.
    pub(crate) fn settle(&mut self, code: HsCode) -> SettledLine {
        self.settle_at(code.range().start)
    }

    /// The duty on a ten-digit code.
    pub(crate) fn settle_at(&mut self, code: u64) -> SettledLine {
        let segment = self.segments.at(code);
        if self.last != Some(segment) {
            self.last = Some(segment);
            let line = Line {
                schedule: self.schedule,
                exporter: self.exporter,
                line: code,
                assume: &[],
            };
            let inside = self.segments.inside(segment);
            let inside = |one: &Material<'_>| inside.has(one.index);
            self.resolved.settle(self.situation, &line, inside, false);
        }
        SettledLine {
            total: self.resolved.total,
            ordinary: self.resolved.ordinary,
            valued: self.resolved.valued,
            has_ordinary: self.resolved.has_ordinary,
        }
    }

    /// What each member owes on the line settled last, by place of its authority.
    pub(crate) fn by_authority(&self, mut put: impl FnMut(usize, f64)) {
        let owed = self.situation.members.iter().zip(&self.resolved.owed);
        for (member, owed) in owed.filter(|(_, owed)| **owed != 0.0) {
            put(self.tariff.authority_of[member.key.measure], *owed);
        }
    }
}
