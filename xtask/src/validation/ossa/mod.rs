//! Trade wars and talks with data: Ossa (2014), American Economic Review 104(12).

mod cooperation;
mod given;
mod optimal;
mod war;

use std::path::Path;

use super::Section;
use crate::games::ossa::Ossa;

pub(super) fn sections(folder: &Path) -> Result<Vec<Section>, String> {
    let ossa = Ossa::read(folder)?;
    Ok(vec![
        given::section(&ossa)?,
        optimal::section(&ossa)?,
        war::section(&ossa)?,
        cooperation::section(&ossa)?,
    ])
}

/// Gains in percent of payoffs that are ratios to the status quo.
fn percent(payoffs: &[f64]) -> Vec<f64> {
    payoffs
        .iter()
        .map(|payoff| 100.0 * (payoff - 1.0))
        .collect()
}

/// Regions with their figures and ours.
fn figures(ossa: &Ossa, theirs: &[f64], ours: &[f64]) -> Vec<(String, f64, f64)> {
    let codes = ossa.data.codes().iter().cloned();
    codes
        .zip(theirs.iter().zip(ours))
        .map(|(code, (theirs, ours))| (code, *theirs, *ours))
        .collect()
}
