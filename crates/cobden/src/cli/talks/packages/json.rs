//! Packages as JSON.

use cobden::brief::talks::{Packages, Verdict};
use cobden::record::Record;
use cobden::talks::{Efficiency, FirstStep, Package, Subset};
use serde_json::{Map, Value, json};

/// Everything there is to say.
pub(super) fn whole(packages: &Packages, record: &Record) -> Value {
    let solved = &packages.solved;
    let mut object = head(packages, record);
    let best = &solved.best;
    object["efficient"] = solved.efficient().collect();
    object["better_for_both"] = (solved.packages.iter())
        .filter(|one| one.better_for_all)
        .map(|one| one.subset.index())
        .collect();
    object["best"] = json!({
        "nash_product": best.nash,
        "smallest_gain": best.egalitarian,
        "of_side": by_side(packages, |side| best.of_player[side].into()),
    });
    object["first_steps"] = (solved.first_steps.iter())
        .map(|step| first_step(packages, step))
        .collect();
    object["packages"] = (solved.packages.iter())
        .map(|one| package(packages, one))
        .collect();
    object
}

/// What was solved, on what, how well.
pub(super) fn head(packages: &Packages, record: &Record) -> Value {
    let solved = &packages.solved;
    let sides = &packages.sides;
    let steps = packages.steps.iter().enumerate().map(|(place, taken)| {
        let step = &taken.step;
        json!({
            "number": place + 1,
            "id": step.id,
            "name": step.name,
            "by": sides[step.by],
            "without": step.without,
            "suppose": step.suppose,
            "from": step.from,
            "meets": step.meets,
            "kept_ended": taken.kept_ended,
            "raises_duties": taken.raises,
        })
    });
    let stated = packages.stated.iter().map(|one| {
        json!({ "position": one.position, "by": sides[one.by], "kind": one.kind.word(), "what": one.what })
    });
    let not_steps = packages.not_steps.iter();
    let not_steps =
        not_steps.map(|one| json!({ "position": one.position, "because": one.because }));
    json!({
        "on": packages.on.to_string(),
        "known": packages.known.to_string(),
        "before": packages.before.to_string(),
        "sides": sides,
        "world": packages.world,
        "world_year": packages.world_year,
        "world_hash": packages.world_hash,
        "closure": packages.closure,
        "elasticities": "own",
        "solver": {
            "status": if solved.failed == 0 { "converged" } else { "some packages failed" },
            "packages": solved.packages.len(),
            "solves": solved.solves,
            "failed": solved.failed,
            "largest_residual": largest_residual(packages),
            "tolerance": packages.tolerance,
        },
        "steps": steps.collect::<Vec<_>>(),
        "not_steps": not_steps.collect::<Vec<_>>(),
        "positions": stated.collect::<Vec<_>>(),
        "provenance": {
            "cobden": cobden::VERSION,
            "record": record.manifest.title,
            "record_hash": record.hash,
        },
    })
}

/// The largest relative excess demand left in any package that was solved.
pub(super) fn largest_residual(packages: &Packages) -> f64 {
    let outcomes = packages.solved.packages.iter();
    let residuals = outcomes.filter_map(|one| Some(one.outcome.as_ref().ok()?.residual));
    residuals.fold(0.0, f64::max)
}

/// The word for how a package stands to the others.
pub(super) fn efficiency(efficiency: Efficiency) -> &'static str {
    match efficiency {
        Efficiency::Strong => "efficient",
        Efficiency::Weak => "weakly efficient",
        Efficiency::Dominated => "dominated",
    }
}

/// Positions to which a package does something, by id.
pub(super) fn positions(packages: &Packages, package: Subset, verdict: Verdict) -> Vec<&str> {
    let found = packages.positions(package, verdict);
    found.map(|one| one.position.as_str()).collect()
}

fn by_side(packages: &Packages, value: impl Fn(usize) -> Value) -> Value {
    let sides = packages.sides.iter().enumerate();
    let values: Map<String, Value> = sides
        .map(|(side, code)| (code.clone(), value(side)))
        .collect();
    values.into()
}

/// Gains in percent, by side; none without payoffs.
fn gains(packages: &Packages, gains: &[f64]) -> Value {
    match gains.is_empty() {
        true => Value::Null,
        false => by_side(packages, |side| (100.0 * gains[side]).into()),
    }
}

fn first_step(packages: &Packages, one: &FirstStep) -> Value {
    let step = &packages.steps[one.step].step;
    let alone = Subset::of(one.step);
    json!({
        "step": step.id,
        "by": packages.sides[step.by],
        "real_income_change_percent": gains(packages, one.gains.as_deref().unwrap_or_default()),
        "costs_who_takes_it": one.own.map(|own| own < 0.0),
        "meets": positions(packages, alone, Verdict::Meets),
        "crosses": positions(packages, alone, Verdict::Crosses),
        "touches": positions(packages, alone, Verdict::Touches),
    })
}

fn package(packages: &Packages, one: &Package<String>) -> Value {
    let answer = one.outcome.as_ref();
    let steps = one.subset.steps();
    json!({
        "package": one.subset.index(),
        "steps": steps.map(|place| packages.steps[place].step.id.as_str()).collect::<Vec<_>>(),
        "real_income_change_percent": gains(packages, &one.gains),
        "better_for_both": one.better_for_all,
        "efficiency": one.efficiency.map(efficiency),
        "status": if answer.is_ok() { "converged" } else { "failed" },
        "residual": answer.ok().map(|answer| answer.residual),
        "iterations": answer.ok().map(|answer| answer.iterations),
        "fault": answer.err().map(ToString::to_string),
        "meets": positions(packages, one.subset, Verdict::Meets),
        "crosses": positions(packages, one.subset, Verdict::Crosses),
        "touches": positions(packages, one.subset, Verdict::Touches),
    })
}
