//! Threats carried out, or the last step once more.

use cobden_model::Flows;
use cobden_record::{Instrument, Status};
use cobden_world::World;
use jiff::civil::Date;

use super::super::limits::PlanLimit;
use super::{Plan, duties, supposing};
use crate::context::Context;
use crate::fault::BriefFault;
use crate::history::History;
use crate::words;

/// Points of the mean from which a step counts as a step of escalation.
const STEP: f64 = 1.0;

/// Days after which a step is too old to be repeated.
const RECENT: i32 = 180;

/// Threats carried out; without any on file, the last step of each side once more where it is not old. None without either.
pub(super) fn escalation(
    context: &Context<'_>,
    world: &World,
    now: &Flows,
    histories: &[History],
    limits: &[PlanLimit],
) -> Result<Option<Plan>, BriefFault> {
    let is_threat =
        |status, instrument| status == Status::Threatened && instrument == Instrument::Tariff;
    if let Some(supposed) = supposing::supposing(context, world, is_threat)? {
        let titles: Vec<String> = supposed
            .measures
            .iter()
            .map(|id| context.title(id))
            .collect();
        return Ok(Some(Plan {
            id: "escalation".to_owned(),
            name: "Threats carried out".to_owned(),
            what: format!(
                "as in force, and the threats on file are carried out: {}",
                words::listed(&titles)
            ),
            duties: supposed.duties,
            limits: supposed.limits,
        }));
    }
    let mut raised = now.clone();
    let mut said = Vec::new();
    for history in histories {
        let Some((day, points)) = last_rise(history, context.asked.on) else {
            continue;
        };
        let (n, i) = (
            super::index(world, &history.importer)?,
            super::index(world, &history.exporter)?,
        );
        let Ok(eve) = day.yesterday() else {
            continue;
        };
        let after = duties(&context.schedule, context, world, day)?;
        let before = duties(&context.schedule, context, world, eve)?;
        for j in 0..world.sector_count() {
            raised[[n, i, j]] += (after[[n, i, j]] - before[[n, i, j]]).max(0.0);
        }
        said.push(format!(
            "{} adds {} points as on {day}",
            words::the(&history.importer),
            words::one_decimal(points)
        ));
    }
    Ok((!said.is_empty()).then(|| Plan {
        id: "escalation".to_owned(),
        name: "The last step once more".to_owned(),
        what: format!(
            "no threat is on file; the last step of the {RECENT} days before is made once more: {}",
            words::listed(&said)
        ),
        duties: raised,
        limits: limits.to_vec(),
    }))
}

/// The last day on which the average rose by a step, and by how much; none where that is long ago.
fn last_rise(history: &History, on: Date) -> Option<(Date, f64)> {
    let levels = &history.past;
    let from_nothing = levels.first().map(|step| (step.from, step.percent));
    let rises = levels
        .windows(2)
        .map(|pair| (pair[1].from, pair[1].percent - pair[0].percent));
    let last = from_nothing
        .into_iter()
        .chain(rises)
        .rfind(|(_, points)| *points >= STEP)?;
    let age = on.since((jiff::Unit::Day, last.0)).ok()?.get_days();
    (age <= RECENT).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Step;
    use jiff::civil::date;

    #[test]
    fn an_old_step_is_not_repeated() {
        let step = |from, percent| Step { from, percent };
        let history = History {
            importer: "A".to_owned(),
            exporter: "B".to_owned(),
            past: vec![
                step(date(2025, 1, 1), 3.0),
                step(date(2025, 4, 9), 20.0),
                step(date(2025, 5, 14), 20.4),
            ],
            scheduled: Vec::new(),
        };
        let last = last_rise(&history, date(2025, 6, 8));
        assert_eq!(last, Some((date(2025, 4, 9), 17.0)));
        assert_eq!(last_rise(&history, date(2025, 10, 6)), last);
        assert_eq!(last_rise(&history, date(2025, 10, 7)), None);
    }
}
