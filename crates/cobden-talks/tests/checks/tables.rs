//! Other people's tables.

use std::path::{Path, PathBuf};

use cobden_world::Directory;
use cobden_world::table::{ColumnSpec, OtherColumns, read_file};

/// Key columns joined by spaces, and the numbers of the value columns, row by row.
pub(crate) fn read(path: &Path, keys: &[&str], values: &[&str]) -> Vec<(String, Vec<f64>)> {
    let folder = Directory(path.parent().unwrap().to_owned());
    let specs: Vec<ColumnSpec> = (keys.iter().map(|key| ColumnSpec::text(key)))
        .chain(values.iter().map(|value| ColumnSpec::number(value)))
        .collect();
    let file = path.file_name().unwrap().to_string_lossy();
    let table = read_file(&folder, &file, &specs, OtherColumns::Ignore).unwrap();
    let row = |row: usize| {
        let words: Vec<&str> = (0..keys.len()).map(|k| table.text(k).word(row)).collect();
        let numbers = (0..values.len()).map(|v| table.numbers(keys.len() + v)[row]);
        (words.join(" "), numbers.collect())
    };
    (0..table.len()).map(row).collect()
}

/// A folder beside the project with other people's data; says so when it is not there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(name);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}
