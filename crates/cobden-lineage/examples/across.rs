//! Compares plain texts and prints what hangs together: `cargo run --example across -- FOLDER...`
//!
//! A quick look for those who work on the comparison; `cobden read` is the tool. With `DATE=2025-05-02` all documents are
//! taken to be of that day, which provokes contradictions between documents of different years: a hard test for false ones.

use std::path::PathBuf;

use cobden_lineage::Collection;
use cobden_read::layout::Declared;
use cobden_read::{DocumentNote, Period};

fn main() {
    let mut files: Vec<PathBuf> = std::env::args()
        .skip(1)
        .flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten())
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let mut collection = Collection::new();
    for file in &files {
        let Ok(text) = std::fs::read_to_string(file) else {
            continue;
        };
        let declared = Declared {
            date: std::env::var("DATE")
                .ok()
                .and_then(|day| Period::parse(&day)),
            ..Declared::default()
        };
        let read = cobden_read::read(&text, &declared);
        let note = DocumentNote {
            name: file.display().to_string(),
            ..DocumentNote::default()
        };
        collection.push_laid_out(&read.written(&text, note), &text, &read.layout);
    }
    let lineage = collection.finish();
    if std::env::var_os("JSON").is_some() {
        if let Ok(json) = serde_json::to_string(&lineage) {
            println!("{json}");
        }
        return;
    }
    let name =
        |document: cobden_lineage::DocumentIndex| lineage.documents[document.place()].name.as_str();
    for family in &lineage.families {
        println!(
            "family {:?} origin {:?}",
            family.members.iter().map(|m| name(*m)).collect::<Vec<_>>(),
            family.origin.map(name)
        );
    }
    for link in &lineage.links {
        println!(
            "{} <- {}: {:?} {:?} {:.2} {:.2} {} words {:?}",
            name(link.source),
            name(link.repeater),
            link.kind,
            link.decided,
            link.of_source,
            link.of_repeater,
            link.words,
            link.basis
        );
    }
    for claim in &lineage.claims {
        println!(
            "{:?} | {} | {:?} | {} independent of {} documents",
            claim.kind,
            claim.about,
            claim.words,
            claim.independent(),
            claim.documents
        );
        for report in &claim.reports {
            println!(
                "     {} {} {:?}",
                name(report.fact.document),
                report.fact.id,
                claim.sources[report.source].name
            );
        }
    }
    for found in &lineage.contradictions {
        println!(
            "! {:?} | {} | {} | {:.2}\n    {} {} {}: {:?}\n    {} {} {}: {:?}",
            found.field,
            found.about,
            found.reason,
            found.confidence,
            name(found.one.fact.document),
            found.one.fact.id,
            found.one.value,
            found.one.words,
            name(found.other.fact.document),
            found.other.fact.id,
            found.other.value,
            found.other.words,
        );
    }
}
