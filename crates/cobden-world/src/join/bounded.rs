//! Input shares under an upper bound on what firms use of each product.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array1, Array2};

use crate::accounts::Accounts;
use crate::world::World;

/// Use above its bound by less than this part counts as within it.
const TOLERANCE: f64 = 1e-13;
/// Rounds of scaling after which an economy is given up.
const MAX_ROUNDS: usize = 100_000;

/// What was moved.
pub(super) struct Moved {
    /// Part of an economy's intermediate bill that goes to other products than before (n).
    pub(super) part: Array1<f64>,
    /// M before (n, k).
    pub(super) used_before: Array2<f64>,
}

/// Brings input shares under $M_{nk} \le \bar m_{nk} X_{nk}$, with the bounds `most` (n, k).
///
/// Products that are used too much are scaled down, then every sector's inputs up to its bill,
/// in turn until both hold. This is the biproportional method with bounds instead of totals: of all
/// tables that obey bounds and bills it finds the nearest in relative entropy, and changes none
/// that obeys already.
///
/// # Errors
/// When the bills of an economy exceed its bounds on all products together.
pub(super) fn bound_inputs(
    world: &mut World,
    accounts: &Accounts,
    most: &Array2<f64>,
    place: &impl Fn() -> Place,
) -> Result<Moved, Diagnostics> {
    let mut found = Diagnostics::new();
    let n = world.economy_count();
    let mut part = Array1::zeros(n);
    for economy in 0..n {
        let bills = (1.0 - &world.value_added_share.row(economy)) * accounts.output.row(economy);
        let bounds = &most.row(economy) * &accounts.expenditure.row(economy);
        let shares = world.input_shares.slice(ndarray::s![economy, .., ..]);
        let before = &shares * &bills.view().insert_axis(ndarray::Axis(1));
        let mut uses = before.clone();
        if !scale(&mut uses, &bills, &bounds) {
            let message = format!(
                "the firms of {} would use {:.0} of the {:.0} that they may use of what it buys",
                world.economies[economy].code,
                bills.sum(),
                bounds.sum()
            );
            let hint = "choose donors with more value added, or a lower final_share_kept";
            found.push(Diagnostic::error(place(), message).hint(hint));
            continue;
        }
        let total = bills.sum();
        if total > 0.0 {
            part[economy] = (&uses - &before).mapv(f64::abs).sum() / 2.0 / total;
        }
        for (sector, bill) in bills.iter().enumerate() {
            if *bill > 0.0 {
                let row = &uses.row(sector) / *bill;
                let mut shares = world
                    .input_shares
                    .slice_mut(ndarray::s![economy, sector, ..]);
                shares.assign(&row);
            }
        }
    }
    let moved = Moved {
        part,
        used_before: accounts.intermediate_demand.clone(),
    };
    found.finish(moved).map(|(moved, _)| moved)
}

/// Scales uses (j, k) until products are within their bounds and rows sum to bills; whether that went.
fn scale(uses: &mut Array2<f64>, bills: &Array1<f64>, bounds: &Array1<f64>) -> bool {
    for _ in 0..MAX_ROUNDS {
        let mut settled = true;
        for (mut product, bound) in uses.columns_mut().into_iter().zip(bounds) {
            let used = product.sum();
            if used > *bound {
                settled &= used <= bound * (1.0 + TOLERANCE);
                product *= bound / used;
            }
        }
        if settled {
            return true;
        }
        for (mut row, bill) in uses.rows_mut().into_iter().zip(bills) {
            let sum = row.sum();
            if sum > 0.0 {
                row *= bill / sum;
            } else if *bill > 0.0 {
                return false;
            }
        }
    }
    false
}
