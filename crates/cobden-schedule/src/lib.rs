//! Which duty is due: on a product, from an economy, on a day, and made of which measures.
//!
//! [`Schedule::new`] compiles what a record knew on a day; [`Schedule::duty`] answers for one line and
//! names every layer with its rate, its status and its source. [`Schedule::average`] weighs the answers with
//! trade, [`write_panel`] writes them for every line, partner and interval, and [`sector_tariffs`] puts them
//! on the sectors of a world.
//!
//! How layers stack is data of the record; this crate knows only what the relations mean (see
//! `docs/stacking.md`).

mod average;
mod change;
mod claims;
mod compiled;
mod condition;
mod duty;
mod error;
mod limits;
mod lines;
mod lookup;
mod materials;
mod names;
mod painted;
mod panel;
mod relation;
mod resolve;
mod schedule;
mod sectors;
mod segments;
mod situation;
mod stance;
mod tariff;
mod validity;
mod weights;

pub use average::{Average, AverageFault, AveragePart, By};
pub use change::Change;
pub use claims::{FailedClaim, check_claims};
pub use duty::{DutyAnswer, Layer, LayerStatus, Query};
pub use error::{QueryFault, ScheduleFault};
pub use panel::{PanelFault, PanelProgress, PanelSummary, write_panel, write_panel_csv};
pub use schedule::Schedule;
pub use sectors::{SectorFault, SectorRate, SectorTariffs, sector_tariffs};
pub use stance::{Stance, Standing, stances};
pub use validity::State;
pub use weights::TradeWeights;
