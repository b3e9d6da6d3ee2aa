//! Cobden: an engine for trade disputes.
//!
//! This crate is the facade: the parts under one roof, and the places where they meet. The
//! command line is a thin layer over it.
//!
//! ```
//! use cobden::model::{Closure, Model, Settings, Shock};
//!
//! let (world, _) = cobden::open_world("default", None)?;
//! let (usa, chn) = (world.economy_index("USA").unwrap(), world.economy_index("CHN").unwrap());
//! let mut shock = Shock::none(&world);
//! for (j, sector) in world.sectors.iter().enumerate().filter(|(_, s)| s.goods) {
//!     shock.tariff[[usa, chn, j]] += 1.45;
//!     shock.tariff[[chn, usa, j]] += 1.25;
//! }
//! let model = Model::new(world);
//! let equilibrium = model.solve(&shock, Closure::FixedDeficit, &Settings::default())?;
//! let outcomes = equilibrium.economies();
//! assert!(outcomes[usa].real_income_change_percent < 0.0);
//! assert!(outcomes[chn].real_income_change_percent < 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod simulation;

pub use cobden_codes as codes;
pub use cobden_diagnostics as diagnostics;
pub use cobden_model as model;
pub use cobden_num as num;
pub use cobden_world as world;

use std::path::Path;

use cobden_diagnostics::Diagnostics;
use cobden_world::{World, embedded};

/// The program's version, part of every result.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Opens an embedded world by name, or a world folder; a relative folder starts from `base`.
///
/// # Errors
/// Every fault of the world's files (see [`World::load`]).
pub fn open_world(name: &str, base: Option<&Path>) -> Result<(World, Diagnostics), Diagnostics> {
    if let Some(files) = embedded(name) {
        // What is unusual in an embedded world is written in its notes.
        return World::load_from(&files).map(|(world, _)| (world, Diagnostics::new()));
    }
    let folder = base.unwrap_or(Path::new("")).join(name);
    if !folder.is_dir() {
        use cobden_diagnostics::{Diagnostic, Place};
        let place = Place::File(folder.display().to_string());
        let fault = Diagnostic::error(place, "there is no such world folder, nor an embedded world of that name");
        let names = cobden_world::EMBEDDED_WORLDS.join(", ");
        return Err(fault.hint(format!("embedded worlds: {names}")).into());
    }
    World::load(&folder)
}
