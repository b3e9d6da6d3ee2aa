//! From real tables to an exact benchmark equilibrium.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array1, Array2, Array3};

use crate::accounts::{Accounts, intermediate_demand};
use crate::check::check_numbers;
use crate::world::World;

/// What a calibration touched.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrationReport {
    /// Cells of negative final demand set to zero: economy, sector, value before.
    pub negative_final_demand: Vec<(String, String, f64)>,
    /// Their absolute value as a part of world final demand.
    pub touched_share: f64,
    /// Rows of input shares rescaled to sum to one.
    pub rescaled_input_rows: usize,
    /// Largest relative change of an economy's value added.
    pub largest_value_added_change: f64,
    /// Largest relative change of an expenditure cell that carries at least a millionth of its economy's spending.
    pub largest_expenditure_change: f64,
    /// Iterations of the expenditure system.
    pub iterations: usize,
    /// Largest relative excess demand left.
    pub residual: f64,
}

/// Excess demand below which the expenditure system counts as solved.
const TOLERANCE: f64 = 5e-14;
/// Iterations after which the system is given up.
const MAX_ITERATIONS: usize = 200_000;

/// Makes a world's benchmark an exact equilibrium.
///
/// Inputs of which an economy buys nothing are dropped, input shares are rescaled to sum to one, negative final demand is set to zero, and the
/// expenditure system
/// $X_{nk} = \sum_j \gamma_{njk}(1-\beta_{nj})Y_{nj} + \alpha_{nk}(\sum_j \beta_{nj}Y_{nj} + R_n + D_n)$
/// is solved again with trade shares, tariffs, technology and deficits as they are. Trade shares
/// keep their data, and the result does not depend on elasticities; only levels move. World
/// expenditure is unchanged.
///
/// # Errors
/// When a number is none that a world can have, when an economy has no positive final demand, or when the system does not settle, which
/// happens when deficits are too large for the trade there is.
pub fn calibrate(world: &World) -> Result<(World, CalibrationReport), Diagnostics> {
    let place = || Place::File(world.provenance.name.clone());
    let mut faults = Diagnostics::new();
    check_numbers(world, &mut faults);
    if faults.has_errors() {
        return Err(faults);
    }
    let mut world = world.clone();
    drop_inputs_without_supply(&mut world);
    let rescaled_input_rows = rescale_input_shares(&mut world);
    let before = Accounts::of(&world);
    let (n, j) = (world.economy_count(), world.sector_count());

    let mut negative_final_demand = Vec::new();
    let mut final_shares = before.final_demand.clone();
    for ((economy, sector), demand) in final_shares.indexed_iter_mut() {
        let rounding = crate::check::ROUNDING * before.expenditure[[economy, sector]];
        if *demand < -rounding {
            let (e, s) = (&world.economies[economy].code, &world.sectors[sector].code);
            negative_final_demand.push((e.clone(), s.clone(), *demand));
        }
        *demand = demand.max(0.0);
    }
    for (economy, mut row) in final_shares.rows_mut().into_iter().enumerate() {
        let sum = row.sum();
        if sum <= 0.0 {
            let code = &world.economies[economy].code;
            let message = format!("{code} has no final demand left");
            return Err(Diagnostic::error(place(), message)
                .hint("its firms use everything it buys; merge it with another economy")
                .into());
        }
        row /= sum;
    }
    let world_final: f64 = before.final_demand.iter().map(|c| c.max(0.0)).sum();
    let touched: f64 = negative_final_demand
        .iter()
        .fold(0.0, |sum, (.., c)| sum - c);

    let trade_shares = Array3::from_shape_fn((n, n, j), |(importer, exporter, sector)| {
        let total = before.expenditure[[importer, sector]];
        let flow = world.flows[[importer, exporter, sector]];
        if total > 0.0 { flow / total } else { 0.0 }
    });
    let mut expenditure = before.expenditure.clone();
    let mut iterations = 0;
    let residual = loop {
        let next = spend(
            &world,
            &trade_shares,
            &final_shares,
            &before.deficit,
            &expenditure,
        );
        iterations += 1;
        let residual = largest_change(&expenditure, &next);
        expenditure = next;
        if residual <= TOLERANCE {
            break residual;
        }
        if iterations >= MAX_ITERATIONS || !residual.is_finite() {
            let message = format!(
                "the benchmark does not settle: excess demand {residual:.1e} after {iterations} rounds"
            );
            return Err(Diagnostic::error(place(), message)
                .hint(
                    "look for economies whose deficit exceeds their imports, or that hardly trade",
                )
                .into());
        }
    };
    if let Some(((economy, sector), _)) = expenditure.indexed_iter().find(|(_, x)| **x < 0.0) {
        let (e, s) = (&world.economies[economy].code, &world.sectors[sector].code);
        let message = format!("{e} would spend less than nothing on {s}");
        return Err(Diagnostic::error(place(), message)
            .hint("its surplus exceeds its income; look at its flows")
            .into());
    }
    for ((importer, exporter, sector), flow) in world.flows.indexed_iter_mut() {
        *flow = trade_shares[[importer, exporter, sector]] * expenditure[[importer, sector]];
    }
    let after = Accounts::of(&world);
    let value_added_changes = after.value_added.iter().zip(&before.value_added);
    let totals: Vec<f64> = before
        .expenditure
        .rows()
        .into_iter()
        .map(|row| row.sum())
        .collect();
    let expenditure_changes = before.expenditure.indexed_iter();
    let report = CalibrationReport {
        negative_final_demand,
        touched_share: touched / world_final,
        rescaled_input_rows,
        largest_value_added_change: value_added_changes
            .map(|(a, b)| (a / b - 1.0).abs())
            .fold(0.0, f64::max),
        largest_expenditure_change: expenditure_changes
            .filter(|((economy, _), x)| **x > 1e-6 * totals[*economy])
            .map(|(at, x)| (after.expenditure[at] / x - 1.0).abs())
            .fold(0.0, f64::max),
        iterations,
        residual,
    };
    Ok((world, report))
}

/// One round of the expenditure system.
fn spend(
    world: &World,
    trade_shares: &Array3<f64>,
    final_shares: &Array2<f64>,
    deficit: &Array1<f64>,
    expenditure: &Array2<f64>,
) -> Array2<f64> {
    let mut output = Array2::zeros(expenditure.raw_dim());
    let mut income = deficit.clone();
    for ((importer, exporter, sector), share) in trade_shares.indexed_iter() {
        let flow = share * expenditure[[importer, sector]];
        output[[exporter, sector]] += flow;
        income[importer] += world.tariffs[[importer, exporter, sector]] * flow;
    }
    income += &(&world.value_added_share * &output).sum_axis(ndarray::Axis(1));
    let mut next = intermediate_demand(world, &output);
    for ((economy, sector), x) in next.indexed_iter_mut() {
        *x += final_shares[[economy, sector]] * income[economy];
    }
    next
}

fn largest_change(old: &Array2<f64>, new: &Array2<f64>) -> f64 {
    old.rows()
        .into_iter()
        .zip(new.rows())
        .map(|(old, new)| {
            let total = old.sum();
            let off = old
                .iter()
                .zip(&new)
                .map(|(a, b)| (a - b).abs() / (a + 1e-6 * total));
            off.fold(0.0, f64::max)
        })
        .fold(0.0, f64::max)
}

/// Sets input shares to zero where the economy's firms use a product that it buys from nobody: the
/// uses have no trade shares to be met by.
fn drop_inputs_without_supply(world: &mut World) {
    let accounts = Accounts::of(world);
    for ((economy, input), demand) in accounts.intermediate_demand.indexed_iter() {
        if *demand != 0.0 && accounts.expenditure[[economy, input]] == 0.0 {
            let mut shares = world
                .input_shares
                .slice_mut(ndarray::s![economy, .., input]);
            shares.fill(0.0);
        }
    }
}

/// Rescales rows that do not sum to one; a sector without an intermediate bill keeps its zeros.
fn rescale_input_shares(world: &mut World) -> usize {
    let mut rescaled = 0;
    for economy in 0..world.economy_count() {
        for sector in 0..world.sector_count() {
            let mut row = world
                .input_shares
                .slice_mut(ndarray::s![economy, sector, ..]);
            let sum = row.sum();
            if sum <= 0.0 {
                // Nothing to rescale: the sector's output is all value added.
                if world.value_added_share[[economy, sector]] != 1.0 {
                    world.value_added_share[[economy, sector]] = 1.0;
                    rescaled += 1;
                }
            } else if (sum - 1.0).abs() > 1e-15 {
                row /= sum;
                rescaled += usize::from((sum - 1.0).abs() > crate::check::SHARE_TOLERANCE);
            }
        }
    }
    rescaled
}
