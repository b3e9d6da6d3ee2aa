//! Talks on worlds whose answers are known, and on other people's data where it is at hand.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod closed_form;
mod lashkaripour;
mod ossa;
mod tables;

use std::path::PathBuf;

use cobden_model::OneStage;
use cobden_talks::{Instrument, Levy, Objective, Player, Span};

/// A folder beside the project with other people's data; says so when it is not there.
fn shared(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(name);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

/// Every economy a player, with one tariff on all its imports.
fn uniform(world: &OneStage) -> (Vec<Player>, Vec<Instrument>) {
    let count = world.economies();
    let player = |n: usize| Player {
        name: world.codes()[n].clone(),
        members: vec![n],
        objective: Objective::RealIncome,
    };
    let instrument = |n: usize| {
        let cells = (0..count)
            .filter(|i| *i != n)
            .flat_map(|i| (0..world.sectors()).map(move |j| (n, i, j)));
        Instrument {
            player: n,
            levy: Levy::Tariff,
            span: Span::Replaces,
            cells: cells.collect(),
            lower: 0.0,
            upper: 10.0,
            partner: None,
            sector: None,
        }
    };
    (
        (0..count).map(player).collect(),
        (0..count).map(instrument).collect(),
    )
}
