//! A file that has been opened.

use std::io::Read;
use std::ops::Range;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::declared::Declared;
use crate::decode::{binary, decode};
use crate::error::DocumentError;
use crate::format::{Format, is_html, is_pdf, refused};
use crate::limits::Limits;
use crate::map::{LONGEST_SOURCE, Map, Origin, PagePlace};
use crate::{html, pdf};

/// The readable text of a file.
///
/// Of plain text, it is the file as stored: no line end is translated and a byte order mark stays, so that offsets in code
/// points agree with those of any other program. Of HTML and PDF, paragraphs are separated by an empty line, lines that
/// the author broke by a line end, cells of a table by a tab; items of lists begin with `- `.
#[derive(Debug, Clone)]
pub struct Document {
    /// The name it was opened under.
    pub name: String,
    /// What sort of file it is.
    pub format: Format,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub hash: String,
    /// What a reader reads.
    pub text: String,
    /// What the file says of itself.
    pub declared: Declared,
    /// What was repaired or left out, for people.
    pub notices: Vec<String>,
    pub(crate) map: Map,
}

/// What a reader of one format makes of a file.
pub(crate) struct Parts {
    pub(crate) text: String,
    pub(crate) declared: Declared,
    pub(crate) notices: Vec<String>,
    pub(crate) map: Map,
}

impl Document {
    /// Reads the bytes of a file. `name` stands in errors; of its format it only tips the balance.
    ///
    /// # Errors
    /// [`DocumentError`] when the file is too large, empty, no text, of a format that is not read, or holds nothing to read.
    ///
    /// # Example
    /// ```
    /// use cobden_document::{Document, Limits, Origin};
    ///
    /// let page = b"<html><body><p>Duties rise <b>to&nbsp;25%</b>.</p></body></html>".to_vec();
    /// let document = Document::open("page.html", page, &Limits::default())?;
    /// assert_eq!(document.text, "Duties rise to\u{a0}25%.");
    /// assert_eq!(document.original(0..6), Origin::Source(15..21));
    /// # Ok::<(), cobden_document::DocumentError>(())
    /// ```
    pub fn open(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Self, DocumentError> {
        if bytes.len() > limits.bytes {
            return Err(too_large(name, bytes.len() as u64, limits.bytes));
        }
        let hash = hex(&Sha256::digest(&bytes));
        if is_pdf(&bytes) {
            return Ok(Self::of(
                name,
                Format::Pdf,
                hash,
                pdf::read(name, &bytes, limits)?,
            ));
        }
        if let Some(what) = refused(&bytes) {
            let name = name.to_owned();
            return Err(DocumentError::Unsupported { name, what });
        }
        let (mut source, mut notices) = decode(bytes);
        if let Some((byte, at)) = binary(&source) {
            let name = name.to_owned();
            return Err(DocumentError::Binary { name, byte, at });
        }
        if source
            .trim_start_matches('\u{FEFF}')
            .trim_start()
            .is_empty()
        {
            let name = name.to_owned();
            return Err(DocumentError::Empty { name });
        }
        if is_html(&source, name) {
            if source.len() > LONGEST_SOURCE {
                return Err(too_large(name, source.len() as u64, LONGEST_SOURCE));
            }
            let mut parts = html::read(name, &source, limits)?;
            parts.notices.splice(0..0, notices);
            return Ok(Self::of(name, Format::Html, hash, parts));
        }
        if source.len() > limits.text {
            let whole = (0..=limits.text)
                .rev()
                .find(|at| source.is_char_boundary(*at));
            source.truncate(whole.unwrap_or(0));
            notices.push(only_the_first(limits.text));
        }
        let parts = Parts {
            text: source,
            declared: Declared::default(),
            notices,
            map: Map::Identity,
        };
        Ok(Self::of(name, Format::Text, hash, parts))
    }

    /// Reads a file from disk; `name` is what it is called in errors and in what is made of it.
    ///
    /// # Errors
    /// [`DocumentError::Io`], and those of [`Self::open`]. A file over the limit is not read to its end.
    pub fn read(path: &Path, name: &str, limits: &Limits) -> Result<Self, DocumentError> {
        let io = |error| DocumentError::Io {
            name: name.to_owned(),
            error,
        };
        let file = std::fs::File::open(path).map_err(io)?;
        let size = file.metadata().map_err(io)?.len();
        if size > limits.bytes as u64 {
            return Err(too_large(name, size, limits.bytes));
        }
        // The size is a hint: the file may grow, or be a pipe.
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        let most = limits.bytes as u64 + 1;
        file.take(most).read_to_end(&mut bytes).map_err(io)?;
        Self::open(name, bytes, limits)
    }

    fn of(name: &str, format: Format, hash: String, parts: Parts) -> Self {
        Self {
            name: name.to_owned(),
            format,
            hash,
            text: parts.text,
            declared: parts.declared,
            notices: parts.notices,
            map: parts.map,
        }
    }

    /// Where a stretch of [`Self::text`] (bytes) stands in the original.
    ///
    /// Plain text: the same bytes. HTML: the bytes of the source from the first to the last of the words, tags between them
    /// included. PDF: pages, as PDF has no order of bytes that follows the words. A range beyond the text is cut at its end.
    pub fn original(&self, span: Range<usize>) -> Origin {
        let end = span.end.min(self.text.len());
        let span = span.start.min(end)..end;
        match &self.map {
            Map::Identity => Origin::Source(span),
            Map::Pieces(pieces) => Origin::Source(pieces.source(span)),
            Map::Pages(pages) => {
                // An end at the first byte of a page is the end of the page before.
                let last = span.end.saturating_sub(usize::from(!span.is_empty()));
                let (to, start) = page_at(pages, last);
                Origin::Pages {
                    from: place(pages, span.start),
                    to: PagePlace {
                        page: to,
                        offset: span.end - start,
                    },
                }
            }
        }
    }

    /// The readable text of one page of a PDF, counted from one; nothing for other formats and pages without text.
    pub fn page(&self, number: usize) -> Option<&str> {
        let Map::Pages(pages) = &self.map else {
            return None;
        };
        let at = pages
            .binary_search_by_key(&number, |(page, _)| *page)
            .ok()?;
        let end = pages
            .get(at + 1)
            .map_or(self.text.len(), |(_, start)| *start);
        self.text.get(pages[at].1..end)
    }
}

/// The page (number, first byte) that a byte of the text stands on.
fn page_at(pages: &[(usize, usize)], byte: usize) -> (usize, usize) {
    let at = pages.partition_point(|(_, start)| *start <= byte);
    at.checked_sub(1)
        .and_then(|at| pages.get(at))
        .copied()
        .unwrap_or((1, 0))
}

fn place(pages: &[(usize, usize)], byte: usize) -> PagePlace {
    let (page, start) = page_at(pages, byte);
    PagePlace {
        page,
        offset: byte - start,
    }
}

fn too_large(name: &str, bytes: u64, limit: usize) -> DocumentError {
    DocumentError::TooLarge {
        name: name.to_owned(),
        bytes,
        limit: limit as u64,
    }
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    bytes
        .iter()
        .flat_map(|b| [digit(b >> 4), digit(*b)])
        .collect()
}

/// The notice of a text that was cut.
pub(crate) fn only_the_first(bytes: usize) -> String {
    format!("only the first {bytes} bytes of readable text were kept")
}
