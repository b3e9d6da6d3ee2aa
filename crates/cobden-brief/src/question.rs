//! What a report is asked for.

use cobden_record::{Economies, Entry, Instrument, Round, View};
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
    /// The round of escalation that the day belongs to.
    pub round: Option<&'r Entry<Round>>,
}

/// Days of changes that are told where no day is given.
const CHANGES: i64 = 30;

impl<'r> Settled<'r> {
    /// Fills what the question leaves open from the record.
    pub(crate) fn new(question: &Question, view: View<'r>) -> Result<Self, BriefFault> {
        let on = question.on;
        let round = view.round(on);
        let parties = match (&question.parties, round) {
            (Some(parties), _) => parties.clone(),
            (None, Some(round)) => round.body.parties.clone(),
            (None, None) => rivals(view).ok_or(BriefFault::NoParties)?,
        };
        if parties[0] == parties[1] {
            return Err(BriefFault::SameParty(parties[0].clone()));
        }
        let before = match (question.before, round) {
            (Some(day), _) => day,
            (None, Some(round)) => round.body.before(),
            (None, None) => first_day(view, &parties).map_or(day_before(on), day_before),
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

/// The two economies with most measures against each other.
fn rivals(view: View<'_>) -> Option<[String; 2]> {
    let mut pairs: std::collections::BTreeMap<[String; 2], usize> = Default::default();
    for (entry, measure) in view.measures() {
        let Economies::Named(targets) = &entry.body.target.include else {
            continue;
        };
        for target in targets {
            if measure.instrument != Instrument::OrdinaryDuty && *target != measure.actor {
                let mut pair = [measure.actor.clone(), target.clone()];
                pair.sort();
                *pairs.entry(pair).or_default() += 1;
            }
        }
    }
    let most = pairs
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    most.map(|(pair, _)| pair)
}

/// The first day on which one of the two acted against the other.
fn first_day(view: View<'_>, parties: &[String; 2]) -> Option<Date> {
    let acted = view.measures().filter(|(entry, measure)| {
        measure.instrument != Instrument::OrdinaryDuty
            && parties.contains(&measure.actor)
            && matches!(&entry.body.target.include, Economies::Named(named)
                if named.iter().any(|one| parties.contains(one) && *one != measure.actor))
    });
    acted.filter_map(|(_, measure)| measure.from).min()
}
