//! What changed between two days.

use cobden_record::{Rates, Status};
use jiff::civil::Date;

use crate::compiled::Compiled;
use crate::schedule::Schedule;
use crate::validity::State;

/// A measure that does not stand where it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Id of the measure.
    pub measure: String,
    /// What tables call it.
    pub title: Option<String>,
    /// Who acts.
    pub actor: String,
    /// The power used.
    pub authority: String,
    /// Where it stood on the first day.
    pub before: State,
    /// Where it stands on the second.
    pub after: State,
    /// Its rate as written on the first day and on the second; none where it is not in force.
    pub rates: (Option<String>, Option<String>),
    /// Part of it was suspended or resumed, though the whole stands where it stood.
    pub in_part: bool,
}

impl Schedule<'_> {
    /// The measures whose state or rate differs between two days, by actor, authority and id.
    pub fn changes(&self, before: Date, after: Date) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for compiled in &self.measures {
            let measure = &compiled.measure;
            if measure.status != Status::Enacted {
                continue;
            }
            let state = |day| compiled.validity.state(measure.status, day);
            let spells = |day| -> Vec<&str> {
                let spells = compiled.validity.suspended(day);
                spells.map(|spell| spell.by.as_str()).collect()
            };
            let (was, is) = (state(before), state(after));
            let rate =
                |state: &State, day| (*state == State::InForce).then(|| rate_on(compiled, day));
            let rates = (rate(&was, before).flatten(), rate(&is, after).flatten());
            let in_force = was == State::InForce && is == State::InForce;
            let in_part = in_force && spells(before) != spells(after);
            let moved = std::mem::discriminant(&was) != std::mem::discriminant(&is);
            let over = |state: &State| matches!(state, State::Ended(_) | State::StruckDown(_));
            if over(&was) && over(&is) {
                continue;
            }
            if moved || in_part || (in_force && rates.0 != rates.1) {
                changes.push(Change {
                    measure: compiled.entry.id.clone(),
                    title: compiled.entry.common.title.clone(),
                    actor: measure.actor.clone(),
                    authority: measure.authority.clone(),
                    before: was,
                    after: is,
                    rates,
                    in_part,
                });
            }
        }
        changes.sort_by(|a, b| {
            let key = |one: &Change| (one.actor.clone(), one.authority.clone());
            key(a).cmp(&key(b)).then_with(|| a.measure.cmp(&b.measure))
        });
        changes
    }
}

/// The rate of a measure on a day, as written.
fn rate_on(compiled: &Compiled<'_>, day: Date) -> Option<String> {
    match compiled.measure.rate.as_ref()? {
        Rates::Listed => Some("listed".to_owned()),
        Rates::Steps(steps) => Some(steps.get(compiled.step(day))?.rate.to_string()),
    }
}
