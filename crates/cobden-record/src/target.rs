//! Against whom.

/// A set of economies as written: names of economies and groups, less exceptions.
///
/// A group stands for its members on the day asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Who is in.
    pub include: Economies,
    /// Who is out again: codes of economies and groups.
    pub except: Vec<String>,
}

/// Who is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Economies {
    /// Everyone but the actor.
    All,
    /// Codes of economies and groups.
    Named(Vec<String>),
}
