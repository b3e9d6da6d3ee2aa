//! Whether a world's tables make a benchmark equilibrium.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};

use crate::accounts::Accounts;
use crate::nest::check_nests;
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
    check_labels(world, &mut found);
    check_numbers(world, &mut found);
    if found.has_errors() {
        // Sums of numbers that are none say nothing.
        return found;
    }
    let accounts = Accounts::of(world);
    check_input_shares(world, &mut found);
    check_nests(world, &accounts, &mut found);
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
    let no_home: Vec<&str> = (0..world.economy_count())
        .filter(|n| (0..world.sector_count()).all(|j| world.flows[[*n, *n, j]] == 0.0))
        .map(|n| world.economies[n].code.as_str())
        .collect();
    if !no_home.is_empty() {
        let message = format!("{} without domestic sales", no_home.join(", "));
        let hint = "flows of an economy to itself belong in the table: output less exports";
        found.push(Diagnostic::warning(place(), message).hint(hint));
    }
    let internal = world.internally_taxed();
    if !internal.is_empty() {
        let message = format!("duties inside {} are kept as they are", internal.join(", "));
        found.push(
            Diagnostic::warning(place(), message)
                .hint("usual for an economy that stands for several"),
        );
    }
    found
}

/// Shapes, and numbers that no world can have.
pub(crate) fn check_numbers(world: &World, found: &mut Diagnostics) {
    let (n, j) = (world.economy_count(), world.sector_count());
    let mut fault = |what: &str, first: Option<String>, others: usize| {
        if let Some(first) = first {
            let message = if others == 0 {
                format!("{what}: {first}")
            } else {
                format!("{what}: {first} and {others} more")
            };
            let place = Place::File(world.provenance.name.clone());
            found.push(Diagnostic::error(place, message));
        }
    };
    let shapes = [
        ("flows", world.flows.shape(), &[n, n, j][..]),
        ("tariffs", world.tariffs.shape(), &[n, n, j]),
        (
            "value_added_share",
            world.value_added_share.shape(),
            &[n, j],
        ),
        ("input_shares", world.input_shares.shape(), &[n, j, j]),
    ];
    let mut wrong = shapes.iter().filter(|(_, found, due)| found != due);
    if let Some((name, found, due)) = wrong.next() {
        let first = format!("{name} has {found:?}, not {due:?}");
        fault("arrays of the wrong shape", Some(first), wrong.count());
        return;
    }
    let economy = |k: usize| &world.economies[k].code;
    let sector = |k: usize| &world.sectors[k].code;
    let bilateral = |at: (usize, usize, usize), value: &f64| {
        let (importer, exporter, sector) = (economy(at.0), economy(at.1), sector(at.2));
        format!("{importer} from {exporter}, {sector} ({value})")
    };
    // Written so that what is not a number fails.
    let mut flows = (world.flows.indexed_iter()).filter(|(_, f)| !(**f >= 0.0 && f.is_finite()));
    let first = flows.next().map(|(at, f)| bilateral(at, f));
    fault("flows below zero or not finite", first, flows.count());
    let mut tariffs =
        (world.tariffs.indexed_iter()).filter(|(_, t)| !(**t > -1.0 && t.is_finite()));
    let first = tariffs.next().map(|(at, t)| bilateral(at, t));
    fault("tariffs of -1, below or not finite", first, tariffs.count());
    let mut shares =
        (world.value_added_share.indexed_iter()).filter(|(_, share)| !(0.0..=1.0).contains(*share));
    let first = shares.next();
    let first = first.map(|((e, s), share)| format!("{} {} ({share})", economy(e), sector(s)));
    fault("value-added shares outside 0 to 1", first, shares.count());
    let range = LOWEST_INPUT_SHARE..=1.0 + SHARE_TOLERANCE;
    let mut shares = (world.input_shares.indexed_iter()).filter(|(_, g)| !range.contains(*g));
    let first = shares.next().map(|((e, s, k), share)| {
        format!("{} {} from {} ({share})", economy(e), sector(s), sector(k))
    });
    fault("input shares outside 0 to 1", first, shares.count());
    let mut sectors = (world.sectors.iter())
        .filter(|s| !(s.trade_elasticity > 0.0 && s.trade_elasticity.is_finite()));
    let first = sectors.next();
    let first = first.map(|s| format!("{} ({})", s.code, s.trade_elasticity));
    fault("trade elasticities not above zero", first, sectors.count());
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
        let message = format!("slightly negative input shares are kept as they are: {negative}");
        found.push(Diagnostic::warning(place(), message));
    }
}

fn check_labels(world: &World, found: &mut Diagnostics) {
    let place = || Place::File(world.provenance.name.clone());
    for (count, what) in [
        (world.economy_count(), "economies"),
        (world.sector_count(), "sectors"),
    ] {
        if count == 0 {
            let fault = Diagnostic::error(place(), format!("the world has no {what}"));
            found.push(fault.hint("a world needs at least one of each"));
        }
    }
    // Scenarios give these words a meaning, which a sector's code may name but not change.
    for sector in &world.sectors {
        let clash = match sector.code.as_str() {
            "goods" => world.sectors.iter().any(|s| s.goods != (s.code == "goods")),
            "services" => world
                .sectors
                .iter()
                .any(|s| s.goods == (s.code == "services")),
            "*" => true,
            _ => false,
        };
        if clash {
            let message = format!("\"{}\" cannot be the code of this sector", sector.code);
            let fault = Diagnostic::error(place(), message);
            let hint = "in scenarios it stands for all sectors of that kind; give it another code";
            found.push(fault.hint(hint));
        }
    }
}
