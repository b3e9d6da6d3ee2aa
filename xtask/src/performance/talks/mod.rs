//! Talks: best responses, wars, deals and packages, with one thread and in CPU seconds.

mod between_three;
mod lashkaripour;
mod ossa;
mod packages;
mod rival;

use std::path::Path;

use super::timing::Timing;

/// The section of the document.
///
/// # Errors
/// Data that cannot be read, and what does not converge.
pub(super) fn section(folder: &Path, python: Option<&Path>) -> Result<String, String> {
    let mut text = "\n## Talks\n\nCPU seconds of one thread, best (median) of rounds of a fifth of a second; what takes longer than two seconds ran once. \
                    Figures marked *elsewhere* were measured by others on another machine, and are there for the order of magnitude.\n\n\
                    | what | CPU s | bar | others, CPU s |\n|---|---:|---:|---|\n"
        .to_owned();
    text += &lashkaripour::rows(folder, python)?;
    text += &ossa::rows(folder)?;
    text += &between_three::rows(folder)?;
    text += &packages::rows()?;
    text += include_str!("reading.md");
    Ok(text)
}

/// The section alone.
///
/// # Errors
/// As the section with the others, and when the data is not at hand.
pub fn alone(python: Option<&Path>) -> Result<String, String> {
    let folder = crate::reference_data()
        .ok_or("the reference data is not at hand; name its folder in COBDEN_REFERENCE_DATA")?;
    section(&folder, python)
}

/// A row of the table.
fn row(what: &str, timing: &Timing, bar: &str, others: &str) -> String {
    format!("| {what} | {timing} | {bar} | {others} |\n")
}
