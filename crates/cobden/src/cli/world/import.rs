//! `cobden world import`.

use std::path::PathBuf;

use clap::ValueEnum;
use cobden::diagnostics::Diagnostics;
use cobden::model::{Model, Settings};
use cobden::world::import::{
    BilateralLayout, import_bilateral, import_caliendo_parro, import_icio,
};
use cobden::world::{World, calibrate};

use super::{Output, calibration, save};
use crate::cli::failure::{print, show};
use crate::cli::{Failure, elasticities};

#[derive(Clone, Copy, ValueEnum)]
enum Layout {
    /// OECD Inter-Country Input-Output table, official CSV
    OecdIcio,
    /// Long table of bilateral flows (gravity data), without intermediates
    Bilateral,
    /// Folder of long tables of Caliendo and Parro (2015)
    CaliendoParro,
}

#[derive(clap::Args)]
pub(super) struct Import {
    /// Table file, or folder for caliendo-parro
    source: PathBuf,
    /// Layout of the source
    #[arg(long, value_enum)]
    format: Layout,
    /// oecd-icio: published set of trade elasticities
    #[arg(long, value_name = "SET", default_value = "caliendo-parro-2015")]
    elasticities: String,
    /// Year of the flows
    #[arg(long)]
    year: Option<i32>,
    /// bilateral: trade elasticity of every sector
    #[arg(long, value_name = "THETA", default_value_t = 4.0)]
    elasticity: f64,
    /// bilateral: column of importers
    #[arg(long, default_value = "importer")]
    importer: String,
    /// bilateral: column of exporters
    #[arg(long, default_value = "exporter")]
    exporter: String,
    /// bilateral: column of sectors (none: one sector)
    #[arg(long)]
    sector: Option<String>,
    /// bilateral: column of values
    #[arg(long, default_value = "value")]
    value: String,
    /// bilateral: column of tariffs as ratios (none: no tariffs)
    #[arg(long)]
    tariff: Option<String>,
    /// caliendo-parro: keep the deficits of 1993 instead of purging them
    #[arg(long)]
    keep_deficits: bool,
    /// caliendo-parro: the paper's variant of the model
    #[arg(long, value_enum, default_value = "full")]
    variant: Variant,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Variant {
    /// With input-output links
    Full,
    /// Materials from the own sector alone
    NoInputOutput,
    /// No materials: output is value added
    NoMaterials,
    /// One sector of tradables and one of non-tradables
    OneSector,
}

pub(super) fn run(import: &Import) -> Result<(), Failure> {
    let mut world = match import.format {
        Layout::OecdIcio => {
            let set = elasticities::find(&import.elasticities)?;
            let imported = import_icio(&import.source, set)?;
            print(&format!(
                "negative flows set to zero: {} cells, {:.2e} of all flows\n\
                 sectors with negative value added: {}\nlargest gap between OUT and its uses: {:.1e}\n",
                imported.negative_flows,
                imported.negative_share,
                imported.negative_value_added,
                imported.largest_output_gap
            ))?;
            let (world, report) = calibrate(&imported.world)?;
            print(&calibration(&report))?;
            world
        }
        Layout::Bilateral if !(import.elasticity > 0.0 && import.elasticity.is_finite()) => {
            let message = format!(
                "a trade elasticity of {} is not above zero",
                import.elasticity
            );
            let hint = "the sign convention is theta > 0 (sigma - 1 in Armington models)";
            return Err(Failure::argument(message, hint));
        }
        Layout::Bilateral => import_bilateral(
            &import.source,
            &BilateralLayout {
                importer: import.importer.clone(),
                exporter: import.exporter.clone(),
                sector: import.sector.clone(),
                value: import.value.clone(),
                tariff: import.tariff.clone(),
                trade_elasticity: import.elasticity,
            },
        )?,
        Layout::CaliendoParro => return import_1993(import),
    };
    world.provenance.year = import.year.or(world.provenance.year);
    check_and_save(&world, &import.output)
}

pub(super) fn check_and_save(world: &World, output: &Output) -> Result<(), Failure> {
    check(world)?;
    save(world, output)
}

pub(super) fn check(world: &World) -> Result<(), Failure> {
    let found: Diagnostics = cobden::world::check(world);
    let ((), warnings) = found.finish(())?;
    show(&warnings);
    Ok(())
}

/// The base year of Caliendo and Parro, solved for, and the tariffs of 2005 beside it.
fn import_1993(import: &Import) -> Result<(), Failure> {
    let imported = import_caliendo_parro(&import.source)?;
    let imported = match import.variant {
        Variant::OneSector => imported.one_sector(),
        _ => imported,
    };
    let data = match import.variant {
        Variant::Full | Variant::OneSector => imported.benchmark,
        Variant::NoInputOutput => imported.benchmark.without_input_output_links(),
        Variant::NoMaterials => imported.benchmark.without_materials(),
    };
    let (mut world, statistics) =
        Model::resolve(&data, !import.keep_deficits, &Settings::default())
            .map_err(|error| Failure::scenario(&import.source, error))?;
    world.provenance.notes = format!(
        "Base year 1993 solved {} deficits, {} maps, residual {:.0e}.",
        if import.keep_deficits {
            "with its"
        } else {
            "without"
        },
        statistics.map_evaluations(),
        statistics.residual
    );
    check_and_save(&world, &import.output)?;
    let path = import.output.out.join("tariffs-2005.csv");
    world
        .write_tariffs(&path, &imported.tariffs_2005, |[n, i, _]| n != i)
        .map_err(|error| Failure::System(path.display().to_string(), error))
}
