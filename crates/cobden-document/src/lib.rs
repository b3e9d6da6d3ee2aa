//! What a file says, and where: the readable text of plain text, HTML and PDF, with the way back to the file.
//!
//! [`Document::open`] takes the bytes of a file and gives the text that a reader would see, what the file declares of
//! itself (title, publisher, date), what was repaired or left out, and for every stretch of that text the place in the
//! original ([`Document::original`]). [`walk`] goes through a folder.
//!
//! Same bytes, same text: nothing here depends on the clock (a file that takes longer than [`Limits::seconds`] is an
//! error, never half a text), on the machine or on the name of the file alone. Nothing is fetched from a network.
//!
//! This is no browser: scripts do not run, and style sheets are not read, so what only they hide is taken for visible.
//! It is no renderer of PDF either: scanned pages hold no text, and tables come out as lines with tabs.

mod date;
mod declared;
mod decode;
mod document;
mod error;
mod format;
mod html;
mod limits;
mod map;
mod pdf;
mod walk;

pub use declared::Declared;
pub use decode::decode;
pub use document::Document;
pub use error::{DocumentError, PdfFault};
pub use format::Format;
pub use limits::Limits;
pub use map::{Origin, PagePlace};
pub use walk::{Entry, Walk, walk};
