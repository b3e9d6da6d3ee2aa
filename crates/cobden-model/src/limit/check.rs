//! Whether the limits of a shock make sense in a world.

use std::collections::HashMap;

use cobden_world::World;

use super::QuantityLimit;
use crate::error::ModelError;

/// Every limit names flows across borders that the world has, each flow in one limit only.
pub(crate) fn check_limits(limits: &[QuantityLimit], world: &World) -> Result<(), ModelError> {
    let mut owner = HashMap::new();
    for (number, limit) in limits.iter().enumerate() {
        let fault = |reason| ModelError::LimitFlows {
            limit: number,
            reason,
        };
        if !(limit.volume >= 0.0 && limit.volume.is_finite()) {
            return Err(ModelError::LimitVolume {
                limit: number,
                value: limit.volume,
            });
        }
        if limit.flows.is_empty() {
            return Err(fault("no flow at all"));
        }
        for cell in &limit.flows {
            if world.flows.get(*cell).is_none() {
                return Err(fault("a position that the world does not have"));
            }
            if cell[0] == cell[1] {
                return Err(fault("home sales, which no border limits"));
            }
            if let Some(first) = owner.insert(*cell, number) {
                return Err(ModelError::LimitOverlap {
                    limit: number,
                    first,
                    flow: describe_flow(*cell, world),
                });
            }
        }
    }
    Ok(())
}

/// A flow in words.
pub(crate) fn describe_flow([n, i, j]: [usize; 3], world: &World) -> String {
    format!(
        "{}'s {} in {}",
        world.economies[i].code, world.sectors[j].code, world.economies[n].code
    )
}

impl QuantityLimit {
    /// The limit in words: its flow, or its first flow and how many there are.
    ///
    /// # Panics
    /// When it names a position that the world does not have.
    pub fn describe(&self, world: &World) -> String {
        match self.flows.as_slice() {
            [] => "no flow".into(),
            [only] => describe_flow(*only, world),
            [first, rest @ ..] => format!(
                "{} and {} more, jointly",
                describe_flow(*first, world),
                rest.len()
            ),
        }
    }
}
