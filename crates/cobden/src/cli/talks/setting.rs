//! Who plays with what on which world: what `optimal`, `war` and `deal` are asked alike.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use cobden::codes::suggest;
use cobden::diagnostics::{Diagnostic, Diagnostics, Place};
use cobden::model::{Closure, Competition, Model, OneStage, Settings, Shock};
use cobden::talks::{
    Against, GameFault, GeneralGame, Grain, Levies, Objective, OneStageGame, Side, Span,
    Strategies, StrategySpace, economies_of,
};
use cobden::world::World;
use cobden::world::import::{import_gross_flows, is_gross_flows};
use cobden::world::table::{ColumnSpec, OtherColumns, read_file};

use super::board::Board;
use super::by_side::fault;
use crate::cli::Failure;
use crate::cli::failure::show;

/// Bounds of rates unless told otherwise, in percent.
const LEAST: f64 = 0.0;
const MOST: f64 = 1000.0;

/// How finely a side sets its rates.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Instruments {
    /// One rate on everything
    Uniform,
    /// One rate a partner
    ByPartner,
    /// One rate a sector
    BySector,
    /// One rate a partner and sector
    ByPartnerAndSector,
}

/// Whose trade rates are on.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum On {
    /// That with the other sides
    Players,
    /// That with everyone outside the side
    Everyone,
}

/// What may be levied.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Levied {
    /// Duties on imports
    Tariffs,
    /// Taxes on exports
    ExportTaxes,
    /// Both
    Both,
}

/// Which goods rates are on.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Reach {
    /// Goods alone
    Goods,
    /// Goods and services
    All,
}

/// Which model answers.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// With input-output links
    General,
    /// Without intermediates, every sector's receipts being wages
    OneStage,
    /// Without intermediates, with constant markups and profits (Ossa 2014)
    Markups,
}

#[derive(clap::Args)]
pub(super) struct Setting {
    /// World: an embedded world, a folder, or a folder of flows and elasticities by source
    #[arg(long, value_name = "NAME|DIR", default_value = cobden::world::DEFAULT_WORLD)]
    world: String,
    /// Folder of flows and elasticities: the source of the elasticities
    #[arg(long, value_name = "SOURCE")]
    elasticity_source: Option<String>,
    /// Folder of flows and elasticities: what is added to each sector's sales at home, in the unit of the flows
    #[arg(long, value_name = "VALUE", default_value_t = 0.0)]
    home_sales: f64,
    /// The sides: economies or groups such as EU [default: every economy]
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    between: Vec<String>,
    /// How finely each side sets its rates
    #[arg(long, value_enum, default_value = "uniform")]
    instruments: Instruments,
    /// Whose trade the rates are on [default: players, where sides are named]
    #[arg(long, value_enum)]
    on: Option<On>,
    /// What is levied
    #[arg(long, value_enum, default_value = "tariffs")]
    levies: Levied,
    /// What the rates reach [default: goods; all in a folder of flows and elasticities]
    #[arg(long, value_enum)]
    reach: Option<Reach>,
    /// Rates come on top of those in force instead of replacing them
    #[arg(long)]
    on_top: bool,
    /// Smallest rate, in percent
    #[arg(
        long,
        value_name = "PERCENT",
        default_value_t = LEAST,
        allow_hyphen_values = true
    )]
    at_least: f64,
    /// Largest rate, in percent
    #[arg(
        long,
        value_name = "PERCENT",
        default_value_t = MOST,
        allow_hyphen_values = true
    )]
    at_most: f64,
    /// What a side wants, all sides without a name: real-income, revenue, balance:PARTNER or weights:FILE (CSV of sector and weight)
    #[arg(long, value_name = "[SIDE=]OBJECTIVE")]
    objective: Vec<String>,
    /// What becomes of trade deficits; balanced takes them away first
    #[arg(long, value_name = "CLOSURE", default_value = "balanced")]
    closure: Closure,
    /// Which model answers [default: one-stage for tariffs on a world without intermediates, else general]
    #[arg(long, value_enum)]
    model: Option<Engine>,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub json: bool,
    /// Also write rates and economies as Parquet and CSV, and the answer as JSON, into a new folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads for large worlds (the digits do not depend on it)
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    threads: u16,
    /// No warnings and no progress
    #[arg(long)]
    pub quiet: bool,
}

/// The world that is asked about, and how.
pub(super) struct Ground {
    pub world: World,
    pub engine: Engine,
    pub closure: Closure,
    pub elasticity_source: Option<String>,
    /// Hash of the world as it was opened.
    pub hash: String,
    settings: Settings,
}

impl Setting {
    /// Opens the world, without its deficits where they are taken away first.
    pub(super) fn ground(&self) -> Result<Ground, Failure> {
        if let Some(folder) = &self.out {
            // Before a long search rather than after it.
            cobden::world::check_free(folder)
                .map_err(|error| Failure::System(folder.display().to_string(), error))?;
        }
        let folder = Path::new(&self.world);
        let gross = is_gross_flows(folder);
        if !(self.home_sales >= 0.0 && self.home_sales.is_finite()) {
            let message = format!(
                "--home-sales {}: not a value of zero or above",
                self.home_sales
            );
            return Err(Failure::argument(
                message,
                "the programs add 1 to OECD tables",
            ));
        }
        let world = if gross {
            let Some(source) = &self.elasticity_source else {
                let message = format!("{} has elasticities of several sources", self.world);
                return Err(Failure::argument(
                    message,
                    "say which: --elasticity-source SOURCE, as elasticities.csv names them",
                ));
            };
            import_gross_flows(folder, source, self.home_sales)?
        } else {
            if self.elasticity_source.is_some() || self.home_sales != 0.0 {
                let message = format!(
                    "{} is no folder of flows and elasticities by source",
                    self.world
                );
                return Err(Failure::argument(
                    message,
                    "leave --elasticity-source and --home-sales away",
                ));
            }
            let (world, warnings) = cobden::open_world(&self.world, None)?;
            if !self.quiet {
                show(&warnings);
            }
            world
        };
        let single = world.value_added_share.iter().all(|share| *share == 1.0);
        let plain = matches!(self.levies, Levied::Tariffs) && self.closure == Closure::Balanced;
        let engine = self.model.unwrap_or(if single && plain {
            Engine::OneStage
        } else {
            Engine::General
        });
        let settings = Settings {
            threads: usize::from(self.threads),
            ..Settings::default()
        };
        let hash = world.hash();
        let mut ground = Ground {
            world,
            engine,
            closure: self.closure,
            elasticity_source: self.elasticity_source.clone(),
            hash,
            settings,
        };
        if engine == Engine::General && self.closure == Closure::Balanced {
            // Purged once here rather than in every solve.
            let model = Model::new(ground.world.clone());
            let shock = Shock::none(model.world());
            let balanced = model
                .solve(&shock, Closure::Balanced, &settings)
                .map_err(|error| self.model_failure(error))?;
            ground.world = balanced.to_world();
        }
        Ok(ground)
    }

    /// Makes the game on a world and hands it on; `also` is what else is to be right about the sides, by name.
    pub(super) fn play<T>(
        &self,
        ground: &Ground,
        also: impl FnOnce(&[String], &mut Diagnostics),
        work: impl FnOnce(&mut dyn Board) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let world = &ground.world;
        let mut faults = Diagnostics::new();
        let space = self.space(world, &mut faults);
        let names: Vec<String> = space.sides.iter().map(|side| side.name.clone()).collect();
        also(&names, &mut faults);
        let strategies = match space.of(world) {
            Ok((strategies, warnings)) => {
                faults.extend(warnings);
                strategies
            }
            Err(found) => {
                faults.extend(found);
                Strategies::default()
            }
        };
        let one_stage = self.one_stage_of(ground, &mut faults);
        let (strategies, warnings) = faults.finish(strategies)?;
        if !self.quiet {
            show(&warnings);
        }
        let Some(mut one_stage) = one_stage else {
            let closure = match ground.closure {
                // Nothing is left to purge.
                Closure::Balanced => Closure::FixedDeficit,
                other => other,
            };
            let model = Model::new(world.clone());
            let policy = Shock::none(model.world());
            let mut game = GeneralGame::new(&model, policy, strategies, closure, ground.settings)
                .map_err(|fault| self.failure(fault))?;
            return work(&mut game);
        };
        if ground.closure == Closure::Balanced {
            one_stage = one_stage
                .balanced()
                .map_err(|error| self.model_failure(error))?;
        }
        let mut game =
            OneStageGame::new(&one_stage, strategies).map_err(|fault| self.failure(fault))?;
        work(&mut game)
    }

    /// The world as one stage, where that is the model, with what it cannot have.
    fn one_stage_of(&self, ground: &Ground, faults: &mut Diagnostics) -> Option<OneStage> {
        let competition = match ground.engine {
            Engine::General => return None,
            Engine::OneStage => Competition::Perfect,
            Engine::Markups => Competition::Markups,
        };
        if !matches!(self.levies, Levied::Tariffs) {
            faults.push(fault(
                "the model of one stage has no export taxes",
                "choose --model general, or --levies tariffs",
            ));
        }
        if !matches!(ground.closure, Closure::Balanced | Closure::FixedDeficit) {
            faults.push(fault(
                format!("the model of one stage has no closure {}", ground.closure),
                "choose balanced or fixed-deficit, or --model general",
            ));
        }
        match OneStage::new(&ground.world, competition) {
            Ok(one_stage) => Some(one_stage),
            Err(why) => {
                faults.push(fault(
                    why.to_string(),
                    "leave --model away, or choose general",
                ));
                None
            }
        }
    }

    /// The world as one stage without deficits, for a published rule.
    pub(super) fn one_stage(&self, ground: &Ground) -> Result<OneStage, Failure> {
        let hint = "take a world without intermediates, such as a folder of flows and elasticities by source";
        let data = OneStage::new(&ground.world, Competition::Perfect)
            .map_err(|fault| Failure::argument(fault.to_string(), hint))?;
        data.balanced().map_err(|error| self.model_failure(error))
    }

    /// Whether anything was said that a rule leaves no room for.
    pub(super) fn leaves_all_to_a_rule(&self) -> bool {
        self.between.is_empty()
            && matches!(self.instruments, Instruments::Uniform)
            && matches!(self.levies, Levied::Tariffs)
            && !self.on_top
            && self.at_least == LEAST
            && self.at_most == MOST
            && !matches!(self.model, Some(Engine::General | Engine::Markups))
            && self.objective.is_empty()
            && self.closure == Closure::Balanced
            && !matches!(self.on, Some(On::Players))
            && !matches!(self.reach, Some(Reach::Goods))
    }

    fn space(&self, world: &World, faults: &mut Diagnostics) -> StrategySpace {
        let names: Vec<String> = if self.between.is_empty() {
            world.economies.iter().map(|one| one.code.clone()).collect()
        } else {
            self.between.clone()
        };
        let mut sides: Vec<Side> = names.into_iter().map(Side::new).collect();
        for text in &self.objective {
            let (side, wanted) = match text.split_once('=') {
                // Names of files may have the sign as well.
                Some((side, wanted)) if !side.contains(':') => (Some(side), wanted),
                _ => (None, text.as_str()),
            };
            let objective = objective(wanted, world, faults);
            let mut found = false;
            for one in sides
                .iter_mut()
                .filter(|one| side.is_none_or(|side| side == one.name))
            {
                found = true;
                if let Some(objective) = &objective {
                    one.objective = objective.clone();
                }
            }
            if !found {
                let names: Vec<&str> = sides.iter().map(|one| one.name.as_str()).collect();
                faults.push(no_side(side.unwrap_or_default(), &names));
            }
        }
        let (lower, upper) = self.bounds(faults);
        StrategySpace {
            grain: match self.instruments {
                Instruments::Uniform => Grain::Uniform,
                Instruments::ByPartner => Grain::ByPartner,
                Instruments::BySector => Grain::BySector,
                Instruments::ByPartnerAndSector => Grain::ByPartnerAndSector,
            },
            against: match self.on {
                Some(On::Players) => Against::Players,
                Some(On::Everyone) => Against::Everyone,
                None if self.between.is_empty() => Against::Everyone,
                None => Against::Players,
            },
            levies: match self.levies {
                Levied::Tariffs => Levies::Tariffs,
                Levied::ExportTaxes => Levies::ExportTaxes,
                Levied::Both => Levies::Both,
            },
            goods_only: match self.reach {
                Some(reach) => reach == Reach::Goods,
                None => self.elasticity_source.is_none(),
            },
            span: if self.on_top {
                Span::OnTop
            } else {
                Span::Replaces
            },
            lower,
            upper,
            ..StrategySpace::between(sides)
        }
    }

    /// Bounds as ratios; where they are at fault, those that rates have unless told otherwise.
    fn bounds(&self, faults: &mut Diagnostics) -> (f64, f64) {
        let (least, most) = (self.at_least, self.at_most);
        let given = format!("--at-least {least} --at-most {most}");
        let fault = if !least.is_finite() || !most.is_finite() {
            (
                ": not two numbers",
                "bounds are in percent, such as 0 and 150",
            )
        } else if least > most {
            (": the wrong way round", "give --at-least the smaller one")
        } else if least <= -100.0 {
            (
                ": a rate of -100% or less leaves no price",
                "a subsidy of half the price is -50",
            )
        } else {
            return (least / 100.0, most / 100.0);
        };
        faults.push(Diagnostic::error(Place::Nowhere, given + fault.0).hint(fault.1));
        (LEAST / 100.0, MOST / 100.0)
    }

    /// A model's refusal, at the world.
    pub(super) fn model_failure(&self, error: cobden::model::ModelError) -> Failure {
        Failure::Model(Place::File(self.world.clone()), Box::new(error))
    }

    /// A game's refusal, at the world.
    pub(super) fn failure(&self, fault: GameFault) -> Failure {
        match fault {
            GameFault::Model(error) => self.model_failure(error),
            GameFault::Strategies(faults) => faults.into(),
            GameFault::NoExportTaxes => {
                Failure::argument(fault.to_string(), "choose --model general")
            }
            other => Failure::argument(other.to_string(), "look at the arguments"),
        }
    }
}

/// A name that no side has.
pub(super) fn no_side(name: &str, sides: &[&str]) -> Diagnostic {
    let hint = suggest::nearest(name, sides.iter().copied()).map_or_else(
        || format!("sides: {}", sides.join(", ")),
        |near| format!("did you mean \"{near}\"?"),
    );
    Diagnostic::error(Place::Nowhere, format!("no side is called \"{name}\"")).hint(hint)
}

fn objective(text: &str, world: &World, faults: &mut Diagnostics) -> Option<Objective> {
    match text.split_once(':') {
        None if text == "real-income" => Some(Objective::RealIncome),
        None if text == "revenue" => Some(Objective::Revenue),
        Some(("balance", partner)) => {
            let with = economies_of(partner, world, faults);
            (!with.is_empty()).then_some(Objective::Balance { with })
        }
        Some(("weights", file)) => match weights(Path::new(file), world) {
            Ok(weights) => Some(Objective::SectorWeightedIncome(weights)),
            Err(found) => {
                faults.extend(found);
                None
            }
        },
        _ => {
            let message = format!("\"{text}\" is no objective");
            let hint = "objectives are real-income, revenue, balance:PARTNER and weights:FILE";
            faults.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
            None
        }
    }
}

/// Political weights by sector from a table; every sector needs one.
fn weights(file: &Path, world: &World) -> Result<Vec<f64>, Diagnostics> {
    let folder = cobden::world::Directory(file.parent().unwrap_or(Path::new("")).to_owned());
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let specs = [ColumnSpec::text("sector"), ColumnSpec::number("weight")];
    let table = read_file(&folder, &name, &specs, OtherColumns::Ignore)?;
    let mut weights = vec![f64::NAN; world.sector_count()];
    let mut faults = Diagnostics::new();
    for row in 0..table.len() {
        let sector = table.text(0).word(row);
        match world.sector_index(sector) {
            Some(j) => {
                let weight = table.numbers(1)[row];
                if !(weight >= 0.0 && weight.is_finite()) {
                    let message = format!("the weight of sector {sector} is {weight}");
                    let hint = "weights are zero or above; a mean of one is usual";
                    faults.push(Diagnostic::error(table.cell(row, 1), message).hint(hint));
                } else if !weights[j].is_nan() {
                    let message = format!("sector {sector} has two weights");
                    faults.push(Diagnostic::error(table.cell(row, 1), message).hint("keep one"));
                }
                // Not missing as well.
                weights[j] = if weight.is_nan() { 0.0 } else { weight };
            }
            None => {
                let near =
                    suggest::nearest(sector, world.sectors.iter().map(|one| one.code.as_str()));
                let hint = near
                    .map_or("`cobden world info` lists the sectors".to_owned(), |near| {
                        format!("did you mean \"{near}\"?")
                    });
                faults.push(
                    Diagnostic::error(
                        table.cell(row, 0),
                        format!("the world has no sector \"{sector}\""),
                    )
                    .hint(hint),
                );
            }
        }
    }
    let missing = weights.iter().zip(&world.sectors);
    for (_, sector) in missing.filter(|(weight, _)| weight.is_nan()) {
        let message = format!("sector {} has no weight", sector.code);
        faults.push(
            Diagnostic::error(Place::File(table.path.clone()), message)
                .hint("every sector needs one, of zero or above"),
        );
    }
    faults.finish(weights).map(|(weights, _)| weights)
}
