//! Objects of a PDF as they are written (ISO 32000-1, 7.2 and 7.3).

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Reference(u32),
    /// Anything else that stands between delimiters: operators, `stream`, `endobj`, or a delimiter out of place.
    Keyword(Vec<u8>),
}

/// Names and values in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Dict(pub(crate) Vec<(Vec<u8>, Object)>);

impl Dict {
    /// The value of a name, not resolved.
    pub(crate) fn get(&self, name: &str) -> Option<&Object> {
        let found = self.0.iter().find(|(known, _)| known == name.as_bytes());
        found.map(|(_, value)| value)
    }
}

impl Object {
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&self) -> Option<usize> {
        let number = self.number()?;
        (0.0..1e12).contains(&number).then_some(number as usize)
    }

    pub(crate) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(crate) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(crate) fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(array) => Some(array),
            _ => None,
        }
    }
}

/// How deep arrays and dictionaries may be nested.
const DEPTH: usize = 48;

/// How many objects one object may hold: memory, not the law, sets it.
const PARTS: usize = 1 << 20;

/// Reads objects one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Parser<'b> {
    pub(crate) bytes: &'b [u8],
    pub(crate) at: usize,
    parts: usize,
}

impl<'b> Parser<'b> {
    pub(crate) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            parts: 0,
        }
    }

    /// The next object; `None` at the end, or where objects are nested or crowded beyond measure.
    pub(crate) fn next(&mut self) -> Option<Object> {
        self.parts = 0;
        self.object(0)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Steps over white space and comments.
    pub(crate) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else if is_white(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.parts += 1;
        if depth > DEPTH || self.parts > PARTS {
            return None;
        }
        self.skip();
        let byte = self.peek()?;
        match byte {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::Text(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dict(depth),
            b'<' => Some(Object::Text(self.hexadecimal())),
            b'[' => self.array(depth),
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number()),
            _ => Some(self.keyword()),
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|b| is_regular(*b)) {
            self.at += 1;
            let pair =
                || Some(hex(*self.bytes.get(self.at)?)? << 4 | hex(*self.bytes.get(self.at + 1)?)?);
            match if byte == b'#' { pair() } else { None } {
                Some(coded) => {
                    name.push(coded);
                    self.at += 2;
                }
                None => name.push(byte),
            }
        }
        name
    }

    /// A string in parentheses.
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|b| (b'0'..=b'7').contains(b)) else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push((code & 255) as u8);
            }
            other => text.push(other),
        }
    }

    /// A string in angle brackets.
    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut half) = (Vec::new(), None);
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match half.take() {
                Some(high) => text.push(high << 4 | digit),
                None => half = Some(digit),
            }
        }
        text.extend(half.map(|high: u8| high << 4));
        text
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut array = Vec::new();
        loop {
            self.skip();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Object::Array(array));
            }
            match self.object(depth + 1)? {
                Object::Keyword(word) if word == b"endobj" || word == b">>" => {
                    return Some(Object::Array(array));
                }
                Object::Keyword(_) => {}
                object => array.push(object),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut dict = Dict::default();
        loop {
            match self.object(depth + 1)? {
                Object::Name(name) => {
                    let before = self.at;
                    match self.object(depth + 1)? {
                        // A value is missing.
                        Object::Keyword(_) => self.at = before.max(self.at.min(before)),
                        value => dict.0.push((name, value)),
                    }
                }
                Object::Keyword(word) if word == b">>" => return Some(Object::Dict(dict)),
                Object::Keyword(word) if word == b"endobj" || word == b"stream" => {
                    self.at -= word.len();
                    return Some(Object::Dict(dict));
                }
                _ => {}
            }
        }
    }

    /// A number, or the reference that begins with it.
    fn number(&mut self) -> Object {
        let start = self.at;
        let number = self.digits();
        let whole = self.bytes[start..self.at].iter().all(u8::is_ascii_digit);
        if whole && number <= f64::from(u32::MAX) {
            let behind = self.at;
            if self.reference() {
                return Object::Reference(number as u32);
            }
            self.at = behind;
        }
        Object::Number(number)
    }

    fn digits(&mut self) -> f64 {
        let (mut number, mut scale, mut negative) = (0.0, 0.0, false);
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' if scale == 0.0 => number = number * 10.0 + f64::from(byte - b'0'),
                b'0'..=b'9' => {
                    number += f64::from(byte - b'0') * scale;
                    scale /= 10.0;
                }
                b'.' if scale == 0.0 => scale = 0.1,
                b'-' => negative = true,
                b'+' => {}
                _ => break,
            }
            self.at += 1;
        }
        if negative { -number } else { number }
    }

    /// Whether ` 0 R` follows; steps over it.
    fn reference(&mut self) -> bool {
        let white = |bytes: &[u8]| bytes.iter().take(8).take_while(|b| is_white(**b)).count();
        let rest = &self.bytes[self.at..];
        let first = white(rest);
        let digits = rest[first..]
            .iter()
            .take(6)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let second = white(&rest[first + digits..]);
        let end = first + digits + second;
        let ends = !rest.get(end + 1).is_some_and(|b| is_regular(*b));
        if first > 0 && digits > 0 && second > 0 && rest.get(end) == Some(&b'R') && ends {
            self.at += end + 1;
            return true;
        }
        false
    }

    fn keyword(&mut self) -> Object {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        if self.at == start {
            // A delimiter out of place, or the end of a dictionary.
            self.at += if self.bytes[start..].starts_with(b">>") {
                2
            } else {
                1
            };
        }
        match &self.bytes[start..self.at] {
            b"true" => Object::Bool(true),
            b"false" => Object::Bool(false),
            b"null" => Object::Null,
            // Operators are short: longer words are garbage that need not be kept.
            word => Object::Keyword(word[..word.len().min(32)].to_vec()),
        }
    }
}

pub(crate) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects() {
        let source = b"<</A 1 0 R/B[1 -2.5(a\\(b\\051(c)\\101)<4 1>]/C#20D true>> % x\n Tj";
        let mut parser = Parser::new(source, 0);
        let object = parser.next().unwrap();
        let dict = object.dict().unwrap();
        assert_eq!(dict.get("A"), Some(&Object::Reference(1)));
        let array = dict.get("B").unwrap().array().unwrap();
        assert_eq!(array[1], Object::Number(-2.5));
        assert_eq!(array[2], Object::Text(b"a(b)(c)A".to_vec()));
        assert_eq!(array[3], Object::Text(b"A".to_vec()));
        assert_eq!(dict.get("C D"), Some(&Object::Bool(true)));
        assert_eq!(parser.next(), Some(Object::Keyword(b"Tj".to_vec())));
        assert_eq!(parser.next(), None);
        assert_eq!(Parser::new(&b"[".repeat(100_000), 0).next(), None);
    }
}
