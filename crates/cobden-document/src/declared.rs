//! What a file says of itself.

use jiff::civil::Date;

use crate::date::declared_date;

/// What a file declares of itself, outside its text: in the head of an HTML page, or in the information of a PDF.
///
/// Declared is not true: titles carry the name of the site, dates are those of the last layout. Plain text declares
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// The headline; of an HTML page that declares none, its window title.
    pub title: Option<String>,
    /// The site or publisher.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The day of publication as written.
    pub published: Option<String>,
    /// The day of publication, where what is written is a date: the day at the publisher's, not converted to UTC.
    pub date: Option<Date>,
    /// The day on which a PDF file was made, which need not be that of publication.
    pub created: Option<Date>,
    /// The address that the page gives as its own.
    pub url: Option<String>,
    /// The language, as a tag like `en` or `en-GB`.
    pub language: Option<String>,
}

impl Declared {
    /// Takes the day of publication, if none is known yet.
    pub(crate) fn publish(&mut self, written: &str) {
        let written = written.trim();
        if written.is_empty() {
            return;
        }
        let date = declared_date(written);
        // A date that can be read is better than one that cannot, whichever came first.
        if self.published.is_none() || (self.date.is_none() && date.is_some()) {
            self.published = Some(written.to_owned());
            self.date = date;
        }
    }
}

/// Takes a value for a field that has none, without white space at its ends and runs of it inside.
pub(crate) fn take(field: &mut Option<String>, value: &str) {
    if field.is_none() {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && value.len() <= 2000 {
            *field = Some(value);
        }
    }
}
