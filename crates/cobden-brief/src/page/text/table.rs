//! Rows and columns in text.

use super::TextStyle;
use super::wrap::{Row, Words, wrap};
use crate::page::{Line, Table};

/// Space between columns.
const GAP: usize = 2;
/// The width at which a column of words can be read without effort.
const GOOD: usize = 28;
/// Space before a table.
const INDENT: usize = 2;

/// A table's lines: columns side by side where they fit with every word whole, one row below the other where not.
pub(super) fn lines(table: &Table, style: &TextStyle) -> Vec<String> {
    let head: Vec<Words> = table
        .columns
        .iter()
        .map(|column| Words::plain(&title(column)))
        .collect();
    let rows: Vec<Vec<Words>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| Words::of(cell, style.ids)).collect())
        .collect();
    match widths(table, &head, &rows, style.width - INDENT) {
        Some(widths) => side_by_side(table, &head, &rows, &widths, style),
        None => one_below_the_other(table, style),
    }
}

fn title(column: &crate::page::Column) -> String {
    match &column.unit {
        Some(unit) => format!("{}, {unit}", column.title),
        None => column.title.clone(),
    }
}

/// The width of every column, if the table fits. Columns start as wide as they like; wide columns of words give way
/// first, then headings above numbers. Cells of numbers stay on one line, words everywhere whole.
fn widths(table: &Table, head: &[Words], rows: &[Vec<Words>], width: usize) -> Option<Vec<usize>> {
    let columns = table.columns.len();
    let mut least = vec![0; columns];
    let mut wanted = vec![0; columns];
    for (k, column) in table.columns.iter().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(k));
        let whole = cells().map(Words::width).max().unwrap_or(0);
        let longest = cells().map(Words::widest).max().unwrap_or(0);
        least[k] = head[k]
            .widest()
            .max(if column.numeric { whole } else { longest });
        // A heading above numbers is broken before the table gets wider than it has to be.
        wanted[k] = if column.numeric {
            least[k].max(head[k].width().min(12))
        } else {
            whole.max(head[k].width())
        };
    }
    let between = GAP * columns.saturating_sub(1);
    let room = width.checked_sub(between)?;
    if least.iter().sum::<usize>() > room {
        return None;
    }
    while wanted.iter().sum::<usize>() > room {
        // Which may still give way: words above a good width, then headings above numbers, then words again.
        let turn = |k: usize| match table.columns[k].numeric {
            true => 1,
            false if wanted[k] > GOOD => 2,
            false => 0,
        };
        let next = (0..columns)
            .filter(|k| wanted[*k] > least[*k])
            .max_by_key(|k| (turn(*k), wanted[*k], usize::MAX - k))?;
        wanted[next] -= 1;
    }
    Some(wanted)
}

fn side_by_side(
    table: &Table,
    head: &[Words],
    rows: &[Vec<Words>],
    widths: &[usize],
    style: &TextStyle,
) -> Vec<String> {
    let mut out = laid(table, head, widths, style, true);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    out.push(" ".repeat(INDENT) + &rule.join(&" ".repeat(GAP)));
    for row in rows {
        out.extend(laid(table, row, widths, style, false));
    }
    out
}

/// One row of cells on as many lines as the tallest needs; headings stand at the bottom, cells at the top.
fn laid(
    table: &Table,
    cells: &[Words],
    widths: &[usize],
    style: &TextStyle,
    bottom: bool,
) -> Vec<String> {
    let wrapped: Vec<Vec<Row>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| wrap(cell, *width, *width))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let mut out = " ".repeat(INDENT);
        for (k, (cell, width)) in wrapped.iter().zip(widths).enumerate() {
            let above = if bottom { height - cell.len() } else { 0 };
            let row = at.checked_sub(above).and_then(|at| cell.get(at));
            let (text, used) = row.map_or_else(Default::default, |row| {
                (row.rendered(style.ansi), row.width())
            });
            let space = " ".repeat(width.saturating_sub(used));
            if k > 0 {
                out += &" ".repeat(GAP);
            }
            out += &if table.columns[k].numeric {
                space + &text
            } else {
                text + &space
            };
        }
        out
    };
    (0..height).map(line).collect()
}

/// Every row as its name and its cells, each after the heading of its column.
fn one_below_the_other(table: &Table, style: &TextStyle) -> Vec<String> {
    let mut out = Vec::new();
    let mut put = |words: &Words, first: &str, later: &str| {
        let width = style.width;
        for (k, row) in wrap(words, width - first.len(), width - later.len())
            .iter()
            .enumerate()
        {
            out.push(format!(
                "{}{}",
                if k == 0 { first } else { later },
                row.rendered(style.ansi)
            ));
        }
    };
    for row in &table.rows {
        for (k, (column, cell)) in table.columns.iter().zip(row).enumerate() {
            if k == 0 {
                put(&Words::of(cell, style.ids), "  ", "  ");
            } else {
                let mut line = Line::of(format!("{}: ", title(column)));
                line.0.extend(cell.0.iter().cloned());
                put(&Words::of(&line, style.ids), "    ", "      ");
            }
        }
    }
    out
}
