//! Several sectors, no intermediates: the programs of Lashkaripour (2021).

mod condition;
mod exact;
mod rule;
mod scenario;

use std::path::Path;

use super::Section;

pub(super) fn sections(folder: &Path) -> Result<Vec<Section>, String> {
    Ok(vec![
        scenario::section(folder)?,
        rule::section(folder)?,
        exact::section(folder)?,
    ])
}
