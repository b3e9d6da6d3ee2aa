//! One folder per fault: what is said of it is in `expected.txt`.
//!
//! `COBDEN_BLESS=1 cargo test -p cobden-record --test gallery` writes the files anew.

#![expect(clippy::unwrap_used, reason = "the helpers of a test may fail it")]

use std::fs;
use std::path::{Path, PathBuf};

use cobden_diagnostics::render;
use cobden_record::Record;

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir("tests/gallery")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders
}

fn said(folder: &Path) -> String {
    let faults = Record::load(folder).err();
    let faults = faults.unwrap_or_else(|| panic!("{} has no fault", folder.display()));
    let text = render(&faults, false);
    let lines = text.lines().map(str::trim_end).collect::<Vec<_>>();
    lines.join("\n") + "\n"
}

#[test]
fn every_fault_is_told_as_expected() {
    let bless = std::env::var_os("COBDEN_BLESS").is_some();
    let mut differ = Vec::new();
    for folder in folders() {
        let said = said(&folder);
        let file = folder.join("expected.txt");
        if bless {
            fs::write(&file, &said).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if said != expected {
            differ.push(format!("--- {}\n{said}", folder.display()));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn every_fault_says_what_to_do_or_stands_alone() {
    for folder in folders() {
        let faults = Record::load(&folder).expect_err("a fault");
        for fault in faults.errors() {
            // A count of faults not shown, and the words of the TOML parser.
            let counted = fault.message.contains(" more ");
            assert!(
                fault.hint.is_some() || counted,
                "{}: {fault}",
                folder.display()
            );
        }
    }
}

#[test]
fn the_record_that_the_gallery_builds_on_is_sound() {
    let (record, warnings) = Record::load(Path::new("tests/base")).expect("no fault");
    assert!(warnings.is_empty());
    assert_eq!(record.measures.len(), 2);
}
