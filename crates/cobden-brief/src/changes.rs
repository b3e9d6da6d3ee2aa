//! What changed between two days.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cobden_record::{Entry, Kind, Measure};
use cobden_schedule::State;
use jiff::civil::Date;
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
///
/// A measure that is in force but yields to another is told as replaced, and so are those that began or ceased to yield.
pub(crate) fn changes(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Change> {
    let asked = &context.asked;
    let states = States::new(context);
    let mut found = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for change in context.schedule.changes(asked.since, asked.on) {
        let Some((entry, measure)) = states.of_the_two(&change.measure) else {
            continue;
        };
        told.push(change.measure.clone());
        // What was over on its own first day never held.
        let first = measure.from.filter(|day| *day > asked.since);
        let state = first.and_then(|day| context.schedule.state(&entry.id, day));
        if matches!(state, Some(State::Ended(_) | State::StruckDown(_))) {
            continue;
        }
        let before = states.word(entry, &change.before, asked.since);
        let after = if change.in_part {
            "in force, in part changed".to_owned()
        } else {
            states.word(entry, &change.after, asked.on)
        };
        found.push(row(
            context,
            ledger,
            (entry, measure),
            (before, after),
            change.rates,
        ));
    }
    for (id, (entry, measure)) in &states.measures {
        let in_force = |day| context.schedule.state(id, day) == Some(State::InForce);
        let both = in_force(asked.since) && in_force(asked.on);
        if told.iter().any(|one| one == id) || !both || states.of_the_two(id).is_none() {
            continue;
        }
        let before = states.word(entry, &State::InForce, asked.since);
        let after = states.word(entry, &State::InForce, asked.on);
        if before != after {
            found.push(row(
                context,
                ledger,
                (*entry, measure),
                (before, after),
                (None, None),
            ));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.measure.cmp(&b.1.measure)));
    found.into_iter().map(|(_, change)| change).collect()
}

/// A change with its first day, if that lies in between.
fn row(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    (entry, measure): (&Entry<Measure>, &Measure),
    (before, after): (String, String),
    (rate_before, rate_after): (Option<String>, Option<String>),
) -> (Option<Date>, Change) {
    let asked = &context.asked;
    // What is replaced charges nothing.
    let charged =
        |state: &str, rate: Option<String>| rate.filter(|_| state.starts_with("in force"));
    let rate_before = charged(&before, rate_before);
    let rate_after = charged(&after, rate_after);
    let title = entry
        .common
        .title
        .clone()
        .unwrap_or_else(|| entry.id.clone());
    let began = measure
        .from
        .filter(|day| *day > asked.since && *day <= asked.on);
    let basis = ledger.says(Kind::Measure, entry);
    let change = Change {
        id: ledger.file(
            &format!("change.{}", entry.id),
            format!("Changed since {}: {title}", asked.since),
            basis,
        ),
        measure: entry.id.clone(),
        actor: measure.actor.clone(),
        title,
        authority: measure.authority.clone(),
        before,
        after,
        rate_before,
        rate_after,
        from: began.map(|day| day.to_string()),
    };
    (began, change)
}

/// Where measures stand, in words.
struct States<'a, 'r> {
    context: &'a Context<'r>,
    /// As known, with corrections made.
    measures: BTreeMap<&'r str, (&'r Entry<Measure>, Cow<'r, Measure>)>,
}

impl<'a, 'r> States<'a, 'r> {
    fn new(context: &'a Context<'r>) -> Self {
        let measures = context.view.measures();
        Self {
            context,
            measures: measures
                .map(|(entry, measure)| (entry.id.as_str(), (entry, measure)))
                .collect(),
        }
    }

    /// A measure of one side that hits the other on one of the two days.
    fn of_the_two(&self, id: &str) -> Option<(&'r Entry<Measure>, &Measure)> {
        let (entry, measure) = self.measures.get(id)?;
        let asked = &self.context.asked;
        let other = self.other(&measure.actor)?;
        let hit =
            hits(&measure.target, other, asked.since) || hits(&measure.target, other, asked.on);
        hit.then_some((*entry, measure.as_ref()))
    }

    fn other(&self, actor: &str) -> Option<&str> {
        match &self.context.asked.parties {
            [first, second] if actor == first => Some(second),
            [first, second] if actor == second => Some(first),
            _ => None,
        }
    }

    /// A state in words.
    fn word(&self, entry: &Entry<Measure>, state: &State, day: Date) -> String {
        let context = self.context;
        match state {
            State::Announced => "not yet in force".to_owned(),
            State::InForce => self.in_force(entry, day),
            State::Suspended(by) => format!("suspended by {}", context.title(by)),
            State::Ended(Some(by)) => format!("ended by {}", context.title(by)),
            State::Ended(None) => "expired".to_owned(),
            State::StruckDown(by) => format!("struck down by {}", context.title(by)),
            State::Not(status) => status.word().to_owned(),
        }
    }

    /// `in force`, or what a measure in force yields to on a day: one of the same actor, in force against the same side,
    /// that says that it replaces it, and of those the one that began last.
    fn in_force(&self, entry: &Entry<Measure>, day: Date) -> String {
        let context = self.context;
        let Some((_, measure)) = self.measures.get(entry.id.as_str()) else {
            return "in force".to_owned();
        };
        let other = self.other(&measure.actor).unwrap_or_default();
        let successors = self.measures.values().filter(|(by, successor)| {
            successor.actor == measure.actor
                && by.id != entry.id
                && successor.replaces.iter().any(|name| entry.answers_to(name))
                && hits(&successor.target, other, day)
                && context.schedule.state(&by.id, day) == Some(State::InForce)
        });
        let Some((by, successor)) = successors.max_by_key(|(_, one)| one.from) else {
            return "in force".to_owned();
        };
        let title = context.title(&by.id);
        let codes = |one: &Measure| context.record.codes(&one.products);
        let is_whole = match (codes(measure), codes(successor)) {
            (Some(old), Some(new)) => old.difference(&new).is_empty(),
            _ => false,
        };
        if is_whole && successor.when.is_empty() && successor.unless.is_empty() {
            format!("replaced by {title}")
        } else {
            format!("in force, in part replaced by {title}")
        }
    }
}
