//! When a measure holds: its own dates, and what amendments and later measures did to them.

use cobden_codes::CodeSet;
use cobden_record::{Effect, Entry, Measure, Record, Status, Target, View};
use jiff::civil::Date;

use crate::names::Names;

/// Where a measure stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Enacted, but its first day is yet to come.
    Announced,
    /// It applies.
    InForce,
    /// Not due for a while, by that entry.
    Suspended(String),
    /// Over, by that entry or by its own last day.
    Ended(Option<String>),
    /// Void, by that entry.
    StruckDown(String),
    /// It was never enacted.
    Not(Status),
}

/// The days on which a measure holds, as known on the schedule's day.
#[derive(Debug, Clone)]
pub(crate) struct Validity {
    pub(crate) from: Option<Date>,
    /// The end that the measure itself, or an extension, gives.
    pub(crate) until: Option<Date>,
    /// Ends put to it from outside.
    pub(crate) cuts: Vec<Cut>,
    pub(crate) suspensions: Vec<Suspension>,
}

/// An end put to a measure from outside.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    pub(crate) from: Date,
    pub(crate) by: String,
    pub(crate) is_void: bool,
    /// The measure that ends it, by index, if it is a measure: goods under way may not see it.
    pub(crate) successor: Option<usize>,
}

/// A spell in which a measure is not due.
#[derive(Debug, Clone)]
pub(crate) struct Suspension {
    pub(crate) from: Date,
    pub(crate) until: Option<Date>,
    pub(crate) products: Option<CodeSet>,
    pub(crate) target: Option<Target>,
    pub(crate) by: String,
}

/// Whether a day lies in a half-open interval.
pub(crate) fn covers(from: Option<Date>, until: Option<Date>, day: Date) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
}

impl Validity {
    /// Whether the measure holds on a day, as if the measures in `skip` had not come.
    pub(crate) fn holds(&self, day: Date, skip: &[usize]) -> bool {
        self.from.is_some() && covers(self.from, self.until, day) && self.cut(day, skip).is_none()
    }

    fn cut(&self, day: Date, skip: &[usize]) -> Option<&Cut> {
        let seen = |cut: &&Cut| cut.successor.is_none_or(|index| !skip.contains(&index));
        let done = self.cuts.iter().filter(|cut| cut.from <= day);
        done.filter(seen).min_by_key(|cut| cut.from)
    }

    /// Where the measure stands on a day, for all products and targets.
    pub(crate) fn state(&self, status: Status, day: Date) -> State {
        if status != Status::Enacted {
            return State::Not(status);
        }
        if self.from.is_none_or(|from| day < from) {
            return State::Announced;
        }
        if let Some(cut) = self.cut(day, &[]) {
            return if cut.is_void {
                State::StruckDown(cut.by.clone())
            } else {
                State::Ended(Some(cut.by.clone()))
            };
        }
        if self.until.is_some_and(|until| until <= day) {
            return State::Ended(None);
        }
        let whole = |one: &&Suspension| one.products.is_none() && one.target.is_none();
        match self.suspended(day).find(whole) {
            Some(suspension) => State::Suspended(suspension.by.clone()),
            None => State::InForce,
        }
    }

    /// Whether there is a day on which it holds.
    fn begins(&self) -> bool {
        self.from.is_some_and(|from| {
            let after = |end: Date| from < end;
            self.until.is_none_or(after) && self.cuts.iter().all(|cut| after(cut.from))
        })
    }

    /// The suspensions that hold on a day.
    pub(crate) fn suspended(&self, day: Date) -> impl Iterator<Item = &Suspension> {
        let all = self.suspensions.iter();
        all.filter(move |one| covers(Some(one.from), one.until, day))
    }

    /// Every day on which something changes.
    pub(crate) fn days(&self) -> impl Iterator<Item = Date> {
        let own = [self.from, self.until].into_iter().flatten();
        let cuts = self.cuts.iter().map(|cut| cut.from);
        let spells = self.suspensions.iter();
        let spells = spells.flat_map(|one| [Some(one.from), one.until].into_iter().flatten());
        own.chain(cuts).chain(spells)
    }
}

/// The validity of every measure, in their order.
pub(crate) fn validities(view: View<'_>, measures: &[(&Entry<Measure>, Measure)]) -> Vec<Validity> {
    let record = view.record();
    let mut all: Vec<Validity> = measures
        .iter()
        .map(|(_, measure)| Validity {
            from: measure.from,
            until: measure.until,
            cuts: Vec::new(),
            suspensions: Vec::new(),
        })
        .collect();
    let names = Names::new(measures);
    // What resumes on the day it becomes known stops what was suspended before, the same day too.
    let mut amendments = view.amendments();
    amendments.sort_by_key(|amendment| {
        let resumes = matches!(amendment.body.effect, Effect::Resumes { .. });
        (amendment.common.known, resumes)
    });
    for amendment in amendments {
        for index in names.named(&amendment.body.measures, None) {
            // What a family or authority gets later is not meant.
            if measures[index].0.common.known > amendment.common.known
                || undone(view, &measures[index].0.id, &amendment.body.effect)
            {
                continue;
            }
            amend(
                &mut all[index],
                &amendment.id,
                &amendment.body.effect,
                record,
            );
        }
    }
    put_to_an_end(view, &mut all, measures, &names);
    all
}

/// Cuts what later measures end; a measure that never begins ends nothing.
fn put_to_an_end(
    view: View<'_>,
    all: &mut [Validity],
    measures: &[(&Entry<Measure>, Measure)],
    names: &Names<'_>,
) {
    let own_cuts: Vec<usize> = all.iter().map(|one| one.cuts.len()).collect();
    let begins = |all: &[Validity]| -> Vec<bool> { all.iter().map(Validity::begins).collect() };
    let mut begun = begins(all);
    // Ending one successor may bring back what it ended, which may end another: settled in a few rounds.
    for _ in 0..measures.len() {
        for (one, &own) in all.iter_mut().zip(&own_cuts) {
            one.cuts.truncate(own);
        }
        for (index, (entry, measure)) in measures.iter().enumerate() {
            let enacted = measure.status == Status::Enacted && begun[index];
            let Some(from) = measure.from.filter(|_| enacted) else {
                continue;
            };
            for ended in names.named(&measure.ends, Some(&measure.actor)) {
                let effect = Effect::Ends { from };
                if ended != index
                    && measures[ended].0.common.known <= entry.common.known
                    && !undone(view, &measures[ended].0.id, &effect)
                {
                    all[ended].cuts.push(Cut {
                        from,
                        by: entry.id.clone(),
                        is_void: false,
                        successor: Some(index),
                    });
                }
            }
        }
        let now = begins(all);
        if now == begun {
            break;
        }
        begun = now;
    }
}

/// Whether what came over a measure is left away because the measure is supposed to hold on a later day.
fn undone(view: View<'_>, measure: &str, effect: &Effect) -> bool {
    let (Effect::Ends { from } | Effect::StrikesDown { from } | Effect::Suspends { from, .. }) =
        effect
    else {
        return false;
    };
    view.supposition()
        .is_some_and(|supposition| *from <= supposition.on && supposition.supposes(measure))
}

fn amend(validity: &mut Validity, by: &str, effect: &Effect, record: &Record) {
    let cut = |from: Date, is_void: bool| Cut {
        from,
        by: by.to_owned(),
        is_void,
        successor: None,
    };
    match effect {
        Effect::Ends { from } => validity.cuts.push(cut(*from, false)),
        Effect::StrikesDown { from } => validity.cuts.push(cut(*from, true)),
        Effect::Suspends {
            from,
            until,
            products,
            target,
        } => validity.suspensions.push(Suspension {
            from: *from,
            until: *until,
            products: products
                .as_ref()
                .and_then(|products| record.codes(products)),
            target: target.clone(),
            by: by.to_owned(),
        }),
        Effect::Resumes { from } => {
            for one in &mut validity.suspensions {
                // One that begins that very day is what follows.
                if one.from < *from && one.until.is_none_or(|until| *from < until) {
                    one.until = Some(*from);
                }
            }
        }
        // Corrections and extensions are made when the record is viewed.
        Effect::Corrects(_) | Effect::Extends { .. } => {}
    }
}
