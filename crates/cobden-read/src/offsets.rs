//! From bytes to code points and back.

/// How many bytes lie between two remembered places.
const STEP: usize = 64;

/// The code points of a text, counted once so that a place is found without counting from the start.
#[derive(Debug, Clone)]
pub struct Offsets<'t> {
    /// Code points before byte `i * STEP` (rounded down to a character boundary).
    before: Vec<usize>,
    text: &'t str,
}

impl<'t> Offsets<'t> {
    /// Counts the code points of a text.
    pub fn of(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 2);
        let mut count = 0;
        for block in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += characters(block);
        }
        before.push(count);
        Self { before, text }
    }

    /// Code points before a byte.
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / STEP;
        let start = block * STEP;
        let Some(before) = self.before.get(block) else {
            return 0;
        };
        before + characters(&self.text.as_bytes()[start..byte])
    }

    /// The byte at which a code point begins; the text's length for one past its end.
    pub fn byte(&self, code_point: usize) -> usize {
        let block = self
            .before
            .partition_point(|before| *before <= code_point)
            .saturating_sub(1);
        let mut count = self.before.get(block).copied().unwrap_or(0);
        for (index, byte) in self.text.bytes().enumerate().skip(block * STEP) {
            if starts_a_character(byte) {
                if count == code_point {
                    return index;
                }
                count += 1;
            }
        }
        self.text.len()
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|byte| starts_a_character(**byte))
        .count()
}

fn starts_a_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_and_back(text in "(\\PC|\n){0,3000}") {
            let offsets = Offsets::of(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.code_point(byte), count);
                prop_assert_eq!(offsets.byte(count), byte);
            }
            prop_assert_eq!(offsets.code_point(text.len()), text.chars().count());
            prop_assert_eq!(offsets.byte(text.chars().count()), text.len());
        }
    }
}
