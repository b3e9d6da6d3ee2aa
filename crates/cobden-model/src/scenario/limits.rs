//! `[[limit]]`: quantity limits of a scenario, met with a world.

use std::collections::BTreeMap;

use cobden_diagnostics::Diagnostics;
use cobden_world::World;

use super::{Action, Change, Instrument, Scenario};
use crate::limit::{QuantityLimit, describe_flow};

impl Scenario {
    /// The limits on flows that are there: one for all flows of a joint entry, one for each of others.
    pub(super) fn limits(&self, world: &World, found: &mut Diagnostics) -> Vec<QuantityLimit> {
        let mut limits = Vec::new();
        let mut owner: BTreeMap<[usize; 3], &Change> = BTreeMap::new();
        for change in self.of(Instrument::Limit) {
            let Action::Limit {
                volume,
                rent,
                joint,
            } = change.action
            else {
                continue;
            };
            let mut flows = self.cells(change, world, found);
            flows.retain(|cell| world.flows[*cell] > 0.0);
            let taken = |cell: &&[usize; 3]| owner.contains_key(*cell);
            if let Some(cell) = flows.iter().find(taken) {
                let what = format!("the limit on {}", describe_flow(*cell, world));
                self.overlap(change, owner[cell], &what, found);
                continue;
            }
            owner.extend(flows.iter().map(|cell| (*cell, change)));
            let limit = |flows| QuantityLimit {
                flows,
                volume,
                rent,
            };
            if joint && !flows.is_empty() {
                limits.push(limit(flows));
            } else {
                limits.extend(flows.into_iter().map(|flow| limit(vec![flow])));
            }
        }
        limits
    }
}
