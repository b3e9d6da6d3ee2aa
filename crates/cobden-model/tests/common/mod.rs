//! Random worlds and shocks for tests: the same for the same seed on every machine.
#![allow(dead_code, reason = "shared by test programs that each use a part")]
#![allow(clippy::unwrap_used, reason = "test code")]

mod random;
mod shocks;
mod worlds;

pub(crate) use random::Random;
pub(crate) use shocks::Wedges;
pub(crate) use worlds::{Recipe, nested};

use cobden_world::World;

/// Whether duty is or was levied on anything of a sector.
pub(crate) fn has_duty(tariff: &ndarray::Array3<f64>, sector: usize) -> bool {
    tariff
        .index_axis(ndarray::Axis(2), sector)
        .iter()
        .any(|t| *t != 0.0)
}

/// Whether any of a sector's goods cross a border.
pub(crate) fn is_traded(world: &World, sector: usize) -> bool {
    let n = world.economy_count();
    (0..n).any(|i| (0..n).any(|m| i != m && world.flows[[m, i, sector]] > 0.0))
}

/// Fails with both numbers unless |found − expected| ≤ tolerance · max(1, |expected|).
#[track_caller]
pub(crate) fn assert_close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let off = (found - expected).abs() / expected.abs().max(1.0);
    // Written so that a NaN fails.
    assert!(
        off <= tolerance,
        "{what}: {found:.15e}, expected {expected:.15e}, off by {off:.1e}"
    );
}
