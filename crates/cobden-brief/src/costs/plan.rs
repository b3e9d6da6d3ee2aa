//! What might be: duties and limits of each scenario.

use cobden_model::Flows;
use cobden_record::{Entry, Instrument, Limit, Status, Supposition};
use cobden_schedule::{Schedule, State};
use cobden_world::World;
use jiff::civil::Date;

use super::supposed::{Own, Scenarios};
use crate::context::{Context, hits};
use crate::duties::{new_tariff, world_tariffs};
use crate::fault::BriefFault;
use crate::history::History;
use crate::words;

/// A scenario before it is solved.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Its name for machines.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it supposes.
    pub what: String,
    /// Duties by importer, exporter and sector of the world.
    pub duties: Flows,
    /// Estimates of how far export controls bind, by id.
    pub limits: Vec<String>,
}

/// The duties of a day on a world: the record's, and the world's own where the record says nothing.
pub(crate) fn duties(
    schedule: &Schedule<'_>,
    context: &Context<'_>,
    world: &World,
    on: Date,
) -> Result<Flows, BriefFault> {
    let mut duties = world.tariffs.clone();
    for (_, weights) in context.weighed_importers() {
        let tariffs = world_tariffs(schedule, weights, world, on)?;
        for (cell, duty) in duties.indexed_iter_mut() {
            if let Some(rate) = new_tariff(world, &tariffs, cell) {
                *duty = rate;
            }
        }
    }
    Ok(duties)
}

/// Points of the mean from which a step counts as a step of escalation.
const STEP: f64 = 1.0;

/// Everything that is to be solved, `in-force` first.
pub(crate) fn plans(
    context: &Context<'_>,
    world: &World,
    histories: &[History],
    more: &Scenarios,
) -> Result<Vec<Plan>, BriefFault> {
    let asked = &context.asked;
    let on = asked.on;
    let now = duties(&context.schedule, context, world, on)?;
    let before = duties(&context.schedule, context, world, asked.before)?;
    let limits: Vec<&Entry<Limit>> = context.schedule.limits(on);
    let actor = |limit: &Entry<Limit>| {
        context
            .record
            .measures
            .get(&limit.body.measure)
            .map(|entry| entry.body.actor.clone())
    };
    let ids = |keep: &dyn Fn(&Entry<Limit>) -> bool| -> Vec<String> {
        let kept = limits.iter().filter(|limit| keep(limit));
        kept.map(|limit| limit.id.clone()).collect()
    };
    let all = ids(&|_| true);
    let [first, second] = &asked.parties;
    let (a, b) = (index(world, first), index(world, second));
    let (the_first, the_second) = (words::the(first), words::the(second));
    // Duties of `base`, but of `other` where one of the pairs of importer and exporter is meant.
    let with = |base: &Flows, other: &Flows, pairs: &[(usize, usize)]| {
        let mut duties = base.clone();
        for (cell, duty) in duties.indexed_iter_mut() {
            if pairs.contains(&(cell.0, cell.1)) {
                *duty = other[[cell.0, cell.1, cell.2]];
            }
        }
        duties
    };
    let of_party = |limit: &Entry<Limit>, party: &String| actor(limit).as_ref() == Some(party);
    let mut plans = vec![
        Plan {
            id: "in-force".to_owned(),
            name: "Status quo: what is in force".to_owned(),
            what: format!("all duties and limits in force on {on} stay"),
            duties: now.clone(),
            limits: all.clone(),
        },
        Plan {
            id: "bilateral".to_owned(),
            name: "Only what the two levy on each other".to_owned(),
            what: format!(
                "the duties of {the_first} and {the_second} on each other are those of {on}, all others those of {}",
                asked.before
            ),
            duties: with(&before, &now, &[(a, b), (b, a)]),
            limits: all.clone(),
        },
    ];
    if let Some((duties, measures)) = supposing(context, world, |entry_status, instrument| {
        entry_status == Status::Reported && instrument == Instrument::Exemption
    })? {
        plans.push(Plan {
            id: "reported-exemptions".to_owned(),
            name: "Reported exemptions hold".to_owned(),
            what: format!(
                "as in force, and exemptions that are reported but not published count: {}",
                measures.join(", ")
            ),
            duties,
            limits: all.clone(),
        });
    }
    plans.push(Plan {
        id: "mutual-rollback".to_owned(),
        name: "Both roll back".to_owned(),
        what: format!("the duties of the two on each other return to those of {}, and their export controls end; all else stays", asked.before),
        duties: with(&now, &before, &[(a, b), (b, a)]),
        limits: ids(&|limit| !asked.parties.iter().any(|party| of_party(limit, party))),
    });
    for (party, other, pair) in [(first, second, (a, b)), (second, first, (b, a))] {
        plans.push(Plan {
            id: format!("rollback-{party}"),
            name: format!("{} alone rolls back", words::name(party)),
            what: format!(
                "the duties of {} on goods of {} return to those of {}, and its export controls end; all else stays",
                words::the(party),
                words::the(other),
                asked.before
            ),
            duties: with(&now, &before, &[pair]),
            limits: ids(&|limit| !of_party(limit, party)),
        });
    }
    plans.push(escalation(context, world, &now, histories, &all)?);
    let scheduled = histories
        .iter()
        .filter_map(|history| history.scheduled.first().map(|step| step.from))
        .min();
    if let Some(day) = scheduled {
        plans.push(Plan {
            id: "scheduled".to_owned(),
            name: format!("What the law holds for {}", words::day(day)),
            what: format!(
                "duties change on {day} as the law, as known on {}, has it",
                asked.known
            ),
            duties: duties(&context.schedule, context, world, day)?,
            limits: all.clone(),
        });
    }
    for own in &more.scenarios {
        plans.push(supposed(context, world, own, &all)?);
    }
    Ok(plans)
}

fn index(world: &World, party: &str) -> usize {
    // Parties were looked up before.
    world.economy_index(party).unwrap_or_default()
}

/// Duties under measures that are no law, and their ids; none if there is no such measure.
fn supposing(
    context: &Context<'_>,
    world: &World,
    counts: impl Fn(Status, Instrument) -> bool,
) -> Result<Option<(Flows, Vec<String>)>, BriefFault> {
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
    let meant: Vec<String> = meant.map(|(entry, _)| entry.id.clone()).collect();
    // Entries that say too little to be supposed are left out one by one.
    let mut usable = Vec::new();
    for id in meant {
        let one = supposition(asked.on, vec![id.clone()], Vec::new());
        if context.view.supposing(&one).is_ok() {
            usable.push(id);
        }
    }
    if usable.is_empty() {
        return Ok(None);
    }
    let all = supposition(asked.on, usable.clone(), Vec::new());
    let Ok(view) = context.view.supposing(&all) else {
        return Ok(None);
    };
    let schedule = Schedule::new(view)?;
    Ok(Some((duties(&schedule, context, world, asked.on)?, usable)))
}

/// Whether a threat or report was dropped by the day.
fn ended_by_amendment(context: &Context<'_>, id: &str) -> bool {
    use cobden_record::Effect;
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

fn supposition(on: Date, enacted: Vec<String>, without: Vec<String>) -> Supposition {
    Supposition {
        enacted,
        on,
        without,
    }
}

/// Threats carried out; without any on file, each side's last step once more.
fn escalation(
    context: &Context<'_>,
    world: &World,
    now: &Flows,
    histories: &[History],
    limits: &[String],
) -> Result<Plan, BriefFault> {
    let plan = |what: String, duties: Flows| Plan {
        id: "escalation".to_owned(),
        name: "Further escalation".to_owned(),
        what,
        duties,
        limits: limits.to_vec(),
    };
    let threats = supposing(context, world, |status, instrument| {
        status == Status::Threatened && instrument == Instrument::Tariff
    })?;
    if let Some((duties, measures)) = threats {
        return Ok(plan(
            format!(
                "as in force, and threats on file are carried out: {}",
                measures.join(", ")
            ),
            duties,
        ));
    }
    let mut raised = now.clone();
    let mut said = Vec::new();
    for history in histories {
        let Some((day, points)) = last_rise(history) else {
            continue;
        };
        let (Some(n), Some(i)) = (
            world.economy_index(&history.importer),
            world.economy_index(&history.exporter),
        ) else {
            continue;
        };
        let after = duties(&context.schedule, context, world, day)?;
        let before = duties(
            &context.schedule,
            context,
            world,
            day.yesterday().unwrap_or(day),
        )?;
        for j in 0..world.sector_count() {
            raised[[n, i, j]] += (after[[n, i, j]] - before[[n, i, j]]).max(0.0);
        }
        said.push(format!(
            "{} adds {} points as on {day}",
            words::the(&history.importer),
            words::one_decimal(points)
        ));
    }
    let what = if said.is_empty() {
        "there is no threat on file and no earlier step to repeat: nothing changes".to_owned()
    } else {
        format!(
            "no threat is on file; each side repeats its last step: {}",
            words::listed(&said)
        )
    };
    Ok(plan(what, raised))
}

/// The last day on which the average rose by a step, and by how much.
fn last_rise(history: &History) -> Option<(Date, f64)> {
    let levels = &history.past;
    let from_nothing = levels.first().map(|step| (step.from, step.percent));
    let rises = levels
        .windows(2)
        .map(|pair| (pair[1].from, pair[1].percent - pair[0].percent));
    from_nothing
        .into_iter()
        .chain(rises)
        .rfind(|(_, points)| *points >= STEP)
}

/// A scenario of the reader's.
fn supposed(
    context: &Context<'_>,
    world: &World,
    own: &Own,
    limits: &[String],
) -> Result<Plan, BriefFault> {
    let on = own.on.unwrap_or(context.asked.on);
    let supposition = supposition(on, own.suppose.clone(), own.without.clone());
    let view = context
        .view
        .supposing(&supposition)
        .map_err(|faults| own.faults(&faults))?;
    let schedule = Schedule::new(view)?;
    let kept = limits.iter().filter(|id| {
        let limit = context.record.limits.get(id.as_str());
        let measure = limit.and_then(|limit| context.record.measures.get(&limit.body.measure));
        measure.is_none_or(|entry| !own.without.iter().any(|name| entry.answers_to(name)))
    });
    let mut what = Vec::new();
    if on != context.asked.on {
        what.push(format!("the duties of {on}"));
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
        limits: kept.cloned().collect(),
    })
}
