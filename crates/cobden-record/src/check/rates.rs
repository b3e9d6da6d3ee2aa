//! Whether lists have what those who use them ask for.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use super::key;
use crate::amendment::Effect;
use crate::list::Row;
use crate::load::Draft;
use crate::measure::Rates;
use crate::products::{Item, Products};

/// Codes without a rate that are shown of one list.
const SHOWN: usize = 10;

pub(super) fn check(draft: &Draft, found: &mut Diagnostics) {
    for (id, entry) in &draft.record.measures {
        let mut asked = (entry.body.rate == Some(Rates::Listed)).then(|| key(draft, id, "rate"));
        for amendment in draft.record.amendments.values() {
            if let Effect::Corrects(set) = &amendment.body.effect
                && set.rate == Some(Rates::Listed)
                && asked.is_none()
                && entry.is_changed_by(amendment)
            {
                asked = Some(key(draft, &amendment.id, "set"));
            }
        }
        let (Some(place), Products::Chosen { include, .. }) = (asked, &entry.body.products) else {
            continue;
        };
        for item in include {
            if let Item::List(list) = item {
                rates(draft, id, &place, list, found);
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
///
/// A list without any is a fault at the place where the rates are asked for.
fn rates(draft: &Draft, measure: &str, asked: &Place, list: &str, found: &mut Diagnostics) {
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
        found.push(Diagnostic::error(asked.clone(), message).hint(hint));
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
