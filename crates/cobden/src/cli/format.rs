//! Numbers and tables for people.

use comfy_table::{CellAlignment, Table, presets};

/// A table without lines, first column left, the others right.
pub(crate) fn table(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(header.to_vec());
    for row in rows {
        table.add_row(row);
    }
    for (position, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if position == 0 { 2 } else { 1 }, 1));
        if position > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    lines.join("\n") + "\n"
}

/// A change in percent with its sign, to two decimals; smaller ones with two digits.
pub(crate) fn percent(value: f64) -> String {
    let size = value.abs();
    if size >= 0.005 {
        format!("{value:+.2}")
    } else if size >= 5e-7 {
        let decimals = (1 - size.log10().floor() as i32).max(0) as usize;
        format!("{value:+.decimals$}")
    } else {
        "0".into()
    }
}

/// A hat as a change in percent.
pub(crate) fn hat(value: f64) -> String {
    percent(100.0 * (value - 1.0))
}

/// A value with one decimal, three digits grouped.
pub(crate) fn grouped(value: f64) -> String {
    let text = format!("{:.1}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let mut out = String::new();
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if value < 0.0 && text != "0.0" {
        "-"
    } else {
        ""
    };
    format!("{sign}{out}.{part}")
}

/// A value with one decimal and its sign.
pub(crate) fn signed(value: f64) -> String {
    let text = grouped(value);
    if text.starts_with('-') || text == "0.0" {
        text
    } else {
        format!("+{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_changes_keep_two_digits() {
        assert_eq!(percent(-1.234), "-1.23");
        assert_eq!(percent(0.00123), "+0.0012");
        assert_eq!(percent(-0.0000456), "-0.000046");
        assert_eq!(percent(1e-12), "0");
        assert_eq!(hat(0.87), "-13.00");
    }

    #[test]
    fn values_are_grouped() {
        assert_eq!(grouped(1234567.89), "1,234,567.9");
        assert_eq!(grouped(-0.01), "0.0");
        assert_eq!(signed(12.0), "+12.0");
        assert_eq!(signed(-1200.0), "-1,200.0");
    }
}
