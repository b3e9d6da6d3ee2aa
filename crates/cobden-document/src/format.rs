//! What sort of file it is, told by its bytes.

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text, Markdown included.
    Text,
    /// HTML and XHTML.
    Html,
    /// PDF.
    Pdf,
}

impl Format {
    /// `text`, `html` or `pdf`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}

/// Formats that are known by their first bytes and not read.
const REFUSED: [(&[u8], &str); 14] = [
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document (DOCX, ODT, EPUB)",
    ),
    (b"\xD0\xCF\x11\xE0", "an old office document (DOC, XLS)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"7z\xBC\xAF", "a 7-Zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%!PS", "a PostScript file"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7FELF", "a program"),
];

/// How far into a file one looks.
const HEAD: usize = 64 * 1024;

/// The name of the format, if it is one of those not read.
pub(crate) fn refused(bytes: &[u8]) -> Option<&'static str> {
    let known = REFUSED.iter().find(|(magic, _)| bytes.starts_with(magic));
    known.map(|(_, what)| *what)
}

/// Whether the file is a PDF: its mark may follow up to a kilobyte of other bytes, as viewers allow.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let Some(at) = memchr::memmem::find(head, b"%PDF-") else {
        return false;
    };
    // A text about PDF has words before the mark and no objects behind it.
    at == 0 || memchr::memmem::find(bytes, b" obj").is_some()
}

/// Whether decoded text is HTML: it begins like a page, or holds many of the tags that running text is marked up with.
pub(crate) fn is_html(text: &str, name: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let begins = |mark: &str| {
        let head = start.as_bytes().get(..mark.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(mark.as_bytes()))
    };
    if ["<!doctype html", "<html", "<head>", "<body"]
        .iter()
        .any(|mark| begins(mark))
    {
        return true;
    }
    let head = &start.as_bytes()[..start.len().min(HEAD)];
    let lower = name.to_ascii_lowercase();
    let named = [".html", ".htm", ".xhtml"]
        .iter()
        .any(|end| lower.ends_with(end));
    let enough = match (start.starts_with('<'), named) {
        (true, _) => 3,
        (false, true) => 1,
        (false, false) => 8,
    };
    tags(head, enough) >= enough
}

/// How many tags of running text there are, counted up to `enough`.
fn tags(head: &[u8], enough: usize) -> usize {
    const NAMES: [&[u8]; 19] = [
        b"p", b"div", b"br", b"a", b"span", b"html", b"body", b"li", b"ul", b"td", b"tr", b"h1",
        b"h2", b"h3", b"b", b"em", b"i", b"strong", b"article",
    ];
    let opens = memchr::memchr_iter(b'<', head).filter(|at| {
        let rest = &head[at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let length = rest
            .iter()
            .take(8)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        let ends = matches!(
            rest.get(length),
            Some(b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t')
        );
        ends && NAMES
            .iter()
            .any(|name| rest[..length].eq_ignore_ascii_case(name))
    });
    opens.take(enough).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert!(is_html("\n<!DOCTYPE html><p>x", "a.txt"));
        assert!(is_html("<p>one<p>two<br>", "a"));
        assert!(is_html("Duties <b>rise</b>", "a.htm"));
        assert!(!is_html("Duties <b>rise</b>", "a.txt"));
        assert!(!is_html("if 1 < 2 and 3 > 2", "a.html"));
        assert!(is_pdf(b"%PDF-1.4"));
        assert!(is_pdf(b"\n%PDF-1.4\n1 0 obj"));
        assert!(!is_pdf(b"How a file with %PDF-1.4 begins"));
        assert!(refused(b"PK\x03\x04..").is_some());
    }
}
