//! Worlds compiled into the program, so that nothing has to be downloaded.

use crate::folder::Embedded;

/// The name of the world that is used when none is named.
pub const DEFAULT_WORLD: &str = "default";

/// Names of all embedded worlds.
pub const EMBEDDED_WORLDS: [&str; 1] = [DEFAULT_WORLD];

/// The embedded world of a name.
///
/// `default`: 18 economies (the EU as one) and 23 sectors in 2014, aggregated from the World
/// Input-Output Database by `cobden world aggregate` with `data/default-mapping.toml`.
pub fn embedded(name: &str) -> Option<Embedded> {
    (name == DEFAULT_WORLD).then_some(Embedded {
        name: DEFAULT_WORLD,
        files: &FILES,
    })
}

macro_rules! files {
    ($($file:literal),*) => {
        [$(($file, include_bytes!(concat!("../data/default/", $file)))),*]
    };
}

static FILES: [(&str, &[u8]); 6] = files![
    "world.toml",
    "economies.csv",
    "sectors.csv",
    "flows.parquet",
    "inputs.parquet",
    "value_added.parquet"
];
