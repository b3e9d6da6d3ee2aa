//! What a cell of a table of flows may hold.

use cobden_diagnostics::Diagnostic;

use crate::table::{Faults, Table};

/// A negative flow is a fault.
pub(crate) fn check_value(
    table: &Table,
    row: usize,
    column: usize,
    value: f64,
    faults: &mut Faults,
) {
    if value < 0.0 {
        faults.push(|| {
            let message = format!("a flow of {value} is negative");
            let hint = "flows are values of purchases; set it to zero and calibrate the world";
            Diagnostic::error(table.cell(row, column), message).hint(hint)
        });
    }
}

/// A tariff of -1 or less is a fault.
pub(crate) fn check_tariff(
    table: &Table,
    row: usize,
    column: usize,
    rate: f64,
    faults: &mut Faults,
) {
    if rate <= -1.0 {
        faults.push(|| {
            let message = format!("a tariff of {rate} pays for the whole product or more");
            let hint = "tariffs are ratios above -1: 0.25 is a duty of 25%";
            Diagnostic::error(table.cell(row, column), message).hint(hint)
        });
    }
}
