//! Whether players and instruments make a game.

use std::collections::BTreeMap;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_model::Flows;
use cobden_world::World;

use crate::instrument::{Instrument, Levy, Span};
use crate::player::{Objective, Player};
use crate::strategies::Strategies;

/// Everything that is wrong with players and instruments in a world with these flows.
pub(crate) fn check(
    strategies: &Strategies,
    world: &World,
    flows: &Flows,
    found: &mut Diagnostics,
) {
    check_players(&strategies.players, world, found);
    for player in strategies
        .players
        .iter()
        .filter(|player| player.members.is_empty())
    {
        let message = format!("{} has no economies", player.name);
        found.push(Diagnostic::error(Place::Nowhere, message));
    }
    let mut taken: BTreeMap<(bool, (usize, usize, usize)), usize> = BTreeMap::new();
    for (number, instrument) in strategies.instruments.iter().enumerate() {
        let name = named(instrument, number, &strategies.players);
        check_bounds(&name, instrument.lower, instrument.upper, found);
        let Some(player) = strategies.players.get(instrument.player) else {
            let message = format!(
                "{name} belongs to player {}, of {}",
                instrument.player + 1,
                strategies.players.len()
            );
            found.push(Diagnostic::error(Place::Nowhere, message));
            continue;
        };
        check_cells(&name, instrument, player, flows, found);
        for cell in &instrument.cells {
            let key = (instrument.levy == Levy::Tariff, *cell);
            let Some(first) = taken.insert(key, number) else {
                continue;
            };
            let spans = [instrument.span, strategies.instruments[first].span];
            if first == number || spans.contains(&Span::Replaces) {
                let other = named(&strategies.instruments[first], first, &strategies.players);
                let message = format!("{name} and {other} are on the same flow");
                let hint = "a rate that replaces others must be alone on its flows";
                found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
                break;
            }
        }
    }
}

/// Members that are economies of the world, each of one player, and partners to balance trade with.
pub(crate) fn check_players(players: &[Player], world: &World, found: &mut Diagnostics) {
    let count = world.economy_count();
    let mut side: Vec<Option<&str>> = vec![None; count];
    for player in players {
        let mut with: &[usize] = &[];
        if let Objective::Balance { with: partners } = &player.objective {
            with = partners;
            if with.is_empty() || with.iter().any(|n| player.members.contains(n)) {
                let message = format!(
                    "{} balances its trade with nobody or with itself",
                    player.name
                );
                let hint = "name the economies, none of its own, that its balance is with";
                found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
            }
        }
        if let Some(n) = player.members.iter().chain(with).find(|n| **n >= count) {
            let message = format!("{} names economy {}, of {count}", player.name, n + 1);
            found.push(Diagnostic::error(Place::Nowhere, message));
        }
        for n in player.members.iter().filter(|n| **n < count) {
            if let Some(other) = side[*n].replace(&player.name) {
                let code = &world.economies[*n].code;
                let message = format!("{code} is on two sides, {other} and {}", player.name);
                let hint = "an economy decides once: leave out one of the sides, or name a group's members one by one";
                found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
            }
        }
    }
}

/// Bounds between which there is a rate.
pub(crate) fn check_bounds(name: &str, lower: f64, upper: f64, found: &mut Diagnostics) {
    let mut fault = |message: String, hint: &str| {
        found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
    };
    if !lower.is_finite() || !upper.is_finite() {
        fault(
            format!("{name} are to lie between {lower} and {upper}, which are not both numbers"),
            "give bounds as ratios, such as 0 and 1.5",
        );
        return;
    }
    if lower > upper {
        fault(
            format!("{name} are to lie between {lower} and {upper}, the wrong way round"),
            "give the smaller bound first",
        );
    }
    if lower <= -1.0 {
        fault(
            format!("{name} may be as low as {lower}: at -1 the price is nothing"),
            "a subsidy of half the price is -0.5",
        );
    }
}

/// Flows across the player's border, and trade on at least one.
fn check_cells(
    name: &str,
    instrument: &Instrument,
    player: &Player,
    flows: &Flows,
    found: &mut Diagnostics,
) {
    let own = |n: usize| player.members.contains(&n);
    let fits = |(importer, exporter, sector): &(usize, usize, usize)| {
        let (own_end, other_end) = match instrument.levy {
            Levy::Tariff => (*importer, *exporter),
            Levy::ExportTax => (*exporter, *importer),
        };
        flows.get([*importer, *exporter, *sector]).is_some() && own(own_end) && !own(other_end)
    };
    if let Some((n, i, j)) = instrument.cells.iter().find(|cell| !fits(cell)) {
        let message = format!(
            "{name} is on the flow (importer {n}, exporter {i}, sector {j}), which does not cross the border of {}",
            player.name
        );
        let hint =
            "a tariff is on what members buy of outsiders, an export tax on what they sell to them";
        found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
    } else if instrument
        .cells
        .iter()
        .all(|(n, i, j)| flows[[*n, *i, *j]] <= 0.0)
    {
        let message = format!("{name} is on no trade at all");
        let hint = "leave it out: whatever its rate, nothing would change";
        found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
    }
}

/// An instrument in words.
fn named(instrument: &Instrument, number: usize, players: &[Player]) -> String {
    let levy = match instrument.levy {
        Levy::Tariff => "tariff",
        Levy::ExportTax => "export tax",
    };
    let owner = players
        .get(instrument.player)
        .map_or("nobody", |player| &player.name);
    let on = |what: &Option<String>| {
        what.as_ref()
            .map_or(String::new(), |what| format!(", {what}"))
    };
    format!(
        "instrument {} ({owner}'s {levy}{}{})",
        number + 1,
        on(&instrument.partner),
        on(&instrument.sector)
    )
}
