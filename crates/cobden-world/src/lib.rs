//! Labelled world data for trade models: load, check, aggregate, calibrate, import.
//!
//! A [`World`] holds flows, tariffs and technology under their codes; all else is derived, so
//! that the benchmark is an exact equilibrium. The folder it is kept in:
//!
//! | file | columns |
//! |---|---|
//! | `world.toml` | name, year, unit, source, licence, notes, nest |
//! | `economies.csv` | economy, name (optional) |
//! | `sectors.csv` | sector, name (optional), goods, trade_elasticity |
//! | `flows` | importer, exporter, sector, value (customs value), tariff (ratio) |
//! | `inputs` | economy, sector, input, share |
//! | `value_added` | economy, sector, share |
//!
//! The last three are `.parquet` or `.csv`; a cell without a row is zero. Without `inputs` and
//! `value_added` a world has no intermediates.
//!
//! When not to use it: for time series (a world is one year) or for product-level tariff lines.

mod accounts;
mod aggregate;
mod calibrate;
mod cells;
mod check;
mod default;
mod folder;
mod hash;
pub mod import;
mod join;
mod load;
mod mapping;
mod nest;
mod new_folder;
mod provenance;
mod save;
mod split;
mod synthetic;
pub mod table;
mod tariff_table;
mod unit;
mod world;

pub use accounts::Accounts;
pub use aggregate::aggregate;
pub use calibrate::{CalibrationReport, calibrate};
pub use check::{ROUNDING, check};
pub use default::{DEFAULT_WORLD, EMBEDDED_WORLDS, embedded};
pub use folder::{Directory, Embedded, Folder};
pub use join::{
    Donor, EconomyReport, JoinMapping, JoinReport, JoinedEconomy, JoinedSector, ProductReport,
    TariffSource, join,
};
pub use mapping::{Cluster, Mapping, ProvenanceChange};
pub use nest::Nest;
pub use new_folder::{check_free, new_folder};
pub use save::Format;
pub use split::Product;
pub use synthetic::synthetic;
pub use unit::{Unit, UnknownUnit};
pub use world::{Economy, Provenance, Sector, World};
