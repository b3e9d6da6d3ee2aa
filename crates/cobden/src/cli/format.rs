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

/// A number of things: `1 measure`, `2 measures`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

/// A change in percent with its sign, to two decimals.
pub(crate) fn percent(value: f64) -> String {
    decimals(value, 2)
}

/// A change in percent with its sign, to three decimals: for effects on economies far away.
pub(crate) fn fine_percent(value: f64) -> String {
    decimals(value, 3)
}

fn decimals(value: f64, places: usize) -> String {
    let text = format!("{value:+.places$}");
    // Rounded to nothing, a change has no sign.
    if text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text
    } else {
        text.trim_start_matches(['+', '-']).to_owned()
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
    fn changes_have_a_sign_unless_they_vanish() {
        assert_eq!(percent(-1.234), "-1.23");
        assert_eq!(percent(-0.001), "0.00");
        assert_eq!(fine_percent(-0.001), "-0.001");
        assert_eq!(fine_percent(1e-9), "0.000");
        assert_eq!(hat(0.87), "-13.00");
    }

    #[test]
    fn one_is_not_plural() {
        assert_eq!(counted(1, "measure"), "1 measure");
        assert_eq!(counted(0, "measure"), "0 measures");
    }

    #[test]
    fn values_are_grouped() {
        assert_eq!(grouped(1234567.89), "1,234,567.9");
        assert_eq!(grouped(-0.01), "0.0");
        assert_eq!(signed(12.0), "+12.0");
        assert_eq!(signed(-1200.0), "-1,200.0");
    }
}
