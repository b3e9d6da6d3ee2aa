//! Any bytes at all in a world's files give a world or faults, never a panic.

use std::sync::LazyLock;

use crate::common::{Memory, Saved, small};
use cobden_diagnostics::{Diagnostics, Place};
use cobden_world::table::{
    ColumnData, ColumnSpec, OtherColumns, Table, read_table, write_csv, write_parquet,
};
use cobden_world::{Directory, Format, World};
use proptest::prelude::*;
use proptest::sample::Index;

/// The files of the small world.
static FILES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let saved = Saved::csv();
    let names = HEADERS.iter().map(|(name, _)| *name).chain(["world.toml"]);
    names
        .map(|name| (name.to_owned(), saved.text(name).into_bytes()))
        .collect()
});

static PARQUET: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let saved = Saved::new(&small(), Format::Parquet);
    std::fs::read(saved.file("flows.parquet")).expect("the saved file")
});

fn stem(file: &str) -> &str {
    file.split('.').next().unwrap_or_default()
}

/// The small world with one of its files replaced.
fn with(file: &str, content: Vec<u8>) -> Memory {
    let others = FILES.iter().filter(|(name, _)| stem(name) != stem(file));
    let mut files: Vec<(String, Vec<u8>)> = others.cloned().collect();
    files.push((file.to_owned(), content));
    Memory(files)
}

fn load(file: &str, content: Vec<u8>) -> Result<(World, Diagnostics), Diagnostics> {
    World::load_from(&with(file, content))
}

/// Lines of text that look like a table, with the mistakes of one.
fn table_like() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        "(USA|CHN|DEU|A01|K|true|0|1|0.5|-1|NaN|1e9)",
        "[ -~]{0,4}",
        Just("\"".to_owned()),
        Just("\r".to_owned()),
        "\\PC{0,3}",
    ];
    let line = prop::collection::vec(cell, 0..7).prop_map(|cells| cells.join(","));
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}

const HEADERS: [(&str, &str); 5] = [
    ("economies.csv", "economy,name"),
    ("sectors.csv", "sector,name,goods,trade_elasticity"),
    ("flows.csv", "importer,exporter,sector,value,tariff"),
    ("inputs.csv", "economy,sector,input,share"),
    ("value_added.csv", "economy,sector,share"),
];

proptest! {
    #[test]
    fn random_bytes_as_any_file(content in prop::collection::vec(any::<u8>(), 0..400), which in 0usize..7) {
        let file = ["world.toml", "economies.csv", "sectors.csv", "flows.csv", "inputs.csv", "value_added.csv", "flows.parquet"][which];
        let outcome = load(file, content.clone());
        // Bytes that happen to be a table of this world do not occur; an empty world.toml neither.
        prop_assert!(outcome.is_err(), "{content:?} as {file}");
    }

    #[test]
    fn tables_full_of_mistakes(text in table_like(), which in 0usize..5) {
        let (file, header) = HEADERS[which];
        let content = format!("{header}\n{text}");
        let lines = content.split(['\n', '\r']).count();
        if let Err(faults) = load(file, content.into_bytes()) {
            prop_assert!(faults.has_errors());
            for fault in faults.iter() {
                // Places lie inside the file.
                if let Place::Cell { path, row, position, .. } = &fault.place
                    && path == file
                {
                    prop_assert!((2..=lines).contains(row), "{fault}");
                    prop_assert!(*position <= header.split(',').count(), "{fault}");
                }
            }
        }
    }

    #[test]
    fn random_bytes_in_a_parquet_frame(content in prop::collection::vec(any::<u8>(), 0..300), footer in 0u32..400) {
        let mut bytes = b"PAR1".to_vec();
        bytes.extend(content);
        bytes.extend(footer.to_le_bytes());
        bytes.extend(b"PAR1");
        prop_assert!(load("flows.parquet", bytes).is_err());
    }

    #[test]
    fn damaged_parquet_files(
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6),
        cut in prop::option::weighted(0.2, any::<Index>()),
    ) {
        let mut bytes = PARQUET.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        // Checksums are not kept, so some damage goes unseen; what is read is a whole table.
        if let Ok((world, _)) = load("flows.parquet", bytes) {
            prop_assert_eq!(world.flows.shape(), &[5, 5, 4]);
        }
    }

    #[test]
    fn what_is_written_is_read(
        rows in prop::collection::vec(("[^\\s\u{feff}](\\PC{0,6}[^\\s])?", -1e300..1e300f64), 1..30),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let words: Vec<&str> = rows.iter().map(|(word, _)| word.as_str()).collect();
        let numbers: Vec<f64> = rows.iter().map(|(_, number)| *number).collect();
        let columns = [("word", ColumnData::Text(words.clone())), ("number", ColumnData::Number(numbers.clone()))];
        write_csv(&dir.path().join("text.csv"), &columns).unwrap();
        write_parquet(&dir.path().join("binary.parquet"), &columns).unwrap();
        let specs = [ColumnSpec::number("number"), ColumnSpec::text("word"), ColumnSpec::text("none").optional()];
        for stem in ["text", "binary"] {
            let folder = Directory(dir.path().to_owned());
            let table: Table = read_table(&folder, stem, &specs, OtherColumns::Refuse).unwrap().unwrap();
            prop_assert_eq!(table.len(), rows.len());
            prop_assert_eq!(table.numbers(0), &numbers[..]);
            let read: Vec<&str> = (0..table.len()).map(|row| table.text(1).word(row)).collect();
            prop_assert_eq!(&read, &words);
            prop_assert!(!table.has(2));
        }
    }
}

#[test]
fn every_cut_of_a_parquet_file_is_refused() {
    for end in (0..PARQUET.len()).step_by(7) {
        assert!(
            load("flows.parquet", PARQUET[..end].to_vec()).is_err(),
            "cut at {end}"
        );
    }
}
