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
//! shock.add_duty_on_goods(&world, usa, chn, 1.45);
//! shock.add_duty_on_goods(&world, chn, usa, 1.25);
//! let model = Model::new(world);
//! let equilibrium = model.solve(&shock, Closure::FixedDeficit, &Settings::default())?;
//! let outcomes = equilibrium.economies();
//! assert!(outcomes[usa].real_income_change_percent < 0.0);
//! assert!(outcomes[chn].real_income_change_percent < 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod relations;
pub mod simulation;

pub use cobden_brief as brief;
pub use cobden_brief::duties;
pub use cobden_codes as codes;
pub use cobden_diagnostics as diagnostics;
pub use cobden_document as document;
pub use cobden_endpoint as endpoint;
pub use cobden_inbox as inbox;
pub use cobden_lineage as lineage;
pub use cobden_model as model;
pub use cobden_num as num;
pub use cobden_read as read;
pub use cobden_record as record;
pub use cobden_schedule as schedule;
pub use cobden_talks as talks;
pub use cobden_world as world;

use std::path::Path;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_world::{CalibrationReport, Directory, EMBEDDED_WORLDS, World, calibrate, embedded};

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
    check_folder(&folder, name)?;
    match World::load(&folder) {
        Ok((world, warnings)) => Ok((world, in_folder(warnings, &folder))),
        Err(faults) => Err(in_folder(faults, &folder)),
    }
}

/// Whether `folder` is one; `name` is what the user wrote for it.
fn check_folder(folder: &Path, name: &str) -> Result<(), Diagnostics> {
    let fault = |message| Diagnostic::error(Place::File(folder.display().to_string()), message);
    if folder.is_dir() {
        return Ok(());
    }
    if folder.exists() {
        let fault = fault("a world is a folder of tables, and this is a file");
        return Err(fault.hint("name the folder").into());
    }
    let hint = match suggest::nearest(name, EMBEDDED_WORLDS.into_iter()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!(
            "look at the path; embedded worlds: {}",
            EMBEDDED_WORLDS.join(", ")
        ),
    };
    Err(
        fault("there is no such world folder, nor an embedded world of that name")
            .hint(hint)
            .into(),
    )
}

/// Puts faults of a benchmark as a whole, which stand at the world's name, at its folder.
fn in_folder(found: Diagnostics, folder: &Path) -> Diagnostics {
    let mut placed = Diagnostics::new();
    for diagnostic in found.iter() {
        let mut diagnostic = diagnostic.clone();
        if let Place::File(path) = &mut diagnostic.place
            && !Path::new(path).starts_with(folder)
        {
            *path = folder.display().to_string();
        }
        placed.push(diagnostic);
    }
    placed
}

/// Reads a world folder, puts tables of tariffs into it, the last one counting, and makes its
/// benchmark an exact equilibrium.
///
/// # Errors
/// Every fault of the world's files, or else of the tables, or why there is no such equilibrium.
pub fn calibrate_folder(
    folder: &Path,
    tariffs: &[impl AsRef<Path>],
) -> Result<(World, CalibrationReport, Diagnostics), Diagnostics> {
    check_folder(folder, &folder.display().to_string())?;
    let (mut world, warnings) = World::load_unchecked(&Directory(folder.to_owned()))?;
    let mut faults = Diagnostics::new();
    for table in tariffs {
        if let Err(more) = world.set_tariffs(table.as_ref()) {
            faults.extend(more);
        }
    }
    faults.finish(())?;
    let (world, report) = calibrate(&world).map_err(|faults| in_folder(faults, folder))?;
    Ok((world, report, warnings))
}
