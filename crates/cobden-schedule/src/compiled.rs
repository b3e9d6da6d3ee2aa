//! One measure as known on a day, ready to be stacked.

use std::sync::Arc;

use cobden_record::{Duty, Entry, Facts, Measure, Rates, Status};
use jiff::civil::Date;

use crate::materials::{Material, may_be_layer};
use crate::validity::Validity;

/// One measure with its products, rates and days.
#[derive(Debug)]
pub(crate) struct Compiled<'r> {
    pub(crate) entry: &'r Entry<Measure>,
    /// With corrections made.
    pub(crate) measure: Measure,
    pub(crate) validity: Validity,
    pub(crate) is_ordinary: bool,
    pub(crate) material: Arc<Material<'r>>,
}

impl Compiled<'_> {
    /// The rate of a step on a line.
    pub(crate) fn rate(&self, step: usize, line: u64, facts: &dyn Facts) -> Duty {
        let expression = match &self.measure.rate {
            Some(Rates::Listed) => self.material.listed.at(line).copied(),
            Some(Rates::Steps(steps)) => steps.get(step).map(|step| &step.rate),
            None => None,
        };
        // Only a duty charges anything, whatever else an entry says.
        let expression = expression.filter(|_| self.measure.instrument.is_duty());
        expression.map_or(Duty::valued(0.0), |rate| rate.evaluate(facts))
    }

    /// Which step of its rates holds on a day.
    pub(crate) fn step(&self, day: Date) -> usize {
        match &self.measure.rate {
            Some(Rates::Steps(steps)) => {
                let begun = steps
                    .iter()
                    .filter(|step| step.from.is_none_or(|from| from <= day));
                begun.count().saturating_sub(1)
            }
            _ => 0,
        }
    }

    /// Whether it can be a layer of a duty or take one away.
    pub(crate) fn is_layer(&self) -> bool {
        let counts = matches!(self.measure.status, Status::Enacted | Status::Reported);
        may_be_layer(self.measure.instrument) && counts && self.material.products.is_some()
    }

    /// Whether the rate of a step depends on the ordinary duty.
    pub(crate) fn uses_base(&self, step: usize) -> bool {
        match &self.measure.rate {
            Some(Rates::Steps(steps)) => steps.get(step).is_some_and(|step| step.rate.uses_base()),
            Some(Rates::Listed) => self.material.lists_use_base,
            None => false,
        }
    }
}
