//! A small synthetic world with invented figures, and helpers to spoil its files.

// Each test file uses its own part of these.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use cobden_diagnostics::Diagnostics;
use cobden_world::{Accounts, Directory, Economy, Format, Provenance, Sector, World, calibrate};
use ndarray::{Array2, Array3};

/// Codes of the economies, in order.
pub(crate) const ECONOMIES: [&str; 5] = ["USA", "CHN", "DEU", "MEX", "IND"];
/// Codes of the sectors, in order; the first two are goods.
pub(crate) const SECTORS: [&str; 4] = ["A01", "C26", "G", "K"];

/// A number in [0, 1) that depends on `key` alone (SplitMix64).
pub(crate) fn noise(key: usize) -> f64 {
    let mut z = (key as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// Five economies and four sectors before calibration: trade is unbalanced, final demand positive.
pub(crate) fn raw() -> World {
    let size = [200.0, 150.0, 60.0, 20.0, 40.0];
    let weight = [1.6, 2.0, 2.4, 1.9];
    let (n, j) = (ECONOMIES.len(), SECTORS.len());
    let traded = |sector: usize| if sector < 2 { 0.15 } else { 0.02 };
    let flows = Array3::from_shape_fn((n, n, j), |(importer, exporter, sector)| {
        let scale = weight[sector] * size[importer];
        if importer == exporter {
            scale
        } else {
            let key = (importer * n + exporter) * j + sector;
            let openness = traded(sector) * (0.5 + noise(key));
            scale * openness * size[exporter] / 470.0
        }
    });
    let tariffs = Array3::from_shape_fn((n, n, j), |(importer, exporter, sector)| {
        if importer == exporter || sector >= 2 {
            0.0
        } else {
            0.12 * noise(1000 + (importer * n + exporter) * j + sector)
        }
    });
    let value_added_share =
        Array2::from_shape_fn((n, j), |(e, s)| 0.35 + 0.3 * noise(2000 + e * j + s));
    let mut input_shares = Array3::from_shape_fn((n, j, j), |(e, s, k)| {
        0.2 + noise(3000 + (e * j + s) * j + k)
    });
    for mut row in input_shares.lanes_mut(ndarray::Axis(2)) {
        let sum = row.sum();
        row /= sum;
    }
    World {
        provenance: Provenance {
            name: "small".into(),
            year: Some(2020),
            tariffs_on: None,
            unit: "billion EUR".parse().expect("a unit"),
            source: "invented \"figures\"".into(),
            licence: "none".into(),
            notes: "two\nlines".into(),
        },
        economies: ECONOMIES
            .iter()
            .zip([
                "United States",
                "China",
                "Germany, \"west\"",
                "México",
                "India",
            ])
            .map(|(code, name)| Economy {
                code: (*code).into(),
                name: name.into(),
            })
            .collect(),
        sectors: SECTORS
            .iter()
            .zip([4.5, 8.1, 5.0, 1.0 / 3.0])
            .enumerate()
            .map(|(s, (code, theta))| Sector {
                code: (*code).into(),
                name: format!("sector {code}"),
                goods: s < 2,
                trade_elasticity: theta,
            })
            .collect(),
        flows,
        tariffs,
        value_added_share,
        input_shares,
        nests: Vec::new(),
    }
}

/// [`raw`], calibrated.
pub(crate) fn small() -> World {
    calibrate(&raw()).expect("the raw world calibrates").0
}

/// [`small`] without intermediates: all output is value added.
pub(crate) fn gravity() -> World {
    let mut world = raw();
    world.value_added_share.fill(1.0);
    world.input_shares.fill(0.0);
    world
}

/// A folder with a saved world, to be spoiled.
pub(crate) struct Saved {
    dir: tempfile::TempDir,
}

impl Saved {
    pub(crate) fn new(world: &World, format: Format) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let saved = Self { dir };
        world
            .save(&saved.path(), format)
            .expect("a writable folder");
        saved
    }

    /// [`small`] as CSV.
    pub(crate) fn csv() -> Self {
        Self::new(&small(), Format::Csv)
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("small")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).expect("a text file")
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.file(name), text).expect("a writable file");
    }

    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.file(name)).expect("a file to remove");
    }

    /// Rewrites one cell; lines and columns count from 1.
    pub(crate) fn set(&self, name: &str, line: usize, column: usize, cell: &str) {
        self.edit_line(name, line, |line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            cells[column - 1] = cell;
            cells.join(",")
        });
    }

    /// Rewrites one line, counted from 1.
    pub(crate) fn edit_line(&self, name: &str, line: usize, edit: impl Fn(&str) -> String) {
        let text = self.text(name);
        let lines = text.lines().enumerate().map(|(k, old)| {
            if k + 1 == line {
                edit(old)
            } else {
                old.to_owned()
            }
        });
        let lines: Vec<String> = lines.collect();
        self.write(name, lines.join("\n") + "\n");
    }

    pub(crate) fn load(&self) -> Result<(World, Diagnostics), Diagnostics> {
        World::load(self.path())
    }

    pub(crate) fn load_unchecked(&self) -> Result<(World, Diagnostics), Diagnostics> {
        World::load_unchecked(&Directory(self.path()))
    }

    /// The faults of loading, with the folder's path left out.
    pub(crate) fn faults(&self) -> Vec<String> {
        without_path(&self.load().expect_err("a fault"), &self.path())
    }
}

/// All faults as text, with a folder's path left out.
pub(crate) fn without_path(found: &Diagnostics, folder: &Path) -> Vec<String> {
    let prefix = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    let strip = |fault: &cobden_diagnostics::Diagnostic| fault.to_string().replace(&prefix, "");
    found.iter().map(strip).collect()
}

/// Asserts that the world is an exact benchmark: every identity to 1e-12 of the sums it is made of.
pub(crate) fn assert_exact(world: &World) {
    const TOLERANCE: f64 = 1e-12;
    let found = cobden_world::check(world);
    assert!(!found.has_errors(), "{found}");
    let accounts = Accounts::of(world);
    let (n, j) = (world.economy_count(), world.sector_count());
    for e in 0..n {
        let code = &world.economies[e].code;
        let close = |what: &str, a: f64, b: f64, scale: f64| {
            let gap = if a == b { 0.0 } else { (a - b).abs() / scale };
            assert!(
                gap <= TOLERANCE,
                "{what} of {code}: {a} and {b}, off by {gap:e}"
            );
        };
        let spending = accounts.expenditure.row(e).sum();
        for s in 0..j {
            let (c, x) = (accounts.final_demand[[e, s]], accounts.expenditure[[e, s]]);
            let sector = &world.sectors[s].code;
            let least = -TOLERANCE * x.max(1e-6 * spending);
            assert!(
                c >= least,
                "final demand of {code} for {sector}: {c} of {x}"
            );
        }
        // Expenditures add up to income and intermediate bills.
        let income = accounts.value_added[e] + accounts.duty_revenue[e] + accounts.deficit[e];
        close(
            "income",
            accounts.final_demand.row(e).sum(),
            income,
            spending,
        );
        // Labour income is what is left of output after intermediates.
        let output = accounts.output.row(e).sum();
        let bills = accounts.intermediate_demand.row(e).sum();
        close(
            "labour income",
            output - bills,
            accounts.value_added[e],
            output,
        );
        // Imports less exports, counted from the flows themselves.
        let flow = |a: usize, b: usize| world.flows.slice(ndarray::s![a, b, ..]).sum();
        let others = || (0..n).filter(|o| *o != e);
        let imports: f64 = others().map(|o| flow(e, o)).sum();
        let exports: f64 = others().map(|o| flow(o, e)).sum();
        close(
            "trade balance",
            imports - exports,
            accounts.deficit[e],
            imports.max(exports),
        );
        let abroad = spending - accounts.duty_revenue[e] - output;
        close("absorption", abroad, accounts.deficit[e], spending);
    }
    let deficits: f64 = accounts.deficit.sum();
    let trade: f64 = accounts.deficit.iter().map(|d| d.abs()).sum();
    assert!(
        deficits.abs() <= TOLERANCE * trade.max(1.0),
        "world deficit {deficits}"
    );
}

/// The largest gap between two arrays' numbers, as a part of the larger one.
pub(crate) fn largest_gap<'a>(
    a: impl IntoIterator<Item = &'a f64>,
    b: impl IntoIterator<Item = &'a f64>,
) -> f64 {
    let gaps = a.into_iter().zip(b).map(|(a, b)| {
        let scale = a.abs().max(b.abs());
        if scale == 0.0 {
            0.0
        } else {
            (a - b).abs() / scale
        }
    });
    gaps.fold(0.0, f64::max)
}

/// Files in memory.
pub(crate) struct Memory(pub(crate) Vec<(String, Vec<u8>)>);

impl cobden_world::Folder for Memory {
    fn shown(&self, file: &str) -> String {
        file.to_owned()
    }

    fn read(&self, file: &str) -> std::io::Result<Option<bytes::Bytes>> {
        let found = self.0.iter().find(|(name, _)| name == file);
        Ok(found.map(|(_, content)| content.clone().into()))
    }
}
