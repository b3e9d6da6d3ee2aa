//! Maps from codes to characters that a PDF brings along (ISO 32000-1, 9.10.3).

use rustc_hash::FxHashMap;

use super::font::utf16;
use super::object::{Object, Parser};

/// How many codes a map may set, those that it sets again included.
const CODES: usize = 1 << 17;

/// A map.
#[derive(Debug, Default)]
pub(crate) struct Cmap {
    characters: FxHashMap<u32, String>,
    /// Ranges of codes by their length in bytes.
    spaces: Vec<(usize, u32, u32)>,
    /// How many codes were set.
    set: usize,
}

impl Cmap {
    pub(crate) fn parse(data: &[u8]) -> Self {
        let mut map = Self::default();
        let mut parser = Parser::new(data, 0);
        // Operands before an operator.
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = parser.next() {
            let Object::Keyword(word) = object else {
                if operands.len() < 4096 {
                    operands.push(object);
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => operands.chunks_exact(2).for_each(|pair| map.space(pair)),
                b"endbfchar" => operands
                    .chunks_exact(2)
                    .for_each(|pair| map.one(&pair[0], &pair[1])),
                b"endbfrange" => operands.chunks_exact(3).for_each(|range| map.range(range)),
                _ => {}
            }
            operands.clear();
        }
        map
    }

    /// Whether it says nothing of characters.
    pub(crate) fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// How many codes it has.
    pub(crate) fn len(&self) -> usize {
        self.characters.len()
    }

    /// The characters of a code.
    pub(crate) fn get(&self, code: u32) -> Option<&str> {
        self.characters.get(&code).map(String::as_str)
    }

    /// How many bytes the next code has.
    pub(crate) fn length(&self, rest: &[u8]) -> Option<usize> {
        let fits = |(length, low, high): &&(usize, u32, u32)| {
            let bytes = rest.get(..*length);
            bytes
                .map(number)
                .is_some_and(|code| (*low..=*high).contains(&code))
        };
        self.spaces.iter().find(fits).map(|(length, _, _)| *length)
    }

    fn space(&mut self, pair: &[Object]) {
        if let [Object::Text(low), Object::Text(high)] = pair
            && (1..=4).contains(&low.len())
            && self.spaces.len() < 64
        {
            self.spaces.push((low.len(), number(low), number(high)));
        }
    }

    fn one(&mut self, code: &Object, text: &Object) {
        if let (Object::Text(code), Object::Text(text)) = (code, text)
            && self.set < CODES
            && text.len() <= 64
        {
            self.set += 1;
            let text = match text.as_slice() {
                [one] => char::from(*one).to_string(),
                more => utf16(more),
            };
            self.characters.insert(number(code), text);
        }
    }

    fn range(&mut self, range: &[Object]) {
        let [Object::Text(low), Object::Text(high), target] = range else {
            return;
        };
        let (low, high) = (number(low), number(high));
        match target {
            Object::Array(texts) => {
                for (index, text) in texts.iter().enumerate().take(1 << 16) {
                    let code = low.saturating_add(u32::try_from(index).unwrap_or(0));
                    self.one(&Object::Text(code.to_be_bytes().to_vec()), text);
                }
            }
            Object::Text(first) if first.len() >= 2 && first.len() <= 64 => {
                let (head, last) = first.split_at(first.len() - 2);
                let start = u16::from_be_bytes([last[0], last[1]]);
                for code in low..=high.min(low.saturating_add(0xFFFF)) {
                    if self.set >= CODES {
                        return;
                    }
                    self.set += 1;
                    let step = u16::try_from(code - low).unwrap_or(u16::MAX);
                    let mut text = head.to_vec();
                    text.extend(start.wrapping_add(step).to_be_bytes());
                    self.characters.insert(code, utf16(&text));
                }
            }
            _ => {}
        }
    }
}

/// The number that up to four bytes make.
fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .take(4)
        .rev()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges() {
        let map = Cmap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0004> <00660069> \
              endbfchar 2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0078> <D83DDE00>] endbfrange",
        );
        assert_eq!(map.get(4), Some("fi"));
        assert_eq!(map.get(0x12), Some("C"));
        assert_eq!(map.get(0x21), Some("😀"));
        assert_eq!(map.length(b"\0\x03"), Some(2));
        assert_eq!(map.get(5), None);
    }
}
