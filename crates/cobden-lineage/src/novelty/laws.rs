//! Measures and what happened to them, as far as facts are compared with them.

use std::collections::BTreeSet;

use cobden_record::{
    Closeness, Effect, Entry, Expression, Instrument, Measure, Products, Rates, Record, Status,
    Target, View,
};
use cobden_schedule::{Schedule, State};
use jiff::civil::Date;

use super::party::Parties;
use super::shelf::{Body, Shelf, Span};

/// A measure, or something that happened to measures.
#[derive(Debug)]
pub(super) struct Law {
    /// Its place on the shelf.
    pub(super) entry: usize,
    pub(super) actor: String,
    /// Against whom; of an amendment, all whom its measures meet.
    targets: Vec<Target>,
    pub(super) does: Does,
    /// First day, or the day it was known.
    pub(super) from: Date,
    /// The days on which the public heard of it: known, and when its act was announced, signed, published.
    pub(super) told: Vec<Date>,
}

/// What it does.
#[derive(Debug)]
pub(super) enum Does {
    /// It is a measure.
    Sets(Set),
    /// It suspends, ends, strikes down: measures of these instruments no longer hold.
    Lifts { instruments: Vec<Instrument> },
    /// It prolongs or resumes.
    Keeps { instruments: Vec<Instrument> },
}

/// A measure.
#[derive(Debug)]
pub(super) struct Set {
    pub(super) id: String,
    pub(super) instrument: Instrument,
    pub(super) status: Status,
    /// Every percentage it charges on some line or day.
    pub(super) rates: Vec<f64>,
    /// Its rate from a day on, where it is one number.
    steps: Vec<(Date, f64)>,
    /// Whether it is on all goods.
    pub(super) is_broad: bool,
    names: Vec<String>,
    replaces: Vec<String>,
    /// Days on which it is in force.
    spells: Vec<Span>,
}

impl Law {
    /// Whether it is aimed at an economy on a day.
    pub(super) fn is_against(&self, economy: &str, day: Date) -> bool {
        self.targets.iter().any(|target| {
            let out = || target.except.iter().any(|one| one == economy);
            target.include.closeness(economy, day).is_some() && !out()
        })
    }
}

impl Law {
    /// Whether it names an economy itself, and not all or a group.
    pub(super) fn is_aimed_at(&self, economy: &str, day: Date) -> bool {
        let own = |target: &Target| target.include.closeness(economy, day) == Some(Closeness::Own);
        self.targets.iter().any(own)
    }
}

impl Set {
    /// Whether it is in force on a day of these.
    pub(super) fn holds(&self, days: Span) -> bool {
        self.spells.iter().any(|spell| spell.overlaps(days))
    }

    /// What it charges on a day, if that is one number.
    pub(super) fn rate_on(&self, day: Date) -> Option<f64> {
        let step = self.steps.iter().rev().find(|(from, _)| *from <= day);
        step.or(self.steps.first()).map(|(_, rate)| *rate)
    }

    /// Whether it takes the place of another.
    pub(super) fn yields_to(&self, other: &Self) -> bool {
        other.replaces.iter().any(|name| self.names.contains(name))
    }

    /// Whether the two stand in one line: the same authority or family, or one replaces the other.
    pub(super) fn is_in_line_with(&self, other: &Self) -> bool {
        self.names.iter().any(|name| other.names.contains(name))
            || self.yields_to(other)
            || other.yields_to(self)
    }
}

/// The measures and amendments of a record; what stands on the shelf already stays.
pub(super) fn of(record: &Record, shelf: &mut Shelf) -> Vec<Law> {
    let view = record.latest();
    // A record whose layers cannot be told apart still says when its measures hold.
    let schedule = Schedule::new(view).ok();
    let mut laws = Vec::new();
    for (entry, measure) in view.measures() {
        let days = Span {
            first: measure.from.unwrap_or(entry.common.known),
            last: measure.until.unwrap_or(Date::MAX),
        };
        let authority = measure.authority.replace('-', " ");
        let scope = measure.scope.as_deref().unwrap_or_default();
        let words = format!("{scope}. {authority}. {}", measure.instrument.word());
        let parties = Parties::of([&measure.actor]);
        let place = shelf.put(entry, "measure", &words, parties, days, Body::Law);
        let mut names = vec![entry.id.clone(), measure.authority.clone()];
        names.extend(measure.family.clone());
        let mut replaces = measure.replaces.clone();
        replaces.extend(measure.ends.iter().cloned());
        laws.push(Law {
            entry: place,
            actor: measure.actor.clone(),
            targets: vec![measure.target.clone()],
            from: days.first,
            told: told(record, entry.common.known, measure.act.as_deref()),
            does: Does::Sets(Set {
                id: entry.id.clone(),
                instrument: measure.instrument,
                status: measure.status,
                rates: rates(record, &measure),
                steps: steps(&measure, days.first),
                is_broad: measure.products == Products::All && measure.when.is_empty(),
                names,
                replaces,
                spells: spells(view, schedule.as_ref(), entry, &measure),
            }),
        });
    }
    for entry in view.amendments() {
        let effect = &entry.body.effect;
        let (from, last) = match effect {
            Effect::Suspends { from, until, .. } => (*from, until.unwrap_or(Date::MAX)),
            Effect::Resumes { from } | Effect::Ends { from } | Effect::StrikesDown { from } => {
                (*from, Date::MAX)
            }
            Effect::Extends { until } => (entry.common.known, *until),
            Effect::Corrects(_) => continue,
        };
        let meant: Vec<&Entry<Measure>> = record
            .measures
            .values()
            .filter(|one| one.is_changed_by(entry))
            .collect();
        let Some(first) = meant.first() else {
            continue;
        };
        let scopes: Vec<&str> = meant
            .iter()
            .filter_map(|one| one.common.title.as_deref())
            .take(6)
            .collect();
        let words = format!("{} {}", effect.word(), scopes.join(". "));
        let days = Span {
            first: from,
            last: last.max(from),
        };
        let parties = Parties::of(meant.iter().map(|one| &one.body.actor));
        let place = shelf.put(entry, "amendment", &words, parties, days, Body::Law);
        let mut instruments: Vec<Instrument> = Vec::new();
        for one in &meant {
            if !instruments.contains(&one.body.instrument) {
                instruments.push(one.body.instrument);
            }
        }
        let does = match effect {
            Effect::Extends { .. } | Effect::Resumes { .. } => Does::Keeps { instruments },
            _ => Does::Lifts { instruments },
        };
        laws.push(Law {
            entry: place,
            actor: first.body.actor.clone(),
            targets: meant.iter().map(|one| one.body.target.clone()).collect(),
            does,
            from,
            told: told(record, entry.common.known, entry.body.act.as_deref()),
        });
    }
    laws
}

fn told(record: &Record, known: Date, act: Option<&str>) -> Vec<Date> {
    let mut days = vec![known];
    if let Some(act) = act.and_then(|id| record.acts.get(id)) {
        let act = &act.body;
        days.extend(
            [act.announced, act.signed, act.published]
                .into_iter()
                .flatten(),
        );
    }
    days
}

/// Every percentage in a measure's rates.
fn rates(record: &Record, measure: &Measure) -> Vec<f64> {
    let mut found = Vec::new();
    match &measure.rate {
        Some(Rates::Steps(steps)) => {
            for step in steps {
                percents(&step.rate, &mut found);
            }
        }
        Some(Rates::Listed) => {
            for (_, rate) in record.listed_rates(measure) {
                if let Expression::Percent(percent) | Expression::Valued(_, percent) = rate {
                    found.push(*percent);
                }
            }
        }
        None => {}
    }
    found.sort_by(f64::total_cmp);
    found.dedup();
    found
}

fn percents(rate: &Expression, found: &mut Vec<f64>) {
    match rate {
        Expression::Percent(percent) | Expression::Valued(_, percent) => found.push(*percent),
        Expression::Sum(terms) | Expression::Max(terms) | Expression::Min(terms) => {
            terms.iter().for_each(|term| percents(term, found));
        }
        Expression::Product(terms) => {
            let mut inner = Vec::new();
            terms.iter().for_each(|term| percents(term, &mut inner));
            if terms.len() == 2 {
                found.extend(inner);
            }
        }
        Expression::Difference(left, _) => percents(left, found),
        Expression::Number(_)
        | Expression::Specific { .. }
        | Expression::Base
        | Expression::Share(_) => {}
    }
}

fn steps(measure: &Measure, first: Date) -> Vec<(Date, f64)> {
    let Some(Rates::Steps(steps)) = &measure.rate else {
        return Vec::new();
    };
    let one = |rate: &Expression| match rate {
        Expression::Percent(percent) => Some(*percent),
        _ => None,
    };
    let all = steps
        .iter()
        .map(|step| Some((step.from.unwrap_or(first), one(&step.rate)?)));
    all.collect::<Option<_>>().unwrap_or_default()
}

/// The days on which a measure is in force, between the days on which that can change.
fn spells(
    view: View<'_>,
    schedule: Option<&Schedule<'_>>,
    entry: &Entry<Measure>,
    measure: &Measure,
) -> Vec<Span> {
    let Some(from) = measure.from else {
        return Vec::new();
    };
    match measure.status {
        Status::Enacted => {}
        // Said to hold, and nothing is known of its end.
        Status::Reported => {
            let until = measure.until.and_then(|until| until.yesterday().ok());
            let last = until.unwrap_or(Date::MAX).max(from);
            return vec![Span { first: from, last }];
        }
        Status::Threatened | Status::Announced => return Vec::new(),
    }
    let mut days: BTreeSet<Date> = BTreeSet::from([from]);
    days.extend(measure.until);
    for amendment in view.amendments() {
        if entry.is_changed_by(amendment) {
            match &amendment.body.effect {
                Effect::Suspends { from, until, .. } => {
                    days.insert(*from);
                    days.extend(*until);
                }
                Effect::Resumes { from } | Effect::Ends { from } | Effect::StrikesDown { from } => {
                    days.insert(*from);
                }
                Effect::Extends { .. } | Effect::Corrects(_) => {}
            }
        }
    }
    for (_, other) in view.measures() {
        if other.ends.iter().any(|name| entry.answers_to(name)) {
            days.extend(other.from);
        }
    }
    let days: Vec<Date> = days.range(from..).copied().collect();
    let mut spells = Vec::new();
    for (at, day) in days.iter().enumerate() {
        let next = days.get(at + 1);
        let last = next.map_or(Date::MAX, |next| next.yesterday().unwrap_or(*next));
        let holds = match schedule {
            Some(schedule) => schedule.state(&entry.id, *day) == Some(State::InForce),
            None => measure.until.is_none_or(|until| *day < until),
        };
        if holds {
            spells.push(Span { first: *day, last });
        }
    }
    spells
}
