//! Calls, meetings, statements, agreements, accusations and rulings.

use jiff::civil::Date;

use crate::entry::words;

/// Something that happened between or around the parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is.
    pub kind: EventKind,
    /// Economies, and persons with their office.
    pub who: Vec<String>,
    /// First day.
    pub from: Date,
    /// First day no longer, where it lasted or lasts.
    pub until: Option<Date>,
    /// Where.
    pub place: Option<String>,
    /// Whether it was held.
    pub state: EventState,
    /// What was said or settled.
    pub what: Option<String>,
    /// Measures it is about.
    pub about: Vec<String>,
    /// Positions it meets.
    pub meets: Vec<String>,
    /// Positions it withdraws.
    pub withdraws: Vec<String>,
    /// Entries that cannot be true at the same time.
    pub contradicts: Vec<String>,
}

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// A call.
    Call,
    /// A meeting.
    Meeting,
    /// A statement.
    Statement,
    /// An agreement, truce or framework.
    Agreement,
    /// An accusation, such as of breach.
    Accusation,
    /// A ruling of a court or panel.
    Ruling,
}

/// Whether an event was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum EventState {
    /// It took place.
    #[default]
    Held,
    /// It was to take place.
    Planned,
    /// It was called off.
    Cancelled,
}

words!(EventKind, "kind of event", {
    Call => "call",
    Meeting => "meeting",
    Statement => "statement",
    Agreement => "agreement",
    Accusation => "accusation",
    Ruling => "ruling",
});

words!(EventState, "state of an event", {
    Held => "held",
    Planned => "planned",
    Cancelled => "cancelled",
});
