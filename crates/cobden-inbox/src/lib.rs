//! Proposed entries that wait for a person's yes, and what was decided of them.
//!
//! An [`Inbox`] is one SQLite file. Readings are added document by document; a person accepts or rejects what was
//! proposed; what is accepted is drafted as text of a record (docs/record.md), written into it, and checked by
//! loading the record. Every decision stays on file with who took it and when, and can be undone.
//!
//! A decision that touches a record is first written down as intended, then carried out on the record's files, then
//! marked as done. Whoever opens the inbox next finishes what was broken off ([`Inbox::recover`]).
//!
//! When not to use it: to keep facts. The record is the place for them; the inbox may be thrown away once it is empty,
//! and with it only the memory of what was rejected.

mod accept;
mod add;
mod carry;
mod decision;
mod desk;
mod draft;
mod edited;
mod error;
mod export;
mod file;
mod inbox;
mod key;
mod lock;
mod queue;
mod reject;
mod relation;
mod schema;
mod undo;
mod visible;

pub use accept::{Acceptance, Outcome};
pub use add::Added;
pub use carry::Step;
pub use decision::{Decision, Edit, Progress, Stamp, Verdict};
pub use desk::Desk;
pub use draft::{Draft, Drafter, Gap, default_file, slug, unique};
pub use error::InboxError;
pub use inbox::{Document, Inbox};
pub use key::{normalised, same_words};
pub use queue::{Count, Filter, Place, State, Waiting};
pub use relation::{Relation, Sort};
pub use visible::{is_unseen, visible};
