//! What a report is asked for.

use std::collections::BTreeMap;

use cobden_record::{Economies, Entry, Instrument, Measure, Round, Status, View};
use jiff::civil::Date;

use crate::fault::BriefFault;

/// What a report is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The day it speaks of.
    pub on: Date,
    /// What was known by this day.
    pub known: Date,
    /// Since when changes are told; thirty days before where none is given.
    pub since: Option<Date>,
    /// The day that costs are compared with; the day before the round of escalation where none is given.
    pub before: Option<Date>,
    /// The two sides; those of the round where none are given.
    pub parties: Option<[String; 2]>,
}

impl Question {
    /// A question about a day, as known on it.
    pub fn on(on: Date) -> Self {
        Self {
            on,
            known: on,
            since: None,
            before: None,
            parties: None,
        }
    }
}

/// A question with everything settled.
#[derive(Debug, Clone)]
pub(crate) struct Settled<'r> {
    pub on: Date,
    pub known: Date,
    pub since: Date,
    pub before: Date,
    /// First and second side.
    pub parties: [String; 2],
    /// The round of escalation of the two that the day belongs to.
    pub round: Option<&'r Entry<Round>>,
    /// Whether the day lies in a round of another pair, and in none of these two.
    pub elsewhere: bool,
}

/// Days of changes that are told where no day is given.
const CHANGES: i64 = 30;

impl<'r> Settled<'r> {
    /// Fills what the question leaves open from the record.
    pub(crate) fn new(question: &Question, view: View<'r>) -> Result<Self, BriefFault> {
        let on = question.on;
        let round = match &question.parties {
            Some([one, other]) => view.round_between(one, other, on),
            None => view.round(on),
        };
        let parties = match (&question.parties, round) {
            (Some(parties), _) => parties.clone(),
            (None, Some(round)) => round.body.parties.clone(),
            (None, None) => rivals(view, on).ok_or_else(|| no_parties(question, view))?,
        };
        if parties[0] == parties[1] {
            return Err(BriefFault::SameParty(parties[0].clone()));
        }
        let before = match (question.before, round) {
            (Some(day), _) => day,
            (None, Some(round)) => round.body.before(),
            (None, None) => first_day(view, &parties, on).map_or(day_before(on), day_before),
        };
        if before >= on {
            return Err(BriefFault::BeforeNotBefore { before, on });
        }
        let since = question.since.unwrap_or_else(|| {
            on.checked_sub(jiff::Span::new().days(CHANGES))
                .unwrap_or(on)
        });
        if since >= on {
            return Err(BriefFault::SinceNotBefore { since, on });
        }
        Ok(Self {
            on,
            known: question.known,
            since,
            before,
            elsewhere: round.is_none() && view.round(on).is_some(),
            parties,
            round,
        })
    }

    /// Both directions of trade: importer and exporter.
    pub(crate) fn directions(&self) -> [(&str, &str); 2] {
        let [first, second] = &self.parties;
        [(first, second), (second, first)]
    }
}

fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// Whether a measure is an act against others: a duty on top of the ordinary one, a control, a ban or a sanction, as law.
fn is_act(measure: &Measure) -> bool {
    use Instrument::{ExportControl, ImportBan, Sanction, Tariff};
    measure.status == Status::Enacted
        && matches!(
            measure.instrument,
            Tariff | ExportControl | ImportBan | Sanction
        )
}

/// The economies that a measure names, but for its actor.
fn named(measure: &Measure) -> impl Iterator<Item = &String> {
    let names: &[String] = match &measure.target.include {
        Economies::All => &[],
        Economies::Named(names) => names,
    };
    names.iter().filter(|name| **name != measure.actor)
}

/// The two economies with most acts against each other that began by the day, those that act both ways before others.
fn rivals(view: View<'_>, on: Date) -> Option<[String; 2]> {
    // Acts of the first against the second, and of the second against the first.
    let mut pairs: BTreeMap<[String; 2], [usize; 2]> = BTreeMap::new();
    for (_, measure) in view.measures() {
        if !is_act(&measure) || measure.from.is_none_or(|from| from > on) {
            continue;
        }
        for target in named(&measure) {
            let mut pair = [measure.actor.clone(), target.clone()];
            pair.sort();
            let first = usize::from(pair[0] != measure.actor);
            pairs.entry(pair).or_default()[first] += 1;
        }
    }
    let most = pairs.into_iter().max_by(|a, b| {
        let weight = |[one, other]: [usize; 2]| (one > 0 && other > 0, one + other);
        weight(a.1).cmp(&weight(b.1)).then(b.0.cmp(&a.0))
    });
    most.map(|(pair, _)| pair)
}

/// Why there are no sides: nothing is on file, or not yet on the day or by the day of knowledge.
fn no_parties(question: &Question, view: View<'_>) -> BriefFault {
    let latest = view.record().latest();
    let rounds = latest.record().rounds.values();
    let rounds = rounds.map(|entry| entry.body.from.max(entry.common.known));
    let acts = latest
        .measures()
        .filter(|(_, measure)| is_act(measure) && named(measure).next().is_some());
    let acts = acts.filter_map(|(entry, measure)| Some(measure.from?.max(entry.common.known)));
    match rounds.chain(acts).min() {
        Some(first) => BriefFault::NothingKnown {
            on: question.on,
            known: question.known,
            first,
        },
        None => BriefFault::NoParties,
    }
}

/// The first day, up to one, on which one of the two acted against the other.
fn first_day(view: View<'_>, parties: &[String; 2], on: Date) -> Option<Date> {
    let acted = view.measures().filter(|(_, measure)| {
        is_act(measure)
            && parties.contains(&measure.actor)
            && named(measure).any(|one| parties.contains(one))
    });
    acted
        .filter_map(|(_, measure)| measure.from)
        .filter(|from| *from <= on)
        .min()
}
