//! The record of a trade dispute: dated, sourced entries in text files.
//!
//! A record is a folder of TOML files and CSV lists (see `docs/record.md` for the format). Reading it
//! gives a [`Record`] or every fault it has, with file, line and column. Entries are never edited:
//! what changes is said by entries of their own, so a record can be seen as it stood on any day of
//! knowledge with [`Record::as_known`].
//!
//! Which duty follows from the measures in force is not asked here: that is `cobden-schedule`.

mod act;
mod amendment;
mod check;
mod claim;
mod condition;
mod entry;
mod event;
mod files;
mod forecast;
mod independence;
mod indicator;
mod limit;
mod list;
mod load;
mod measure;
mod nomenclature;
mod position;
mod print;
mod product;
mod products;
mod rate;
mod record;
mod round;
mod rule;
mod source;
mod supposition;
mod target;
mod timeline;
mod view;
mod weights;
mod written;

pub use act::Act;
pub use amendment::{Amendment, Correction, Effect};
pub use claim::{Assert, Claim, ClaimFault, Subject};
pub use condition::Condition;
pub use entry::{Attribution, Citation, Common, Confidence, Entry, Kind};
pub use event::{Event, EventKind, EventState};
pub use forecast::{Forecast, Outcome};
pub use independence::{Independence, Origin};
pub use indicator::{Direction, Indicator};
pub use limit::{Limit, Rent};
pub use list::{List, Row};
pub use measure::{InTransit, Instrument, Measure, Rates, Status, Step};
pub use nomenclature::Nomenclature;
pub use position::{MetWhen, Position, PositionKind};
pub use product::{Product, SalesShare};
pub use products::{Item, Products};
pub use rate::{Duty, Expression, Facts, RateFault};
pub use record::{Entries, Manifest, Record};
pub use round::Round;
pub use rule::{Relation, Rule};
pub use source::{Source, SourceKind};
pub use supposition::{Supposition, SuppositionFault};
pub use target::{Closeness, Economies, Target};
pub use timeline::TimelineItem;
pub use view::View;
pub use weights::Weights;
