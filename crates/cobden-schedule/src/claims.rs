//! Whether a record satisfies its own claims.

use std::collections::BTreeMap;
use std::sync::Arc;

use cobden_record::{Assert, Claim, Entry, Record, Subject};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::duty::{DutyAnswer, Query};
use crate::error::{QueryFault, ScheduleFault};
use crate::materials::Materials;
use crate::schedule::Schedule;

/// A claim that the record does not satisfy.
#[derive(Debug, Clone)]
pub struct FailedClaim<'r> {
    /// The entry it is in.
    pub entry: &'r Entry<Assert>,
    /// The claim.
    pub claim: &'r Claim,
    /// What was found instead: the figure and the answer it is from, or why there is none.
    pub found: Result<(f64, DutyAnswer), QueryFault>,
}

/// Checks every claim of a record; an empty list is good.
///
/// # Errors
/// [`ScheduleFault`] where the record cannot be compiled.
pub fn check_claims(record: &Record) -> Result<Vec<FailedClaim<'_>>, ScheduleFault> {
    // Days between which nothing becomes known have the same schedule.
    let materials = Arc::new(Materials::new(record)?);
    Schedule::with(&materials, record.latest()).check()?;
    let turns = turns(record);
    type Claims<'r> = Vec<(&'r Entry<Assert>, &'r Claim)>;
    let mut by_turn: BTreeMap<usize, (Date, Claims<'_>)> = BTreeMap::new();
    for entry in record.asserts.values() {
        for claim in &entry.body.claims {
            let known = claim.known.unwrap_or(Date::MAX);
            let turn = turns.partition_point(|day| *day <= known);
            let (_, claims) = by_turn.entry(turn).or_insert((known, Vec::new()));
            claims.push((entry, claim));
        }
    }
    let by_turn: Vec<_> = by_turn.into_values().collect();
    let failed = by_turn
        .par_iter()
        .map(|(known, claims)| {
            let schedule = Schedule::with(&materials, record.as_known(*known));
            let checked = claims.iter().filter_map(|(entry, claim)| {
                let found = answer(&schedule, claim);
                let holds = matches!(&found, Ok((value, _)) if (value - claim.expected).abs() <= claim.tolerance);
                (!holds).then_some(FailedClaim {
                    entry,
                    claim,
                    found,
                })
            });
            Ok(checked.collect())
        })
        .collect::<Vec<Result<Vec<FailedClaim<'_>>, ScheduleFault>>>();
    let failed = failed.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut failed: Vec<FailedClaim<'_>> = failed.into_iter().flatten().collect();
    failed.sort_by_key(|one| (one.entry.id.clone(), one.claim.range.start));
    Ok(failed)
}

/// The days on which something of the schedule becomes known, sorted.
fn turns(record: &Record) -> Vec<Date> {
    let measures = record.measures.values().map(|entry| entry.common.known);
    let amendments = record.amendments.values().map(|entry| entry.common.known);
    let rules = record.rules.values().map(|entry| entry.common.known);
    let mut turns: Vec<Date> = measures.chain(amendments).chain(rules).collect();
    turns.sort_unstable();
    turns.dedup();
    turns
}

fn answer(schedule: &Schedule<'_>, claim: &Claim) -> Result<(f64, DutyAnswer), QueryFault> {
    let answer = schedule.duty(&Query {
        assume: claim.assume.clone(),
        ..Query::new(&claim.importer, &claim.exporter, claim.code, claim.on)
    })?;
    let value = match &claim.subject {
        Subject::Total => answer.total,
        Subject::Additional => answer.additional,
        Subject::Layer(measure) => {
            let layers = answer.layers.iter();
            let of_measure = layers.filter(|layer| layer.measure == *measure);
            of_measure.map(|layer| layer.rate).sum()
        }
    };
    Ok((value, answer))
}
