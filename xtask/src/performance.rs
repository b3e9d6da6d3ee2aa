//! Measurements.

use std::path::Path;

/// Writes `docs/performance.md`.
///
/// # Errors
/// None yet.
pub fn write_document(_: Option<&Path>) -> Result<String, String> {
    Ok(String::new())
}
