//! Reading other people's result tables.

use std::path::Path;

use cobden::world::Directory;
use cobden::world::table::{ColumnSpec, OtherColumns, Table, read_file};

/// Key columns joined by spaces, and the numbers of the value columns, row by row.
pub(crate) fn read(
    path: &Path,
    keys: &[&str],
    values: &[&str],
) -> Result<Vec<(String, Vec<f64>)>, String> {
    let folder = Directory(path.parent().unwrap_or(Path::new("")).to_owned());
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let specs: Vec<ColumnSpec> = (keys.iter().map(|key| ColumnSpec::text(key)))
        .chain(values.iter().map(|value| ColumnSpec::number(value)))
        .collect();
    let table: Table = read_file(&folder, &file, &specs, OtherColumns::Ignore)
        .map_err(|faults| faults.to_string())?;
    let row = |row: usize| {
        let words: Vec<&str> = (0..keys.len()).map(|k| table.text(k).word(row)).collect();
        let numbers = (0..values.len()).map(|v| table.numbers(keys.len() + v)[row]);
        (words.join(" "), numbers.collect())
    };
    Ok((0..table.len()).map(row).collect())
}
