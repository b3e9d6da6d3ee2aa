//! Events.

use super::Context;
use crate::fact::Extract;

/// Reads the events of a text.
pub(super) fn read(_context: &Context<'_, '_>) -> Vec<Extract> {
    Vec::new()
}
