//! Whether a record satisfies its own claims.

use std::collections::BTreeMap;

use cobden_record::{Assert, Claim, Entry, Record, Subject};
use jiff::civil::Date;

use crate::duty::{DutyAnswer, Query};
use crate::error::{QueryFault, ScheduleFault};
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
    let mut by_day: BTreeMap<Date, Vec<(&Entry<Assert>, &Claim)>> = BTreeMap::new();
    for entry in record.asserts.values() {
        for claim in &entry.body.claims {
            let known = claim.known.unwrap_or(Date::MAX);
            by_day.entry(known).or_default().push((entry, claim));
        }
    }
    let mut failed = Vec::new();
    for (known, claims) in by_day {
        let schedule = Schedule::new(record.as_known(known))?;
        for (entry, claim) in claims {
            let found = answer(&schedule, claim);
            let holds = matches!(&found, Ok((value, _)) if (value - claim.expected).abs() <= claim.tolerance);
            if !holds {
                failed.push(FailedClaim {
                    entry,
                    claim,
                    found,
                });
            }
        }
    }
    failed.sort_by_key(|one| (one.entry.id.clone(), one.claim.range.start));
    Ok(failed)
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
