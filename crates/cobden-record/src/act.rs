//! Legal acts.

use jiff::civil::Date;

/// A legal act: an order, proclamation, notice or announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// As lawyers cite it.
    pub reference: String,
    /// Who issued it.
    pub issuer: String,
    /// When it was announced.
    pub announced: Option<Date>,
    /// When it was signed.
    pub signed: Option<Date>,
    /// When it was published.
    pub published: Option<Date>,
}

impl Act {
    /// The day from which the public could know: announced, else signed, else published.
    pub fn known(&self) -> Option<Date> {
        self.announced.or(self.signed).or(self.published)
    }
}
