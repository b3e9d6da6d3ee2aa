//! Whether lists have what those who use them ask for.

use cobden_diagnostics::{Diagnostic, Diagnostics};

use super::key;
use crate::list::Row;
use crate::load::Draft;
use crate::measure::Rates;
use crate::products::{Item, Products};

/// Codes without a rate that are shown of one list.
const SHOWN: usize = 10;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.measures {
        if entry.body.rate != Some(Rates::Listed) {
            continue;
        }
        let Products::Chosen { include, .. } = &entry.body.products else {
            continue;
        };
        for item in include {
            if let Item::List(list) = item {
                rates(draft, id, list, found);
            }
        }
    }
    for (id, entry) in &draft.record.conditions {
        let list = entry.body.shares.as_ref();
        let list = list.and_then(|list| draft.record.lists.get(list));
        let without = |row: &Row| row.share.is_none();
        if list.is_some_and(|list| !list.body.rows.is_empty() && list.body.rows.iter().any(without))
        {
            let message = "the list of shares has codes without a share";
            let hint = "give its table a column share, filled in every row";
            let place = key(draft, id, "shares");
            found.push(Diagnostic::error(place, message).hint(hint));
        }
    }
}

/// Reports codes of a list without a rate, though a measure wants listed rates.
fn rates(draft: &Draft, measure: &str, list: &str, found: &mut Diagnostics) {
    let Some(entry) = draft.record.lists.get(list) else {
        return;
    };
    let rows = &entry.body.rows;
    let without = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.rate.is_none());
    let count = without.clone().count();
    if count == 0 {
        return;
    }
    let table = draft
        .index
        .get(list)
        .and_then(|named| named.pending.table.as_ref());
    let column = table.and_then(|table| Some((table, table.rate?)));
    let Some((table, position)) = column else {
        let message = format!("\"{list}\" has no rates, but rate = \"listed\"");
        let hint = "give its table a column rate, or write the rate in the measure";
        let place = key(draft, measure, "rate");
        found.push(Diagnostic::error(place, message).hint(hint));
        return;
    };
    for (index, row) in without.take(SHOWN) {
        let message = format!(
            "{} has no rate, but \"{measure}\" takes its rate from here",
            row.code
        );
        let place = table.cell(index, "rate", position);
        found.push(Diagnostic::error(place, message).hint("write a rate such as 25% or 0%"));
    }
    if count > SHOWN {
        let message = format!("{} more codes of \"{list}\" have no rate", count - SHOWN);
        found.push(Diagnostic::error(entry.place.clone(), message));
    }
}
