//! Tags and their attributes, found by their marks alone.

use std::cell::Cell;

use memchr::{memchr, memmem, memrchr};

/// Something between `<` and `>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag<'s> {
    /// `<name attributes>`.
    Open { name: &'s str, attributes: &'s str },
    /// `</name>`.
    Close { name: &'s str },
    /// A comment, a declaration, an instruction.
    Other,
}

/// Finds tags in a source, in time linear in its length whatever it holds.
#[derive(Debug, Clone)]
pub(crate) struct Tags<'s> {
    source: &'s str,
    /// The last of each mark: behind it, searching is in vain.
    last_end: Option<usize>,
    last_double: Option<usize>,
    last_single: Option<usize>,
    last_comment: Option<usize>,
    /// Bytes that were searched for the ends of tags in vain.
    wasted: Cell<usize>,
}

impl<'s> Tags<'s> {
    pub(crate) fn of(source: &'s str) -> Self {
        let bytes = source.as_bytes();
        Self {
            source,
            last_end: memrchr(b'>', bytes),
            last_double: memrchr(b'"', bytes),
            last_single: memrchr(b'\'', bytes),
            last_comment: memmem::rfind(bytes, b"-->"),
            wasted: Cell::new(0),
        }
    }

    /// The tag at a `<`, with the first byte behind it; `None` where `<` is only a sign.
    pub(crate) fn at(&self, start: usize) -> Option<(Tag<'s>, usize)> {
        let bytes = self.source.as_bytes();
        if self.last_end.is_none_or(|last| last < start) {
            return None;
        }
        match bytes.get(start + 1)? {
            b'!' if bytes[start..].starts_with(b"<!--") => {
                Some((Tag::Other, self.comment(start + 4)))
            }
            b'!' | b'?' => Some((Tag::Other, self.end(start))),
            b'/' if bytes.get(start + 2)?.is_ascii_alphabetic() => {
                let end = self.end(start);
                let name = self.name(start + 2);
                Some((Tag::Close { name }, end))
            }
            // `</>` and the like are comments to a browser.
            b'/' => Some((Tag::Other, self.end(start))),
            byte if byte.is_ascii_alphabetic() => {
                let name = self.name(start + 1);
                let from = start + 1 + name.len();
                let end = self.quoted_end(from);
                let attributes = self.source.get(from..end - 1).unwrap_or("");
                Some((Tag::Open { name, attributes }, end))
            }
            _ => None,
        }
    }

    fn name(&self, start: usize) -> &'s str {
        let rest = &self.source[start..];
        let ends = |b: u8| b.is_ascii_whitespace() || b == b'>' || b == b'/' || b == b'<';
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        &rest[..length]
    }

    /// Behind the next `>`; there is one.
    fn end(&self, from: usize) -> usize {
        let rest = &self.source.as_bytes()[from..];
        from + memchr(b'>', rest).map_or(rest.len(), |at| at + 1)
    }

    /// Behind the end of a comment; one that does not end, ends at the next `>`.
    fn comment(&self, from: usize) -> usize {
        if self.last_comment.is_none_or(|last| last < from) {
            return self.end(from.min(self.source.len()));
        }
        let rest = &self.source.as_bytes()[from..];
        from + memmem::find(rest, b"-->").map_or(rest.len(), |at| at + 3)
    }

    /// Behind the next `>` that is in no quoted value.
    fn quoted_end(&self, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        if self.wasted.get() > 4 * bytes.len() {
            // Quotation marks are in such disorder that they say nothing.
            return self.end(from);
        }
        while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
            let mark = at + found;
            at = mark + 1;
            if bytes[mark] == b'>' {
                return at;
            }
            let before = bytes[from..mark].iter().rfind(|b| !b.is_ascii_whitespace());
            let last = if bytes[mark] == b'"' {
                self.last_double
            } else {
                self.last_single
            };
            // A quotation mark that opens nothing, or that nothing closes, is a byte like others.
            if before != Some(&b'=') || last.is_none_or(|last| last <= mark) {
                continue;
            }
            at += memchr(bytes[mark], &bytes[at..]).map_or(0, |close| close + 1);
        }
        // The last `>` stood in a quoted value: take the first, whatever it stands in.
        self.wasted.set(self.wasted.get() + bytes.len() - from);
        self.end(from)
    }

    /// Where the content of an element ends whose content is no markup: the start of its end tag, or the end of the source.
    pub(crate) fn raw_end(&self, name: &str, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let found = memmem::find_iter(&bytes[from..], b"</")
            .map(|at| from + at)
            .find(|at| {
                let rest = &bytes[at + 2..];
                let named = rest
                    .get(..name.len())
                    .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
                named && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
            });
        found.unwrap_or(bytes.len())
    }
}

/// The attributes of a tag: names as written, values without their quotation marks, references not read.
pub(crate) struct Attributes<'s>(pub(crate) &'s str);

impl<'s> Iterator for Attributes<'s> {
    type Item = (&'s str, &'s str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self
            .0
            .trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=');
        if rest.is_empty() {
            return None;
        }
        let ends = |c: char| c.is_ascii_whitespace() || c == '=' || c == '/';
        let (name, rest) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
            self.0 = rest;
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'');
        let quoted = quote.and_then(|quote| value[1..].split_once(quote));
        let (value, rest) = quoted.unwrap_or_else(|| {
            let end = value.find(|c: char| c.is_ascii_whitespace());
            value.split_at(end.unwrap_or(value.len()))
        });
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(source: &str) -> (&str, Vec<(&str, &str)>, usize) {
        match Tags::of(source).at(0) {
            Some((Tag::Open { name, attributes }, end)) => {
                (name, Attributes(attributes).collect(), end)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn attributes() {
        let source = "<a href='x>y' CLASS = \"b c\" hidden data-x=1/2 title=don't>";
        let expected = vec![
            ("href", "x>y"),
            ("CLASS", "b c"),
            ("hidden", ""),
            ("data-x", "1/2"),
            ("title", "don't"),
        ];
        assert_eq!(open(source), ("a", expected, source.len()));
        assert_eq!(open("<p class=\"x>text").2, 12);
        assert_eq!(open("<br/>"), ("br", vec![], 5));
    }

    #[test]
    fn signs_and_comments() {
        let at = |source| Tags::of(source).at(0);
        assert_eq!(at("< 5 and > 3"), None);
        assert_eq!(at("<x never ends"), None);
        assert_eq!(at("<!-- <p> -->x"), Some((Tag::Other, 12)));
        assert_eq!(at("<!-- <p>x"), Some((Tag::Other, 8)));
        assert_eq!(at("</P >"), Some((Tag::Close { name: "P" }, 5)));
        assert_eq!(Tags::of("<script>a</b></SCRIPT>").raw_end("script", 8), 13);
    }
}
