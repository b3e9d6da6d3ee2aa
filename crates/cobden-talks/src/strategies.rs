//! Who plays with what.

use crate::instrument::Instrument;
use crate::player::Player;

/// Who plays, and what each may set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strategies {
    /// The players.
    pub players: Vec<Player>,
    /// All instruments of all players.
    pub instruments: Vec<Instrument>,
}
