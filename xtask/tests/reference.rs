//! Published tables and other programs' results, where their data is at hand.

use std::io::Write;

#[test]
fn every_comparison_holds() {
    let Some(folder) = xtask::reference_data() else {
        // Past the test harness, which keeps what passing tests print to itself.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: the reference data is not beside the repository"
        );
        return;
    };
    let sections = xtask::validation::sections(&folder).unwrap();
    let rows = || {
        sections
            .iter()
            .flat_map(|s| s.rows.iter().map(move |row| (&s.title, row)))
    };
    let missed: Vec<String> = rows()
        .filter(|(_, row)| !row.holds())
        .map(|(title, row)| format!("{title}: {row:?}"))
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    // Every column was really read.
    let figures: usize = rows().map(|(_, row)| row.count).sum();
    assert!(figures > 18_000, "{figures}");
}
