//! Whether product codes are in the nomenclature they are written in.

use std::collections::BTreeMap;

use cobden_codes::{Edition, HsCode};
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use crate::entry::Entry;
use crate::load::Draft;
use crate::measure::Measure;
use crate::nomenclature::Nomenclature;
use crate::products::{Item, Products};
use crate::record::Record;

/// Unknown codes that are shown of one list.
const SHOWN: usize = 10;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    let record = &draft.record;
    // Lists that do not name their nomenclature have that of the measures that name them.
    let mut used: BTreeMap<&str, &Entry<Nomenclature>> = BTreeMap::new();
    for (id, entry) in &record.measures {
        let Some(nomenclature) = of_measure(record, entry) else {
            continue;
        };
        if let Products::Chosen { include, exclude } = &entry.body.products {
            for item in include.iter().chain(exclude) {
                if let Item::List(list) = item {
                    used.entry(list).or_insert(nomenclature);
                }
            }
        }
        let Some(named) = draft.index.get(id) else {
            continue;
        };
        for (code, range) in &named.pending.codes {
            let place = || named.pending.place(range.clone());
            found_unknown(*code, nomenclature, place, found);
        }
    }
    for (id, entry) in &record.lists {
        let written = match &entry.body.nomenclature {
            Some(nomenclature) => record.nomenclatures.get(nomenclature),
            None => used.get(id.as_str()).copied(),
        };
        let (Some(nomenclature), Some(named)) = (written, draft.index.get(id)) else {
            continue;
        };
        let mut unknown = 0;
        for (index, row) in entry.body.rows.iter().enumerate() {
            if knows(&nomenclature.body, row.code) {
                continue;
            }
            unknown += 1;
            if unknown > SHOWN {
                continue;
            }
            let place = || match &named.pending.table {
                Some(table) => table.cell(index, "code", table.code),
                None => {
                    let codes = named.pending.codes.iter();
                    let range = codes.clone().find(|(code, _)| *code == row.code);
                    let range = range.map_or(&named.pending.header, |(_, range)| range);
                    named.pending.place(range.clone())
                }
            };
            found_unknown(row.code, nomenclature, place, found);
        }
        if unknown > SHOWN {
            let message = format!(
                "{} more codes of \"{id}\" are not in {}",
                unknown - SHOWN,
                nomenclature.id
            );
            found.push(Diagnostic::error(entry.place.clone(), message));
        }
    }
}

/// The nomenclature that a measure's codes are written in, where the record has it.
fn of_measure<'r>(record: &'r Record, entry: &Entry<Measure>) -> Option<&'r Entry<Nomenclature>> {
    let measure = &entry.body;
    match &measure.nomenclature {
        Some(id) => record.nomenclatures.get(id),
        None => {
            let day = measure.from.unwrap_or(entry.common.known);
            record.nomenclature(&measure.actor, day)
        }
    }
}

/// Whether a code is in a nomenclature, as far as its lines are held or its edition is on board.
///
/// Chapters 98 and 99 are for national use and held by no edition.
fn knows(nomenclature: &Nomenclature, code: HsCode) -> bool {
    if code.chapter() >= 98 {
        return true;
    }
    let lines = &nomenclature.lines;
    if lines.is_empty() {
        let edition = Edition::from_year(nomenclature.hs);
        return edition
            .and_then(|edition| edition.exists(code))
            .unwrap_or(true);
    }
    let at = lines.partition_point(|line| *line < code);
    lines.get(at).is_some_and(|line| code.covers(*line))
}

fn found_unknown(
    code: HsCode,
    nomenclature: &Entry<Nomenclature>,
    place: impl FnOnce() -> Place,
    found: &mut Diagnostics,
) {
    let body = &nomenclature.body;
    if knows(body, code) {
        return;
    }
    let near = if body.lines.is_empty() {
        Edition::from_year(body.hs).and_then(|edition| edition.nearest(code))
    } else {
        nearest(&body.lines, code)
    };
    let message = if body.lines.is_empty() {
        format!("{code} is not in the Harmonized System of {}", body.hs)
    } else {
        format!("{code} is not in \"{}\"", nomenclature.id)
    };
    let fault = Diagnostic::error(place(), message);
    found.push(match near {
        Some(near) => fault.hint(format!("the nearest code is {near}")),
        None => fault.hint("no code of that chapter is near"),
    });
}

/// The code of as many digits that is nearest by number, among the lines' neighbours.
fn nearest(lines: &[HsCode], code: HsCode) -> Option<HsCode> {
    let at = lines.partition_point(|line| *line < code);
    let sides = [at.checked_sub(1), Some(at)];
    let near = sides.into_iter().flatten().filter_map(|at| lines.get(at));
    near.filter(|line| line.chapter() == code.chapter())
        .map(|line| line.prefix(code.digits()).unwrap_or(*line))
        .min_by_key(|near| near.range().start.abs_diff(code.range().start))
}
