//! Why a model gives no result.

use std::fmt;

use cobden_num::Status;

use crate::settings::{SettingOutOfRange, SolveStatistics};

/// A market of the model, to say which one is furthest off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Market {
    /// Labour of an economy.
    Labour {
        /// Economy's code.
        economy: String,
    },
    /// The price of a sector's bundle in an economy.
    Price {
        /// Economy's code.
        economy: String,
        /// Sector's code.
        sector: String,
    },
    /// Spending of an economy on a sector.
    Goods {
        /// Economy's code.
        economy: String,
        /// Sector's code.
        sector: String,
    },
}

impl fmt::Display for Market {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Labour { economy } => write!(f, "labour of {economy}"),
            Self::Price { economy, sector } => write!(f, "the price of {sector} in {economy}"),
            Self::Goods { economy, sector } => write!(f, "{economy}'s spending on {sector}"),
        }
    }
}

/// Why a model gives no result; the shapes and signs of the inputs are named first, the outcome
/// of the solver last.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ModelError {
    /// An array of the shock has another shape than the world.
    #[error("{what} has shape {found:?}, but the world has {expected:?}")]
    Shape {
        /// Name of the array.
        what: &'static str,
        /// Its shape.
        found: Vec<usize>,
        /// The world's.
        expected: Vec<usize>,
    },
    /// A number of the shock is outside its range.
    #[error("{what} of {exporter}'s {sector} in {importer} is {value}; it must be {range}")]
    Range {
        /// Name of the array.
        what: &'static str,
        /// Economy that buys.
        importer: String,
        /// Economy that sells.
        exporter: String,
        /// Sector's code.
        sector: String,
        /// The number.
        value: f64,
        /// What it should be.
        range: &'static str,
    },
    /// An elasticity is not above zero.
    #[error("the trade elasticity of {sector} is {value}; it must be a number above zero")]
    Elasticity {
        /// Sector's code.
        sector: String,
        /// The number.
        value: f64,
    },
    /// A setting is outside its range.
    #[error(transparent)]
    Setting(#[from] SettingOutOfRange),
    /// An economy is cut off from all that it buys of a sector.
    #[error("{economy} cannot buy {sector} from anyone: every supplier it has is under embargo")]
    NoSupplier {
        /// Economy's code.
        economy: String,
        /// Sector's code.
        sector: String,
    },
    /// A part of the world is cut off from the rest, but its deficit is not zero.
    #[error(
        "trade of {economies} with the rest of the world has ended, yet a deficit of {deficit} is to be financed; the closure \"balanced\" has none"
    )]
    StrandedDeficit {
        /// The economies cut off.
        economies: String,
        /// Their joint deficit.
        deficit: f64,
    },
    /// The equations are solved, but an economy would spend less than nothing: its surplus or the
    /// import subsidies it pays exceed what it earns.
    #[error(
        "{economy} would have {income:.6} to spend: GDP {gdp:.6} with duties {duty_revenue:.6} in it, and a deficit of {deficit:.6}"
    )]
    NegativeIncome {
        /// Economy's code.
        economy: String,
        /// Its income, zero or below.
        income: f64,
        /// Value added, duties and export taxes.
        gdp: f64,
        /// Duties; negative where imports are subsidised.
        duty_revenue: f64,
        /// Its trade deficit; negative for a surplus.
        deficit: f64,
    },
    /// The world itself is not an equilibrium.
    #[error(
        "the world is not a benchmark equilibrium: {market} is off by {residual:.1e} before any shock"
    )]
    NotABenchmark {
        /// The market furthest off.
        market: Market,
        /// Its relative excess demand.
        residual: f64,
    },
    /// An outcome names an economy or sector that the world does not have.
    #[error("an outcome names {what} {found}, but the world has {count}")]
    NoSuchPosition {
        /// `economy` or `sector`.
        what: &'static str,
        /// The position named, counted from zero.
        found: usize,
        /// How many there are.
        count: usize,
    },
    /// Sector weights that weigh nothing.
    #[error("sector weights of {economy}: {reason}")]
    SectorWeights {
        /// Economy's code.
        economy: String,
        /// What is wrong with them.
        reason: &'static str,
    },
    /// The volume of a limit is no part of a volume.
    #[error("limit {} is {value} of the volume before; it must be a finite number from zero", limit + 1)]
    LimitVolume {
        /// The limit, counted from zero.
        limit: usize,
        /// Its volume.
        value: f64,
    },
    /// A limit names what cannot be limited.
    #[error("limit {} names {reason}", limit + 1)]
    LimitFlows {
        /// The limit, counted from zero.
        limit: usize,
        /// What it names.
        reason: &'static str,
    },
    /// A flow is under two limits.
    #[error("limits {} and {} both name {flow}; a flow has one limit", first + 1, limit + 1)]
    LimitOverlap {
        /// The later limit, counted from zero.
        limit: usize,
        /// The earlier one.
        first: usize,
        /// The flow in words.
        flow: String,
    },
    /// No licence price was found at which a limit holds.
    #[error(
        "no equilibrium found in which limit {} holds, on {flow}: with a licence price of {:.4}% the volume is {:.6}% of that before, not {:.6}%",
        limit + 1, 100.0 * wedge, 100.0 * volume_hat, 100.0 * target
    )]
    LimitNotMet {
        /// The limit, counted from zero.
        limit: usize,
        /// Its flows in words.
        flow: String,
        /// Volume reached, new over old.
        volume_hat: f64,
        /// Volume asked for.
        target: f64,
        /// Licence price reached, as a ratio.
        wedge: f64,
        /// Tolerance asked for, of the log of the volume.
        tolerance: f64,
        /// All work done.
        statistics: Box<SolveStatistics>,
    },
    /// A limit is at the point where it begins to bind.
    #[error(
        "there is no gradient where limit {} just begins to bind: it holds with a licence price of zero",
        limit + 1
    )]
    GradientAtKink {
        /// The limit, counted from zero.
        limit: usize,
    },
    /// The limits' responses to each other's licence prices do not determine them.
    #[error("there is no gradient: the limits' licence prices do not move independently")]
    LimitsDependent,
    /// A path of new benchmarks cannot carry limits.
    #[error("quantity limits cannot be followed along a path, because a world holds none")]
    LimitOnPath,
    /// A path of new benchmarks cannot carry export taxes.
    #[error("export taxes cannot be followed along a path, because a world holds none")]
    ExportTaxOnPath,
    /// The solver did not reach its tolerance.
    #[error(
        "no equilibrium found: {}, with residual {residual:.2e} (tolerance {tolerance:.0e}) after {iterations} iterations; {market} is furthest off",
        how(*status)
    )]
    NotConverged {
        /// How the solver ended.
        status: Status,
        /// Largest relative excess demand left.
        residual: f64,
        /// What was asked for.
        tolerance: f64,
        /// Newton iterations done.
        iterations: usize,
        /// The market with the largest residual.
        market: Market,
        /// All work done.
        statistics: Box<SolveStatistics>,
    },
    /// The gradient's linear system did not reach its tolerance.
    #[error(
        "the gradient's linear system is left with residual {residual:.2e} after {iterations} products"
    )]
    GradientNotConverged {
        /// Residual left.
        residual: f64,
        /// Products done.
        iterations: usize,
    },
}

fn how(status: Status) -> &'static str {
    match status {
        Status::Converged => "converged",
        Status::IterationLimit => "iterations used up",
        Status::Stalled => "no step leads nearer",
        Status::NotFinite => "numbers out of range",
        Status::Interrupted => "interrupted",
    }
}

impl ModelError {
    /// Whether the solver lost its way, rather than being told to stop or given bad input.
    pub(crate) fn may_yield_to_smaller_steps(&self) -> bool {
        matches!(self, Self::NotConverged { status, .. } if *status != Status::Interrupted)
    }

    /// The work of a solve that failed; none for bad input.
    pub(crate) fn work(&self) -> SolveStatistics {
        match self {
            Self::NotConverged { statistics, .. } => **statistics,
            _ => SolveStatistics::default(),
        }
    }

    /// The same failure after more attempts: all work is counted, and iterations were used up only
    /// if they reached the `limit`.
    pub(crate) fn after(mut self, work: SolveStatistics, limit: usize) -> Self {
        if let Self::NotConverged {
            status,
            iterations,
            statistics,
            ..
        } = &mut self
        {
            *iterations = work.iterations;
            **statistics = work;
            *status = if work.iterations < limit {
                Status::Stalled
            } else {
                Status::IterationLimit
            };
        }
        self
    }
}
