//! Ossa (2014): seven regions and 33 industries with markups, each with a tariff on every partner's every industry.

use std::path::{Path, PathBuf};

use cobden::model::{Competition, OneStage};
use cobden::talks::{Game, Grain, Objective, OneStageGame, Strategies};
use cobden::world::World;
use cobden::world::import::{BilateralLayout, import_bilateral};
use ndarray::Array3;

use crate::validation::table;

/// His data, deficits purged.
pub(crate) struct Ossa {
    folder: PathBuf,
    world: World,
    /// The model's benchmark.
    pub(crate) data: OneStage,
}

impl Ossa {
    /// Reads it.
    pub(crate) fn read(data: &Path) -> Result<Self, String> {
        let folder = data.join("reference/ossa2014");
        let layout = BilateralLayout {
            importer: "importer".into(),
            exporter: "exporter".into(),
            sector: Some("sector".into()),
            value: "trade_purged".into(),
            tariff: Some("tariff".into()),
            trade_elasticity: 4.0,
        };
        let mut world = import_bilateral(&folder.join("inputs/trade_tariffs.parquet"), &layout)
            .map_err(|faults| faults.to_string())?;
        let sigma = table::read(
            &folder.join("inputs/sector_params.csv"),
            &["sector"],
            &["sigma"],
        )?;
        for (sector, values) in sigma {
            let j = world.sector_index(&sector).ok_or(sector)?;
            world.sectors[j].trade_elasticity = values[0] - 1.0;
        }
        let data =
            OneStage::new(&world, Competition::Markups).map_err(|fault| fault.to_string())?;
        Ok(Self {
            folder,
            world,
            data,
        })
    }

    /// A table of his.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Position of a region.
    pub(crate) fn region(&self, code: &str) -> Result<usize, String> {
        let found = self.world.economy_index(code);
        found.ok_or_else(|| format!("no region {code}"))
    }

    /// Position of an industry.
    pub(crate) fn industry(&self, code: &str) -> Result<usize, String> {
        let found = self.world.sector_index(code);
        found.ok_or_else(|| format!("no industry {code}"))
    }

    /// A column of his tariffs (importer, exporter, industry).
    pub(crate) fn tariffs(&self, column: &str) -> Result<Array3<f64>, String> {
        let mut rates = self.data.tariffs();
        let keys = ["importer", "exporter", "sector"];
        let rows = table::read(&self.file("inputs/trade_tariffs.parquet"), &keys, &[column])?;
        for (key, values) in rows {
            let [importer, exporter, sector] = key.split(' ').collect::<Vec<_>>()[..] else {
                return Err(format!("no cell: {key}"));
            };
            let cell = [
                self.region(importer)?,
                self.region(exporter)?,
                self.industry(sector)?,
            ];
            rates[cell] = values[0];
        }
        Ok(rates)
    }

    /// A game in which every region wants its real income, or, with lobbying, what its government wants.
    pub(crate) fn game(&self, lobbying: bool) -> Result<OneStageGame<'_>, String> {
        let mut strategies: Strategies =
            super::everyone(&self.world, Grain::ByPartnerAndSector, 10.0)?;
        if lobbying {
            for player in &mut strategies.players {
                player.objective = Objective::SectorWeightedIncome(self.weights(&player.name)?);
            }
        }
        OneStageGame::new(&self.data, strategies).map_err(|fault| fault.to_string())
    }

    /// Political weights of a region, by industry.
    fn weights(&self, region: &str) -> Result<Vec<f64>, String> {
        let column = format!("lambda_{region}");
        let rows = table::read(
            &self.file("inputs/sector_params.csv"),
            &["sector"],
            &[column.as_str()],
        )?;
        let mut weights = vec![f64::NAN; self.world.sector_count()];
        for (sector, values) in rows {
            weights[self.industry(&sector)?] = values[0];
        }
        Ok(weights)
    }
}

/// The rates of a game's instruments in an array of tariffs.
pub(crate) fn rates(game: &OneStageGame<'_>, tariffs: &Array3<f64>) -> Vec<f64> {
    let all = game.instruments().iter();
    all.map(|one| tariffs[one.cells[0]]).collect()
}
