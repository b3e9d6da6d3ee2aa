//! Names of economies and groups to positions in a world.

use cobden_codes::{Group, suggest};
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_model::scenario::{economy_hint, last_day};
use cobden_world::World;

use crate::player::Objective;

/// A side as one writes it down.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Code of an economy, or name of a group with the members it had at the end of the world's year.
    pub name: String,
    /// What it wants.
    pub objective: Objective,
}

impl Side {
    /// A side that wants real income.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            objective: Objective::RealIncome,
        }
    }
}

/// Positions of the economies that the code of one or the name of a group stands for, in the world's order.
///
/// A name that stands for none is an error in `found`, a group with members that the world does not keep
/// apart a warning.
pub fn economies_of(name: &str, world: &World, found: &mut Diagnostics) -> Vec<usize> {
    if let Some(position) = world.economy_index(name) {
        return vec![position];
    }
    let Some(group) = Group::find(name) else {
        let message = format!("\"{name}\" is no economy of this world and no group");
        let groups = Group::all().map(Group::name);
        let hint = suggest::nearest(name, groups).map_or_else(
            || economy_hint(name, world),
            |near| format!("did you mean \"{near}\"?"),
        );
        found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
        return Vec::new();
    };
    let day = last_day(world);
    let members = group.members_on(day);
    let (here, missing): (Vec<&str>, Vec<&str>) = members
        .into_iter()
        .partition(|code| world.economy_index(code).is_some());
    if here.is_empty() {
        let message = format!("no member of {name} on {day} is an economy of this world");
        let hint = "`cobden world info` lists the economies of a world";
        found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
    } else if !missing.is_empty() {
        let message = format!(
            "of {name} on {day}, this world has no {}: they stay outside",
            missing.join(", ")
        );
        let hint = "use a world that keeps them apart, or name the economy that holds them";
        found.push(Diagnostic::warning(Place::Nowhere, message).hint(hint));
    }
    let mut positions: Vec<usize> = here
        .iter()
        .filter_map(|code| world.economy_index(code))
        .collect();
    positions.sort_unstable();
    positions
}
