//! What changed between two days.

use cobden_record::Kind;
use cobden_schedule::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{Context, hits};
use crate::trail::Ledger;

/// A measure of one side against the other that does not stand where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// The change, as a figure's name.
    pub id: String,
    /// Id of the measure.
    pub measure: String,
    /// Who acts.
    pub actor: String,
    /// What tables call it.
    pub title: String,
    /// The power used.
    pub authority: String,
    /// Where it stood on the first day.
    pub before: String,
    /// Where it stands on the second.
    pub after: String,
    /// Its rate as written on the first day, where it was in force.
    pub rate_before: Option<String>,
    /// Its rate as written on the second, where it is in force.
    pub rate_after: Option<String>,
    /// The first day it held, if it began in between.
    pub from: Option<String>,
}

/// The changes of both sides, in the order of their first days.
pub(crate) fn changes(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Change> {
    let asked = &context.asked;
    let mut found = Vec::new();
    for change in context.schedule.changes(asked.since, asked.on) {
        let Some(entry) = context.record.measures.get(&change.measure) else {
            continue;
        };
        let [first, second] = &asked.parties;
        let other = if change.actor == *first {
            second
        } else {
            first
        };
        if !asked.parties.contains(&change.actor) || !hits(&entry.body.target, other, asked.on) {
            continue;
        }
        let title = change
            .title
            .clone()
            .unwrap_or_else(|| change.measure.clone());
        let began = entry
            .body
            .from
            .filter(|day| *day > asked.since && *day <= asked.on);
        let basis = ledger.says(Kind::Measure, entry);
        found.push((
            began,
            Change {
                id: ledger.file(
                    &format!("change.{}", change.measure),
                    format!("Changed since {}: {title}", asked.since),
                    basis,
                ),
                measure: change.measure,
                actor: change.actor,
                title,
                authority: change.authority,
                before: state(context, &change.before),
                after: if change.in_part {
                    "in force, in part changed".to_owned()
                } else {
                    state(context, &change.after)
                },
                rate_before: change.rates.0,
                rate_after: change.rates.1,
                from: began.map(|day| day.to_string()),
            },
        ));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.measure.cmp(&b.1.measure)));
    found.into_iter().map(|(_, change)| change).collect()
}

/// A state in words.
fn state(context: &Context<'_>, state: &State) -> String {
    match state {
        State::Announced => "not yet in force".to_owned(),
        State::InForce => "in force".to_owned(),
        State::Suspended(by) => format!("suspended by {}", context.title(by)),
        State::Ended(Some(by)) => format!("ended by {}", context.title(by)),
        State::Ended(None) => "expired".to_owned(),
        State::StruckDown(by) => format!("struck down by {}", context.title(by)),
        State::Not(status) => status.word().to_owned(),
    }
}
