//! Duties and limits under measures that are no law, and without others.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_model::Flows;
use cobden_record::{Effect, Instrument, Status, Supposition, SuppositionFault};
use cobden_schedule::{Schedule, State};
use cobden_world::World;
use jiff::civil::Date;

use super::super::limits::{PlanLimit, settled};
use super::super::supposed::Own;
use super::{Plan, duties};
use crate::context::{Context, hits};
use crate::fault::BriefFault;
use crate::in_force::covered;
use crate::words;

/// What is due and what may be traded when some measures count that are no law.
pub(super) struct Supposed {
    pub duties: Flows,
    pub limits: Vec<PlanLimit>,
    /// The measures, by id.
    pub measures: Vec<String>,
}

/// Duties and limits under measures of the two against each other that are no law; none if there is no such measure.
///
/// Measures that ended, were struck down or dropped by the day do not count, nor do entries that say too little to be supposed.
///
/// # Errors
/// Where those that can be supposed one by one cannot be together.
pub(super) fn supposing(
    context: &Context<'_>,
    world: &World,
    counts: impl Fn(Status, Instrument) -> bool,
) -> Result<Option<Supposed>, BriefFault> {
    let asked = &context.asked;
    let [first, second] = &asked.parties;
    let meant = context.view.measures().filter(|(entry, measure)| {
        let other = if measure.actor == *first {
            second
        } else {
            first
        };
        let over = matches!(
            context.schedule.state(&entry.id, asked.on),
            Some(State::Ended(_) | State::StruckDown(_))
        );
        asked.parties.contains(&measure.actor)
            && counts(measure.status, measure.instrument)
            && hits(&measure.target, other, asked.on)
            && measure.until.is_none_or(|until| asked.on < until)
            && !over
            && !ended_by_amendment(context, &entry.id)
    });
    let supposition = |enacted| Supposition {
        enacted,
        on: asked.on,
        without: Vec::new(),
    };
    let mut usable = Vec::new();
    for (entry, _) in meant {
        let one = supposition(vec![entry.id.clone()]);
        if context.view.supposing(&one).is_ok() {
            usable.push(entry.id.clone());
        }
    }
    if usable.is_empty() {
        return Ok(None);
    }
    let all = supposition(usable.clone());
    let view = context.view.supposing(&all).map_err(faults)?;
    let schedule = Schedule::new(view)?;
    Ok(Some(Supposed {
        duties: duties(&schedule, context, world, asked.on)?,
        limits: settled(&schedule, world, asked.on, &|_| true),
        measures: usable,
    }))
}

/// What cannot be supposed, without a place.
fn faults(faults: Vec<SuppositionFault>) -> BriefFault {
    let mut found = Diagnostics::new();
    for fault in faults {
        found.push(Diagnostic::error(Place::Nowhere, fault.to_string()));
    }
    found.into()
}

/// Whether a threat or report was dropped by the day.
fn ended_by_amendment(context: &Context<'_>, id: &str) -> bool {
    let amendments = context.view.amendments();
    amendments.iter().any(|entry| {
        let names = entry.body.measures.iter().any(|name| name == id);
        names
            && matches!(
                &entry.body.effect,
                Effect::Ends { .. } | Effect::StrikesDown { .. }
            )
    })
}

/// Measures by title, each with how much of the imports of who holds it the codes on file are.
pub(super) fn with_trade(
    context: &Context<'_>,
    measures: &[String],
) -> Result<Vec<String>, BriefFault> {
    let [first, second] = &context.asked.parties;
    let named = measures.iter().map(|id| {
        let title = context.title(id);
        let found = context.view.measures().find(|(entry, _)| entry.id == *id);
        let Some((_, measure)) = found else {
            return Ok(title);
        };
        let other = if measure.actor == *first {
            second
        } else {
            first
        };
        let share = covered(context, &measure.actor, other, &measure.products)?;
        Ok(match share {
            Some(share) => format!(
                "{title} ({} of the imports of {} from {})",
                words::rate(100.0 * share),
                words::the(&measure.actor),
                words::the(other)
            ),
            None => title,
        })
    });
    named.collect()
}

/// A scenario of the reader's.
pub(super) fn of_reader(
    context: &Context<'_>,
    world: &World,
    own: &Own,
) -> Result<Plan, BriefFault> {
    let on: Date = own.on.unwrap_or(context.asked.on);
    let supposition = Supposition {
        enacted: own.suppose.clone(),
        on,
        without: own.without.clone(),
    };
    let view = context
        .view
        .supposing(&supposition)
        .map_err(|faults| own.faults(&faults))?;
    let schedule = Schedule::new(view)?;
    let mut what = Vec::new();
    if on != context.asked.on {
        what.push(format!("the duties and limits of {on}"));
    }
    if !own.suppose.is_empty() {
        what.push(format!("{} count", own.suppose.join(", ")));
    }
    if !own.without.is_empty() {
        what.push(format!("{} do not count", own.without.join(", ")));
    }
    Ok(Plan {
        id: own.id.clone(),
        name: own.name.clone(),
        what: if what.is_empty() {
            "as in force".to_owned()
        } else {
            what.join("; ")
        },
        duties: duties(&schedule, context, world, on)?,
        limits: settled(&schedule, world, on, &|_| true),
    })
}
