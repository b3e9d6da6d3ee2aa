//! Line numbers in text tables, as an editor shows them.

/// Counts lines up to byte offsets that only go forward.
///
/// The CSV reader's own count is one behind in files with Windows line ends and after blank lines.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            line: 1,
        }
    }

    /// Line, from 1, of the first record at or after a byte offset: line ends there are passed over.
    pub(crate) fn line_at(&mut self, offset: usize) -> usize {
        while let Some(byte) = self.bytes.get(self.at) {
            let is_end = matches!(byte, b'\r' | b'\n');
            if self.at >= offset && !is_end {
                break;
            }
            // Windows ends lines with two characters.
            let is_first_of_two = *byte == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            self.line += usize::from(is_end && !is_first_of_two);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn all_line_ends_count_once() {
        for text in ["a\nb\n\nc\n", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r"] {
            let mut lines = Lines::new(text.as_bytes());
            let found: Vec<usize> = ["a", "b", "c"]
                .iter()
                .map(|word| lines.line_at(text.find(word).unwrap()))
                .collect();
            assert_eq!(found, [1, 2, 4], "{text:?}");
        }
    }

    #[test]
    fn offsets_on_line_ends_belong_to_the_next_record() {
        let mut lines = Lines::new(b"a\r\n\r\nb");
        assert_eq!(lines.line_at(0), 1);
        assert_eq!(lines.line_at(2), 3);
        assert_eq!(lines.line_at(99), 3);
    }
}
