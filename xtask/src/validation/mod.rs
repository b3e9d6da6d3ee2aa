//! Comparison with published tables and other programs' results: `docs/validation.md`.

mod caliendo_parro;
mod comparison;
mod duties;
mod gravity;
mod lashkaripour;
mod ossa;
pub(crate) mod table;
mod wiod;

use std::path::Path;

pub use comparison::{Comparison, Measure};

/// One set of comparisons with its heading.
#[derive(Debug)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// What is compared, and where the other figures come from.
    pub text: String,
    /// Column by column.
    pub rows: Vec<Comparison>,
}

/// Everything that can be compared with the data in `folder`.
///
/// # Errors
/// Data that cannot be read and solves that do not converge.
pub fn sections(folder: &Path) -> Result<Vec<Section>, String> {
    let mut sections = wiod::sections(folder)?;
    sections.extend(caliendo_parro::sections(folder)?);
    sections.push(gravity::section(folder)?);
    sections.extend(lashkaripour::sections(folder)?);
    sections.extend(ossa::sections(folder)?);
    sections.extend(duties::sections(folder)?);
    Ok(sections)
}

/// Writes `docs/validation.md`.
///
/// # Errors
/// As [`sections`], and when the data is not at hand.
pub fn write_document() -> Result<String, String> {
    let folder = crate::reference_data()
        .ok_or("the reference data is not at hand; name its folder in COBDEN_REFERENCE_DATA")?;
    let sections = sections(&folder)?;
    let mut text = include_str!("introduction.md").to_owned();
    let mut missed = 0;
    for section in &sections {
        text += &format!("\n## {}\n\n{}\n\n", section.title, section.text);
        text += "| what | difference | bar | at | theirs | ours |\n|---|---:|---:|---|---:|---:|\n";
        for row in &section.rows {
            text += &row.line();
            missed += usize::from(!row.holds());
        }
    }
    text += include_str!("differences.md");
    let path = crate::root().join("docs/validation.md");
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows: usize = sections.iter().map(|section| section.rows.len()).sum();
    Ok(format!(
        "{} written: {rows} comparisons, {missed} miss their bar",
        path.display()
    ))
}
