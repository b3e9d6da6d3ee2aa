//! Whether a world's tables make a benchmark equilibrium.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use crate::accounts::Accounts;
use crate::world::World;

/// How far a row of input shares may be from one.
pub(crate) const SHARE_TOLERANCE: f64 = 1e-9;
/// Final demand below zero by less than this part of expenditure is rounding error.
pub const ROUNDING: f64 = 1e-11;
/// Published coefficient tables hold a few input shares just below zero; further down is a fault.
pub(crate) const LOWEST_INPUT_SHARE: f64 = -0.005;

/// Every reason why the world is not a benchmark equilibrium (errors), and what is unusual in it
/// (warnings). Places are the world's name; messages name economy and sector.
pub fn check(world: &World) -> Diagnostics {
    let mut found = Diagnostics::new();
    let place = || Place::File(world.provenance.name.clone());
    let accounts = Accounts::of(world);
    check_input_shares(world, &mut found);
    for (n, economy) in world.economies.iter().enumerate() {
        if accounts.value_added[n] <= 0.0 {
            let message = format!("{} has no value added", economy.code);
            let hint = "an economy needs domestic output; merge it into the rest of the world";
            found.push(Diagnostic::error(place(), message).hint(hint));
        }
        let total = accounts.expenditure.row(n).sum();
        let mut negative = Vec::new();
        for (k, sector) in world.sectors.iter().enumerate() {
            let (final_demand, expenditure) =
                (accounts.final_demand[[n, k]], accounts.expenditure[[n, k]]);
            if final_demand < -ROUNDING * expenditure.max(1e-6 * total) {
                negative.push(format!("{} ({final_demand:.6})", sector.code));
            }
        }
        if !negative.is_empty() {
            let message = format!(
                "{} is unbalanced: its firms use more than it buys of {}",
                economy.code,
                negative.join(", ")
            );
            let hint =
                "run `cobden world calibrate` to set negative final demand to zero and rebalance";
            found.push(Diagnostic::error(place(), message).hint(hint));
        }
    }
    let internal: Vec<&str> = (0..world.economy_count())
        .filter(|n| (0..world.sector_count()).any(|j| world.tariffs[[*n, *n, j]] != 0.0))
        .map(|n| world.economies[n].code.as_str())
        .collect();
    if !internal.is_empty() {
        let message = format!("duties inside {} are kept as they are", internal.join(", "));
        found.push(
            Diagnostic::warning(place(), message)
                .hint("usual for an economy that stands for several"),
        );
    }
    found
}

fn check_input_shares(world: &World, found: &mut Diagnostics) {
    let place = || Place::File(world.provenance.name.clone());
    let mut off = Vec::new();
    let mut negative = 0;
    for (n, economy) in world.economies.iter().enumerate() {
        for (j, sector) in world.sectors.iter().enumerate() {
            let shares = world.input_shares.slice(ndarray::s![n, j, ..]);
            negative += shares.iter().filter(|share| **share < 0.0).count();
            let sum: f64 = shares.sum();
            // A sector without intermediates has no bill to share out.
            let none = world.value_added_share[[n, j]] == 1.0 && sum == 0.0;
            if !none && (sum - 1.0).abs() > SHARE_TOLERANCE {
                off.push(format!("{} {} ({sum})", economy.code, sector.code));
            }
        }
    }
    if !off.is_empty() {
        let shown = off.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
        let more = if off.len() > 10 {
            format!(" and {} more", off.len() - 10)
        } else {
            String::new()
        };
        let message = format!("input shares do not sum to one: {shown}{more}");
        let hint = "divide each sector's shares by their sum, or run `cobden world calibrate`";
        found.push(Diagnostic::error(place(), message).hint(hint));
    }
    if negative > 0 {
        let message = format!("{negative} input shares are slightly negative and kept as they are");
        found.push(Diagnostic::warning(place(), message));
    }
}
