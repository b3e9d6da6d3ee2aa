//! What might be: duties and limits of each scenario.

mod escalation;
mod supposing;

use cobden_model::Flows;
use cobden_record::{Instrument, Measure, Status};
use cobden_schedule::Schedule;
use cobden_world::World;
use jiff::civil::Date;

use super::limits::{PlanLimit, settled};
use super::supposed::Scenarios;
use crate::context::Context;
use crate::duties::tariffs_on;
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
    /// How far export controls and quotas bind, by the law and on the day of the scenario.
    pub limits: Vec<PlanLimit>,
}

/// The duties of a day on a world: the record's, and the world's own where the record says nothing.
pub(crate) fn duties(
    schedule: &Schedule<'_>,
    context: &Context<'_>,
    world: &World,
    on: Date,
) -> Result<Flows, BriefFault> {
    Ok(tariffs_on(
        schedule,
        &context.imports(),
        world,
        &context.own_tariffs,
        on,
    )?)
}

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
    let limits = |on, keep: &dyn Fn(&Measure) -> bool| settled(&context.schedule, world, on, keep);
    let all = limits(on, &|_| true);
    let [first, second] = &asked.parties;
    let (a, b) = (index(world, first)?, index(world, second)?);
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
    plans.extend(reported(context, world)?);
    plans.push(Plan {
        id: "mutual-rollback".to_owned(),
        name: "Both roll back".to_owned(),
        what: format!("the duties of the two on each other return to those of {}, and their export controls end; all else stays", asked.before),
        duties: with(&now, &before, &[(a, b), (b, a)]),
        limits: limits(on, &|measure| !asked.parties.contains(&measure.actor)),
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
            limits: limits(on, &|measure| measure.actor != *party),
        });
    }
    plans.extend(escalation::escalation(
        context, world, &now, histories, &all,
    )?);
    let scheduled = histories
        .iter()
        .filter_map(|history| history.scheduled.first().map(|step| step.from))
        .min();
    if let Some(day) = scheduled {
        plans.push(Plan {
            id: "scheduled".to_owned(),
            name: format!("What the law holds for {}", words::day(day)),
            what: format!(
                "duties and limits of {day} as the law, as known on {}, has them",
                asked.known
            ),
            duties: duties(&context.schedule, context, world, day)?,
            limits: limits(day, &|_| true),
        });
    }
    for own in &more.scenarios {
        plans.push(supposing::of_reader(context, world, own)?);
    }
    Ok(plans)
}

fn index(world: &World, party: &str) -> Result<usize, BriefFault> {
    world
        .economy_index(party)
        .ok_or_else(|| BriefFault::NotInWorld {
            party: party.to_owned(),
            world: world.provenance.name.clone(),
        })
}

/// Exemptions that are only reported hold; none where there are none.
fn reported(context: &Context<'_>, world: &World) -> Result<Option<Plan>, BriefFault> {
    let is_reported =
        |status, instrument| status == Status::Reported && instrument == Instrument::Exemption;
    let Some(supposed) = supposing::supposing(context, world, is_reported)? else {
        return Ok(None);
    };
    Ok(Some(Plan {
        id: "reported-exemptions".to_owned(),
        name: "Reported exemptions hold".to_owned(),
        what: format!(
            "as in force, and exemptions that are reported but not published count, on the codes that the record has for them: {}",
            words::listed(&supposing::with_trade(context, &supposed.measures)?)
        ),
        duties: supposed.duties,
        limits: supposed.limits,
    }))
}
