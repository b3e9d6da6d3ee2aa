//! Precision and recall against annotated news, where such a collection stands beside the checkout.
//!
//! `cargo test --release -p cobden-read --test scores -- --nocapture` prints the tables of docs/validation.md.

mod brat;
mod matching;
mod seeds;

use std::path::{Path, PathBuf};

/// A folder of the annotated material, which is not part of this repository.
fn beside(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(folder);
    if !path.exists() {
        eprintln!("skipped: there is no annotated news in {}", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn annotated_reports_are_read_as_well_as_they_were() {
    let (Some(gold), Some(texts)) = (beside("gold"), beside("documents")) else {
        return;
    };
    let scores = seeds::scores(&gold, &texts);
    println!("{}", seeds::table(&scores));
    // Somewhat below what is reached: a change that costs more than a fact or two in a hundred shows.
    for (kind, floor) in [
        ("statement", 0.82),
        ("measure", 0.83),
        ("position", 0.88),
        ("meeting", 0.82),
        ("forecast", 0.88),
        ("figure", 0.86),
    ] {
        let score = scores.get(kind).expect("every kind is annotated");
        assert!(score.f1() >= floor, "{kind}: {score:?} is below {floor}");
    }
    let direct = scores["statement"].direct;
    assert!(
        direct.0 * 100 >= direct.1 * 95,
        "direct quotations: {direct:?}"
    );
}

#[test]
fn statements_of_articles_that_others_annotated_are_found() {
    let Some(folder) = beside("gold/polnear-dev") else {
        return;
    };
    let score = brat::score(&folder);
    println!("{score:?}");
    println!(
        "P {:.2} R {:.2} F1 {:.2}",
        score.precision(),
        score.recall(),
        score.f1()
    );
    assert!(score.f1() >= 0.60, "{score:?}");
}
