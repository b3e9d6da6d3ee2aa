//! Worlds compiled into the program, so that nothing has to be downloaded.

use crate::folder::Embedded;

/// The name of the world that is used when none is named.
pub const DEFAULT_WORLD: &str = "default";

/// The embedded world of a name.
pub fn embedded(name: &str) -> Option<Embedded> {
    let _ = name;
    None
}
