//! Worlds compiled into the program, so that nothing has to be downloaded.

use crate::folder::Embedded;

/// The name of the world that is used when none is named.
pub const DEFAULT_WORLD: &str = "default";

/// Names of all embedded worlds.
pub const EMBEDDED_WORLDS: [&str; 2] = [DEFAULT_WORLD, "2014"];

/// The embedded world of a name.
///
/// | name | economies | sectors | year | made of |
/// |---|---|---|---|---|
/// | `default`, also `2022` | 25, the EU as one | 23 | 2022 | flows of the OECD Inter-Country Input-Output tables, technology of the World Input-Output Database for 2014, tariffs of 2021 and, of the United States and China on each other and the United States on all, of 1 July 2022 |
/// | `2014`, also `wiod-2014` | 18, the EU as one | 23 | 2014 | World Input-Output Database, 2016 release |
///
/// `data/2022-mapping.toml` and `data/2014-mapping.toml` have the recipes; `cargo xtask worlds`
/// follows them.
pub fn embedded(name: &str) -> Option<Embedded> {
    match name {
        DEFAULT_WORLD | "2022" => Some(Embedded {
            name: DEFAULT_WORLD,
            files: &OF_2022,
        }),
        "2014" | "wiod-2014" => Some(Embedded {
            name: "2014",
            files: &OF_2014,
        }),
        _ => None,
    }
}

macro_rules! files {
    ($folder:literal: $($file:literal),*) => {
        [$(($file, include_bytes!(concat!("../data/", $folder, "/", $file)))),*]
    };
}

static OF_2022: [(&str, &[u8]); 6] = files![
    "2022":
    "world.toml",
    "economies.csv",
    "sectors.csv",
    "flows.parquet",
    "inputs.parquet",
    "value_added.parquet"
];

static OF_2014: [(&str, &[u8]); 6] = files![
    "2014":
    "world.toml",
    "economies.csv",
    "sectors.csv",
    "flows.parquet",
    "inputs.parquet",
    "value_added.parquet"
];
