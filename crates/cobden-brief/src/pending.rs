//! Measures of the two against each other that are not in force yet: threatened, announced or only reported.

use cobden_record::{Effect, Entry, Instrument, Kind, Measure, Rates, Status};
use cobden_schedule::State;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{Context, hits};
use crate::trail::{Cited, Ledger};

/// A measure that was threatened, announced or reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pending {
    /// The measure, as a figure's name.
    pub id: String,
    /// Its id in the record.
    pub measure: String,
    /// Who acts.
    pub actor: String,
    /// What tables call it.
    pub title: String,
    /// What it does: tariff, exemption, export control and so on.
    pub instrument: String,
    /// threatened, announced, reported; `enacted` where only its first day is ahead.
    pub status: String,
    /// Its rate as written; `listed` where each code has its own.
    pub rate: Option<String>,
    /// Its first day, as put off; that of a threat may be past.
    pub from: Option<String>,
    /// How well it is sourced: `A`, `B` or `C`.
    pub confidence: String,
    /// Sources that do not rest on each other.
    pub independent_sources: usize,
    /// Who says so.
    pub sources: Vec<Cited>,
}

/// Threats, announcements and reports known by the day, by their first day.
///
/// Left out is what was dropped or is past its last day, an exemption from what is neither in force nor ahead, and
/// ordinary duties.
pub(crate) fn pending(context: &Context<'_>, ledger: &mut Ledger<'_>) -> Vec<Pending> {
    let asked = &context.asked;
    let on = asked.on;
    let [first, second] = &asked.parties;
    let mut found: Vec<(Option<Date>, Pending)> = Vec::new();
    for (entry, measure) in context.view.measures() {
        let other = if measure.actor == *first {
            second
        } else {
            first
        };
        let is_ahead = measure.status == Status::Enacted
            && measure.from.is_some()
            && context.schedule.state(&entry.id, on) == Some(State::Announced);
        let is_no_law = measure.status != Status::Enacted && !dropped(context, entry, on);
        if !asked.parties.contains(&measure.actor)
            || measure.instrument == Instrument::OrdinaryDuty
            || entry.common.known > on
            || !(is_ahead || is_no_law)
            || !hits(&measure.target, other, on)
            || measure.until.is_some_and(|until| until <= on)
            || is_idle(context, &measure, on)
        {
            continue;
        }
        let from = measure.from.map(|from| put_off(context, entry, from));
        let title = entry
            .common
            .title
            .clone()
            .unwrap_or_else(|| entry.id.clone());
        let basis = ledger.says(Kind::Measure, entry);
        found.push((
            from,
            Pending {
                id: ledger.file(
                    &format!("pending.{}", entry.id),
                    format!("Not in force on {on}: {title}"),
                    basis,
                ),
                measure: entry.id.clone(),
                actor: measure.actor.clone(),
                title,
                instrument: measure.instrument.word().to_owned(),
                status: measure.status.word().to_owned(),
                rate: rate(&measure),
                from: from.map(|day| day.to_string()),
                confidence: entry.common.confidence.word().to_owned(),
                independent_sources: ledger.independent(&entry.id),
                sources: ledger.sources(&entry.id),
            },
        ));
    }
    found.sort_by(|a, b| {
        let key = |one: &(Option<Date>, Pending)| (one.0.is_none(), one.0);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.1.measure.cmp(&b.1.measure))
    });
    found.into_iter().map(|(_, one)| one).collect()
}

/// The first rate as written.
fn rate(measure: &Measure) -> Option<String> {
    match measure.rate.as_ref()? {
        Rates::Listed => Some("listed".to_owned()),
        Rates::Steps(steps) => steps.first().map(|step| step.rate.to_string()),
    }
}

/// Whether a threat or report was dropped by the day.
fn dropped(context: &Context<'_>, entry: &Entry<Measure>, on: Date) -> bool {
    let amendments = context.view.amendments();
    amendments.into_iter().any(|amendment| {
        let said = amendment.common.known <= on && entry.is_changed_by(amendment);
        said && matches!(
            &amendment.body.effect,
            Effect::Ends { .. } | Effect::StrikesDown { .. }
        )
    })
}

/// Whether an exemption is from what is neither in force nor ahead.
fn is_idle(context: &Context<'_>, exemption: &Measure, on: Date) -> bool {
    let lives = |name: &String| {
        let measures = context.record.measures.values();
        let mut meant = measures.filter(|one| one.answers_to(name));
        meant.any(|one| {
            matches!(
                context.schedule.state(&one.id, on),
                Some(State::InForce | State::Announced)
            )
        })
    };
    exemption.instrument == Instrument::Exemption
        && !exemption.exempts.is_empty()
        && !exemption.exempts.iter().any(lives)
}

/// The first day, after what puts it off.
fn put_off(context: &Context<'_>, entry: &Entry<Measure>, from: Date) -> Date {
    let mut first = from;
    for amendment in context.view.amendments() {
        let Effect::Suspends {
            from,
            until: Some(until),
            products: None,
            target: None,
        } = &amendment.body.effect
        else {
            continue;
        };
        if entry.is_changed_by(amendment) && *from <= first && first < *until {
            first = *until;
        }
    }
    first
}
