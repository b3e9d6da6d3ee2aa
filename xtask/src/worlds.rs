//! The embedded worlds, made again from the tables they come from.

use std::path::Path;

use cobden::duties::{OwnTariffs, world_tariffs};
use cobden::record::Record;
use cobden::schedule::{Schedule, TradeWeights};
use cobden::world::import::{BilateralLayout, import_bilateral};
use cobden::world::{
    Format, JoinMapping, JoinReport, Mapping, World, aggregate, calibrate, check, join,
};
use jiff::civil::{Date, date};
use ndarray::Array3;

/// What is made.
pub struct Worlds {
    /// The world of 2014.
    pub of_2014: World,
    /// The world of 2022 before the record's duties.
    pub joined: World,
    /// What the join did.
    pub report: JoinReport,
    /// The record's duties on the cells it speaks of.
    pub duties: Array3<Option<f64>>,
    /// The world of 2022.
    pub of_2022: World,
}

/// Where recipes and embedded files are.
fn data() -> std::path::PathBuf {
    crate::root().join("crates/cobden-world/data")
}

/// Makes both worlds from the folders `icio2022` and `wiod2014` in `tables`.
///
/// # Errors
/// What cannot be read or does not fit, in words.
pub fn make(tables: &Path) -> Result<Worlds, String> {
    let text = |path: &Path| {
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let words = |faults: cobden::diagnostics::Diagnostics| faults.to_string();
    let (wiod, _) = World::load(tables.join("wiod2014")).map_err(words)?;
    let (wiod, _) = calibrate(&turned_round(wiod)).map_err(words)?;
    let path = data().join("2014-mapping.toml");
    let mapping =
        Mapping::parse(&path.display().to_string(), &text(&path)?, &wiod).map_err(words)?;
    let of_2014 = aggregate(&wiod, &mapping);

    let layout = BilateralLayout {
        importer: "importer".into(),
        exporter: "exporter".into(),
        sector: Some("sector".into()),
        value: "trade_value".into(),
        tariff: Some("tariff".into()),
        trade_elasticity: 4.0,
    };
    let icio = import_bilateral(&tables.join("icio2022/flows.parquet"), &layout).map_err(words)?;
    let path = data().join("2022-mapping.toml");
    let mapping = JoinMapping::parse(&path.display().to_string(), &text(&path)?, &icio, &wiod)
        .map_err(words)?;
    let (joined, report) = join(&icio, &wiod, &mapping).map_err(words)?;

    let duties = duties(&joined)?;
    let mut of_2022 = joined.clone();
    for (cell, duty) in duties.indexed_iter() {
        if let Some(duty) = duty {
            of_2022.tariffs[cell] = *duty;
        }
    }
    of_2022.provenance.tariffs_on = Some(DAY);
    let (of_2022, _) = calibrate(&of_2022).map_err(words)?;
    check(&of_2022).finish(()).map_err(words)?;
    Ok(Worlds {
        of_2014,
        joined,
        report,
        duties,
        of_2022,
    })
}

/// The day whose duties the world of 2022 has.
const DAY: Date = date(2022, 7, 1);

/// Duties of [`DAY`] as known then, of the United States and of China on the United States, weighted with the
/// trade that the record has of each.
fn duties(world: &World) -> Result<Array3<Option<f64>>, String> {
    let folder = crate::root().join("examples/us-china");
    let (record, _) = Record::load(&folder).map_err(|faults| faults.to_string())?;
    let schedule = Schedule::new(record.as_known(DAY)).map_err(|fault| fault.to_string())?;
    let own = OwnTariffs::new(world, &record, &[]).map_err(|fault| fault.to_string())?;
    let mut duties = Array3::from_elem(world.flows.raw_dim(), None);
    for importer in schedule.importers() {
        let Some(entry) = record.latest().weights(importer) else {
            continue;
        };
        let weights = TradeWeights::open(entry).map_err(|faults| faults.to_string())?;
        let tariffs = world_tariffs(&schedule, &weights.of(importer), world, DAY)
            .map_err(|fault| fault.to_string())?;
        for (cell, duty) in duties.indexed_iter_mut() {
            *duty = own.new_tariff(Some(&tariffs), cell).or(*duty);
        }
    }
    Ok(duties)
}

/// The tables of 2014 with their tariffs turned round.
///
/// In the source a cell has the duty that its exporter levies on its importer: cars from Brazil pay 16% in the United
/// States and cars from the United States 0.4% in Brazil, farm goods from Korea 258% in the rest of the world.
/// Turned round, they are the duties that are known, and the revenue of the United States is that of 2014.
fn turned_round(mut wiod: World) -> World {
    let source = wiod.tariffs.clone();
    for ((importer, exporter, sector), tariff) in wiod.tariffs.indexed_iter_mut() {
        *tariff = source[[exporter, importer, sector]];
    }
    wiod
}

/// Writes the embedded worlds and the table of duties anew.
///
/// # Errors
/// As [`make`], and what the operating system says.
pub fn write(tables: &Path) -> Result<String, String> {
    let worlds = make(tables)?;
    let table = data().join("2022-tariffs.csv");
    let rates = worlds.duties.mapv(|duty| duty.unwrap_or(0.0));
    worlds
        .joined
        .write_tariffs(&table, &rates, |cell| worlds.duties[cell].is_some())
        .map_err(|error| format!("{}: {error}", table.display()))?;
    for (name, world) in [("2014", &worlds.of_2014), ("2022", &worlds.of_2022)] {
        let folder = data().join(name);
        let fresh = data().join(format!("{name}.new"));
        let system = |error| format!("{}: {error}", folder.display());
        world.save(&fresh, Format::Parquet).map_err(system)?;
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(system)?;
        }
        std::fs::rename(&fresh, &folder).map_err(system)?;
    }
    let set = worlds.duties.iter().filter(|duty| duty.is_some()).count();
    Ok(format!(
        "{} written: 2014 ({}), 2022 ({}), {set} duties of the record",
        data().display(),
        &worlds.of_2014.hash()[..16],
        &worlds.of_2022.hash()[..16]
    ))
}
