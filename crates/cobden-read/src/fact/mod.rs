//! What is read out of a document: facts of seven kinds, each with the words it rests on.
//!
//! Every kind has *slots*, the words that fill a part of it, and *norms*, plain values read from them. A slot may lie
//! outside the evidence: a speaker may be named a sentence before.

mod event;
mod extract;
mod figure;
mod forecast;
mod measure;
mod meeting;
mod position;
mod statement;

pub use event::{Event, EventType};
pub use extract::{Extract, Fact, Kind, Layer, Norms, Slots};
pub use figure::{Direction, Figure};
pub use forecast::Forecast;
pub use measure::{Action, Amount, Instrument, Measure, Status};
pub use meeting::{Meeting, MeetingState, MeetingType};
pub use position::{Position, PositionType};
pub use statement::{Attribution, Mode, Side, Statement};

/// Economies by ISO 3166-1 alpha-3 code (and `EU`), in the order in which they are named.
pub type Economies = Vec<String>;
