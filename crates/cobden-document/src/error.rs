//! Why a file cannot be read.

/// Why a file gives no document: what, which file, why, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The file or folder cannot be opened or read.
    #[error("{name}: cannot be read: {error}")]
    Io {
        /// The file.
        name: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is larger than [`crate::Limits::bytes`].
    #[error(
        "{name}: {bytes} bytes, more than the {limit} that are read; split the file, or raise the limit"
    )]
    TooLarge {
        /// The file.
        name: String,
        /// Its size, or as much of it as was seen.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// There is nothing in the file but white space.
    #[error("{name}: the file is empty; was its download complete?")]
    Empty {
        /// The file.
        name: String,
    },
    /// A known format that is not read.
    #[error("{name}: is {what}, which is not read; save it as plain text, HTML or PDF")]
    Unsupported {
        /// The file.
        name: String,
        /// The format.
        what: &'static str,
    },
    /// Bytes that are no text.
    #[error(
        "{name}: is not text: control bytes, the first (0x{byte:02X}) at byte {at}; \
         give a file of plain text, HTML or PDF"
    )]
    Binary {
        /// The file.
        name: String,
        /// The first of them.
        byte: u8,
        /// Where it stands.
        at: usize,
    },
    /// HTML in which nothing is left to read.
    #[error(
        "{name}: the HTML holds no readable text ({dropped} bytes of menus, forms and hidden parts were left out); \
         a page that scripts fill has to be saved from the browser after it is shown"
    )]
    NoHtmlText {
        /// The file.
        name: String,
        /// Bytes of text that were left out.
        dropped: usize,
    },
    /// A PDF that needs a password or is protected.
    #[error(
        "{name}: the PDF is encrypted, which is not read; print it to a new PDF, or save its text"
    )]
    Encrypted {
        /// The file.
        name: String,
    },
    /// A PDF in which pages cannot be found.
    #[error("{name}: the PDF is damaged: {fault}; open it in a viewer and save it anew")]
    BrokenPdf {
        /// The file.
        name: String,
        /// What is missing.
        fault: PdfFault,
    },
    /// A PDF whose pages hold no text.
    #[error(
        "{name}: {pages} pages of PDF without any text{}; pages that are images need text recognition (OCR) first",
        Why(notices)
    )]
    NoPdfText {
        /// The file.
        name: String,
        /// How many pages were looked at.
        pages: usize,
        /// What was left out and why.
        notices: Vec<String>,
    },
    /// Reading took longer than [`crate::Limits::seconds`].
    #[error(
        "{name}: not read within {seconds} seconds; raise the limit, or print the file to a new PDF"
    )]
    TooSlow {
        /// The file.
        name: String,
        /// The limit.
        seconds: u64,
    },
}

/// What is wrong with the structure of a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfFault {
    /// Not one object could be read.
    #[error("it has no objects")]
    NoObjects,
    /// Objects, but none of them a page.
    #[error("it has no pages")]
    NoPages,
    /// Objects run into each other so often that reading them takes too long.
    #[error("its objects do not end")]
    Tangled,
}

/// Notices as part of a sentence.
struct Why<'n>(&'n [String]);

impl std::fmt::Display for Why<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            [] => Ok(()),
            notices => write!(out, " ({})", notices.join("; ")),
        }
    }
}
