//! One page on a trade dispute: what is in force, what changed, who wants what, what it costs whom and what would ease it.
//!
//! [`Brief::make`] joins a record as known on a day, its duties, and a world; the result is data, each figure of which has a trail.
//! [`Brief::page`] puts it in words, tables and charts, which [`page`] shows as text or HTML.
//!
//! When not to use it: for one question. Duties are answered by `cobden-schedule`, scenarios by `cobden-model`.

mod brief;
mod changes;
pub mod chart;
mod compose;
mod context;
pub mod costs;
pub mod duties;
mod events;
mod fault;
mod figure;
mod forecasts;
mod headline;
mod history;
mod in_force;
pub mod page;
mod parties;
mod pending;
mod positions;
mod question;
mod sources;
pub mod talks;
mod trail;
mod watch;
mod words;

pub use brief::{Brief, Made, Party, Provenance};
pub use changes::Change;
pub use events::Event;
pub use fault::BriefFault;
pub use figure::{Figure, Unit};
pub use forecasts::{Forecast, Outcome};
pub use headline::Sentence;
pub use history::{History, Step};
pub use in_force::{
    Average, Contribution, Control, Direction, Exemption, Layer, LineKind, LineRate, MostCommon,
};
pub use pending::Pending;
pub use positions::{Contradiction, Position};
pub use question::Question;
pub use sources::Source;
pub use trail::{Basis, Cited, EntryTrail, Origin, Trail};
pub use watch::Watched;
