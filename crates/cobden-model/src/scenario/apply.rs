//! [`Scenario`] and a world to [`Shock`].

use std::collections::HashMap;
use std::path::Path;

use cobden_codes::{ElasticitySet, parse_sector, suggest};
use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_toml::{Word, shown};
use cobden_world::table::{ColumnSpec, OtherColumns, Table, read_file};
use cobden_world::{Directory, World, import::elasticity_for};
use ndarray::Array3;

use super::select::{economy_hint, sector_hint};
use super::{Action, Change, Instrument, Scenario};
use crate::settings::Settings;
use crate::shock::Shock;

/// A ratio in a tariff table above which percent may have been meant.
const UNUSUAL_RATE: f64 = 5.0;

/// What is said of a change to cells without trade.
const UNTRADED: &str = "nothing is traded in these cells";

impl Scenario {
    /// The shock that the scenario is for a world, and what is worth a warning.
    ///
    /// # Errors
    /// Codes that the world does not have, two `set`s or two `scale`s for one cell, rates that end
    /// at −100% or below, faults in tables that it names, elasticity sets that do not exist or
    /// whose divisions the world's goods sectors do not name: all at once.
    pub fn shock(&self, world: &World) -> Result<(Shock, Diagnostics), Diagnostics> {
        let mut found = Diagnostics::new();
        let mut shock = Shock::none(world);
        if let Some(name) = &self.elasticities {
            self.use_elasticities(name, world, &mut shock, &mut found);
        }
        // Elasticities first: the partial effects of gravity estimates depend on them.
        self.change_elasticities(world, &mut shock, &mut found);
        self.change_rates(Instrument::Tariff, world, &mut shock.tariff, &mut found);
        self.change_rates(
            Instrument::ExportTax,
            world,
            &mut shock.export_tax,
            &mut found,
        );
        self.change_costs(world, &mut shock, &mut found);
        shock.limits = self.limits(world, &mut found);
        found.finish(shock)
    }

    /// Solver settings: the file's, or else the defaults.
    pub fn settings(&self) -> Settings {
        let default = Settings::default();
        Settings {
            tolerance: self.tolerance.unwrap_or(default.tolerance),
            max_iterations: self.max_iterations.unwrap_or(default.max_iterations),
            threads: self.threads.unwrap_or(default.threads),
        }
    }

    pub(super) fn of(&self, instrument: Instrument) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(move |change| change.instrument == instrument)
    }

    fn use_elasticities(
        &self,
        name: &Word,
        world: &World,
        shock: &mut Shock,
        found: &mut Diagnostics,
    ) {
        let place = self.place(&name.range);
        let Some(set) = ElasticitySet::find(&name.text) else {
            let names = || ElasticitySet::all().map(|set| set.name());
            let hint = match suggest::nearest(&name.text, names()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("published sets: {}", names().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("there is no elasticity set \"{}\"", name.text);
            found.push(Diagnostic::error(place, message).hint(hint));
            return;
        };
        let foreign: Vec<&str> = world
            .sectors
            .iter()
            .filter(|sector| sector.goods && !self.is_product(&sector.code))
            .filter(|sector| parse_sector(&sector.code).is_err())
            .map(|sector| sector.code.as_str())
            .collect();
        if !foreign.is_empty() {
            let message = format!(
                "the goods sectors {} are not ISIC codes, so published sets cannot be mapped to them",
                foreign.join(", ")
            );
            found.push(
                Diagnostic::error(place, message).hint("set them one by one in [[elasticity]]"),
            );
            return;
        }
        for (theta, sector) in shock.elasticity.iter_mut().zip(&world.sectors) {
            // A product keeps the elasticity that the scenario gives it.
            if self.is_product(&sector.code) {
                continue;
            }
            *theta = elasticity_for(set, &sector.code);
        }
    }

    fn change_elasticities(&self, world: &World, shock: &mut Shock, found: &mut Diagnostics) {
        let mut owner: Vec<Option<&Change>> = vec![None; world.sector_count()];
        for change in self.of(Instrument::Elasticity) {
            for sector in self.select_sectors(&change.sector, world, found) {
                if let Some(first) = owner[sector].replace(change) {
                    let cell = format!("the elasticity of {}", world.sectors[sector].code);
                    self.overlap(change, first, &cell, found);
                }
                match change.action {
                    Action::Set(value) => shock.elasticity[sector] = value,
                    Action::Scale(value) => shock.elasticity[sector] *= value,
                    _ => {}
                }
            }
        }
    }

    pub(super) fn overlap(
        &self,
        change: &Change,
        first: &Change,
        cell: &str,
        found: &mut Diagnostics,
    ) {
        let (line, _) = self.source.line_column(first.action_range.start);
        let message = format!("{cell} is given already on line {line}");
        let fault = Diagnostic::error(self.place(&change.action_range), message);
        found.push(fault.hint(match (change.instrument, &change.action) {
            (Instrument::Elasticity, _) => "each sector is given once; narrow one of the two",
            (Instrument::Limit, _) => "a flow has one limit; narrow one of the two",
            (_, Action::Scale(_)) => "each cell is scaled once; write the product of the two",
            _ => "each cell is set once; use add for points on top",
        }));
    }

    /// (importer, exporter, sector) positions of a change, home excluded; a change without any is a fault.
    pub(super) fn cells(
        &self,
        change: &Change,
        world: &World,
        found: &mut Diagnostics,
    ) -> Vec<[usize; 3]> {
        let importers = self.select_economies(&change.importer, world, found);
        let exporters = self.select_economies(&change.exporter, world, found);
        let sectors = self.select_sectors(&change.sector, world, found);
        let mut cells = Vec::new();
        for importer in &importers {
            for exporter in exporters.iter().filter(|exporter| *exporter != importer) {
                cells.extend(sectors.iter().map(|sector| [*importer, *exporter, *sector]));
            }
        }
        let selected = !importers.is_empty() && !exporters.is_empty() && !sectors.is_empty();
        if selected && cells.is_empty() {
            let fault = Diagnostic::error(
                self.place(&change.range),
                "importer and exporter are the same economy",
            );
            found.push(fault.hint("policy at the border does not touch domestic sales"));
        } else if selected && cells.iter().all(|cell| world.flows[*cell] == 0.0) {
            self.warn_untraded(change, found);
        }
        cells
    }

    /// Warns of a change without effect; of many, the first few are enough.
    fn warn_untraded(&self, change: &Change, found: &mut Diagnostics) {
        const SHOWN: usize = 3;
        let before = found
            .iter()
            .filter(|d| d.message.starts_with(UNTRADED))
            .count();
        if before < SHOWN {
            let more = if before + 1 == SHOWN {
                "; further entries like this are not shown"
            } else {
                ""
            };
            let message = format!("{UNTRADED}{more}");
            let warning = Diagnostic::warning(self.place(&change.range), message);
            found.push(warning.hint("a flow that is zero in the benchmark stays zero"));
        }
    }

    fn change_rates(
        &self,
        instrument: Instrument,
        world: &World,
        rates: &mut Array3<f64>,
        found: &mut Diagnostics,
    ) {
        let changes: Vec<&Change> = self.of(instrument).collect();
        if changes.is_empty() {
            return;
        }
        let shape = rates.raw_dim();
        let mut level = Owned::new(shape);
        let mut scale = Owned::new(shape);
        let mut points = Array3::<f64>::zeros(shape);
        let mut last = Array3::<u32>::zeros(shape);
        for (number, change) in changes.iter().enumerate() {
            let values: Vec<([usize; 3], f64)> = match &change.action {
                Action::File(file) => self.file_cells(change, file, "tariff", world, found),
                Action::Set(value) | Action::Add(value) | Action::Scale(value) => {
                    let cells = self.cells(change, world, found);
                    cells.into_iter().map(|cell| (cell, *value)).collect()
                }
                _ => Vec::new(),
            };
            let mut reported = false;
            for (cell, value) in values {
                last[cell] = number as u32 + 1;
                let owned = match &change.action {
                    Action::Add(_) => {
                        points[cell] += value;
                        continue;
                    }
                    Action::Scale(_) => &mut scale,
                    _ => &mut level,
                };
                if let Some(first) = owned.claim(cell, number, value)
                    && !std::mem::replace(&mut reported, true)
                {
                    let what = describe(instrument, cell, world);
                    self.overlap(change, changes[first], &what, found);
                }
            }
        }
        let mut low: Option<([usize; 3], f64)> = None;
        for ((n, i, j), rate) in rates.indexed_iter_mut() {
            let cell = [n, i, j];
            if last[cell] == 0 {
                continue;
            }
            let base = level.value(cell).unwrap_or(*rate);
            *rate = base * scale.value(cell).unwrap_or(1.0) + points[cell];
            if *rate <= -1.0 && low.is_none() {
                low = Some((cell, *rate));
            }
        }
        if let Some((cell, rate)) = low {
            let change = changes[last[cell] as usize - 1];
            // A level that is itself too low was refused when it was read.
            if level.value(cell).is_none_or(|level| level > -1.0) {
                let what = describe(instrument, cell, world);
                let message = format!("{what} would be {}", shown(rate));
                let fault = Diagnostic::error(self.place(&change.action_range), message);
                found.push(fault.hint("rates stay above -100%"));
            }
        }
    }

    fn change_costs(&self, world: &World, shock: &mut Shock, found: &mut Diagnostics) {
        for change in self.of(Instrument::TradeCost) {
            if let Action::File(file) = &change.action {
                for (cell, effect) in self.file_cells(change, file, "partial_effect", world, found)
                {
                    shock.trade_cost_hat[cell] *= libm::exp(-effect / shock.elasticity[cell[2]]);
                }
                continue;
            }
            for cell in self.cells(change, world, found) {
                shock.trade_cost_hat[cell] *= match change.action {
                    Action::CostChange(value) => 1.0 + value,
                    // ln trade at given prices is −θ ln d.
                    Action::PartialEffect(value) => libm::exp(-value / shock.elasticity[cell[2]]),
                    _ => 1.0,
                };
            }
        }
        for change in self.of(Instrument::Embargo) {
            for cell in self.cells(change, world, found) {
                shock.trade_cost_hat[cell] = f64::INFINITY;
            }
        }
    }

    /// Cells of a table with the columns importer, exporter, sector (optional where the world has
    /// one) and a value, kept to what the change selects.
    fn file_cells(
        &self,
        change: &Change,
        file: &Word,
        column: &'static str,
        world: &World,
        found: &mut Diagnostics,
    ) -> Vec<([usize; 3], f64)> {
        let folder = Path::new(&self.source.path)
            .parent()
            .unwrap_or(Path::new(""));
        let specs = [
            ColumnSpec::text("importer"),
            ColumnSpec::text("exporter"),
            ColumnSpec::number(column),
            ColumnSpec::text("sector").optional(),
        ];
        let table = read_file(
            &Directory(folder.to_owned()),
            &file.text,
            &specs,
            OtherColumns::Refuse,
        );
        let table = match table {
            Ok(table) => table,
            Err(faults) => {
                let message = format!("the table \"{}\" cannot be used", file.text);
                found.push(
                    Diagnostic::error(self.place(&file.range), message)
                        .hint("paths start from the scenario's folder"),
                );
                found.extend(faults);
                return Vec::new();
            }
        };
        let mut faults = Diagnostics::new();
        let mut keep = |words: &[Word], sectors: bool| -> Option<Vec<usize>> {
            let chosen = match (words.is_empty(), sectors) {
                (true, _) => return None,
                (false, true) => self.select_sectors(words, world, &mut faults),
                (false, false) => self.select_economies(words, world, &mut faults),
            };
            Some(chosen)
        };
        let filters = [
            keep(&change.importer, false),
            keep(&change.exporter, false),
            keep(&change.sector, true),
        ];
        found.extend(faults);
        let rows = Rows::new(&table, world, found);
        let mut cells = Vec::new();
        let mut rows_of_cells = HashMap::new();
        let mut unusual = false;
        for row in 0..table.len() {
            let Some(cell) = rows.cell(row) else { continue };
            if let Some(first) = rows_of_cells.insert(cell, row) {
                let message = format!(
                    "{} from {}, {} has a row already, at {}",
                    world.economies[cell[0]].code,
                    world.economies[cell[1]].code,
                    world.sectors[cell[2]].code,
                    table.cell(first, 0)
                );
                let fault = Diagnostic::error(table.cell(row, 0), message);
                found.push(fault.hint("keep one of the two rows"));
                continue;
            }
            let kept = filters
                .iter()
                .zip(&cell)
                .all(|(filter, at)| filter.as_ref().is_none_or(|f| f.contains(at)));
            let value = table.numbers(2)[row];
            if column == "tariff" && value <= -1.0 {
                let message = format!("a duty of {} makes the good free or worse", shown(value));
                found.push(
                    Diagnostic::error(table.cell(row, 2), message)
                        .hint("tariff is a ratio above -1: 0.25 is 25%"),
                );
            }
            if column == "tariff" && value > UNUSUAL_RATE && !std::mem::replace(&mut unusual, true)
            {
                let message = format!("a duty of {} is unusual", shown(value));
                let warning = Diagnostic::warning(table.cell(row, 2), message);
                found.push(warning.hint("tariff is a ratio: 0.25 is 25%"));
            }
            if kept && cell[0] != cell[1] {
                cells.push((cell, value));
            }
        }
        if cells.is_empty() && !found.has_errors() {
            let message = format!("no row of \"{}\" is selected", file.text);
            found.push(
                Diagnostic::error(self.place(&file.range), message)
                    .hint("look at importer, exporter and sector of this entry"),
            );
        }
        cells
    }
}

/// Values of cells that may be given once, each with the entry that gave it.
struct Owned {
    owner: Array3<u32>,
    values: Array3<f64>,
}

impl Owned {
    fn new(shape: ndarray::Ix3) -> Self {
        Self {
            owner: Array3::zeros(shape),
            values: Array3::zeros(shape),
        }
    }

    /// Gives a cell its value; the entry that had given it one already.
    fn claim(&mut self, cell: [usize; 3], entry: usize, value: f64) -> Option<usize> {
        let first = std::mem::replace(&mut self.owner[cell], entry as u32 + 1);
        self.values[cell] = value;
        (first > 0).then(|| first as usize - 1)
    }

    fn value(&self, cell: [usize; 3]) -> Option<f64> {
        (self.owner[cell] > 0).then(|| self.values[cell])
    }
}

fn describe(instrument: Instrument, [n, i, j]: [usize; 3], world: &World) -> String {
    let (importer, exporter) = (&world.economies[n].code, &world.economies[i].code);
    let sector = &world.sectors[j].code;
    match instrument {
        Instrument::ExportTax => format!("the export tax of {exporter} on {sector} to {importer}"),
        _ => format!("the duty of {importer} on {sector} from {exporter}"),
    }
}

/// A table's key columns as positions in the world.
struct Rows<'a> {
    table: &'a Table,
    positions: [Vec<Option<usize>>; 3],
}

impl<'a> Rows<'a> {
    fn new(table: &'a Table, world: &World, found: &mut Diagnostics) -> Self {
        type Find<'f> = &'f dyn Fn(&str) -> Option<usize>;
        let mut look_up =
            |column: usize, what: &str, find: Find, hint: fn(&str, &World) -> String| {
                let words = table.text(column);
                let mut positions = Vec::with_capacity(words.distinct.len());
                for (code, word) in words.distinct.iter().enumerate() {
                    let position = find(word);
                    if position.is_none() {
                        let row = words.rows.iter().position(|c| *c as usize == code);
                        let place = row.map_or(Place::File(table.path.clone()), |row| {
                            table.cell(row, column)
                        });
                        let message = format!("{what} \"{word}\" is not in this world");
                        found.push(Diagnostic::error(place, message).hint(hint(word, world)));
                    }
                    positions.push(position);
                }
                positions
            };
        let economy = |code: &str| world.economy_index(code);
        let importers = look_up(0, "economy", &economy, economy_hint);
        let exporters = look_up(1, "economy", &economy, economy_hint);
        let sectors = if table.has(3) {
            look_up(3, "sector", &|code| world.sector_index(code), sector_hint)
        } else {
            Vec::new()
        };
        if !table.has(3) && world.sector_count() > 1 {
            let place = Place::File(table.path.clone());
            let fault = Diagnostic::error(place, "column \"sector\" is missing");
            found.push(fault.hint("a world with several sectors needs it"));
        }
        Self {
            table,
            positions: [importers, exporters, sectors],
        }
    }

    fn cell(&self, row: usize) -> Option<[usize; 3]> {
        let at = |column: usize, positions: &[Option<usize>]| {
            positions[self.table.text(column).rows[row] as usize]
        };
        let sector = if self.table.has(3) {
            at(3, &self.positions[2])?
        } else {
            0
        };
        Some([
            at(0, &self.positions[0])?,
            at(1, &self.positions[1])?,
            sector,
        ])
    }
}
