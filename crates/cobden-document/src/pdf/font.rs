//! From the codes of a string to characters (ISO 32000-1, 9.6 to 9.10).

use std::sync::OnceLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::cmap::Cmap;
use super::file::File;
use super::filter::Decoded;
use super::object::{Dict, Object};

/// A font as far as text needs it.
#[derive(Debug)]
pub(crate) struct Font {
    /// Code to characters, where the file says so itself.
    unicode: Option<Cmap>,
    /// Lengths of codes, of fonts with many characters.
    codes: Option<Cmap>,
    composite: bool,
    /// The codes are UTF-16.
    utf16: bool,
    /// Characters by code, of fonts of at most 256.
    table: Vec<String>,
    widths: FxHashMap<u32, f64>,
    default_width: Option<f64>,
}

/// How many widths a font may set.
const WIDTHS: usize = 1 << 16;

/// A code of a string.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph<'f> {
    /// Its characters; nothing where they are not known.
    pub(crate) text: Option<&'f str>,
    /// Its width in units of the font size.
    pub(crate) width: f64,
    /// The code is a single byte of 32, which word spacing applies to.
    pub(crate) is_space: bool,
}

impl Font {
    /// Reads a font.
    pub(crate) fn of(file: &File<'_>, dict: &Dict) -> Self {
        let subtype = file.value(dict, "Subtype");
        let composite = subtype.name() == Some(b"Type0");
        let unicode = stream(file, dict, "ToUnicode").map(|data| Cmap::parse(&data));
        let encoding = file.value(dict, "Encoding");
        let mut font = Self {
            unicode: unicode.filter(|map| !map.is_empty()),
            codes: None,
            composite,
            utf16: encoding
                .name()
                .is_some_and(|name| name.windows(5).any(|part| part == b"UTF16")),
            table: Vec::new(),
            widths: FxHashMap::default(),
            default_width: None,
        };
        if composite {
            font.codes = stream(file, dict, "Encoding").map(|data| Cmap::parse(&data));
            font.composite_widths(file, dict);
        } else {
            font.table = table(file, &encoding);
            let unit = match subtype.name() {
                Some(b"Type3") => type3_unit(file, dict),
                _ => 0.001,
            };
            font.simple_widths(file, dict, unit);
        }
        font
    }

    fn simple_widths(&mut self, file: &File<'_>, dict: &Dict, unit: f64) {
        let first = file.value(dict, "FirstChar").count().unwrap_or(0);
        if let Object::Array(widths) = file.value(dict, "Widths") {
            for (index, width) in widths.iter().take(256).enumerate() {
                let code = u32::try_from(first + index).unwrap_or(0);
                let width = file.resolve(width).number();
                self.widths.extend(width.map(|width| (code, width * unit)));
            }
        }
    }

    fn composite_widths(&mut self, file: &File<'_>, dict: &Dict) {
        let Object::Array(inner) = file.value(dict, "DescendantFonts") else {
            return;
        };
        let Some(Object::Dict(inner)) = inner.first().map(|font| file.resolve(font)) else {
            return;
        };
        self.default_width = Some(file.value(&inner, "DW").number().unwrap_or(1000.0) / 1000.0);
        let Object::Array(list) = file.value(&inner, "W") else {
            return;
        };
        // Either `first [width width ...]` or `first last width`.
        let (mut at, mut set) = (0, 0);
        while let Some(first) = list.get(at).and_then(Object::count) {
            // Long lists would cost more than they are worth.
            if set > WIDTHS {
                return;
            }
            match list.get(at + 1).map(|second| file.resolve(second)) {
                Some(Object::Array(widths)) => {
                    set += widths.len().min(WIDTHS);
                    for (index, width) in widths.iter().take(WIDTHS).enumerate() {
                        self.set_width(first.saturating_add(index), width.number());
                    }
                    at += 2;
                }
                Some(Object::Number(last)) => {
                    let width = list.get(at + 2).and_then(Object::number);
                    let last = (last as usize).min(first.saturating_add(WIDTHS));
                    set += last.saturating_sub(first) + 1;
                    (first..=last).for_each(|code| self.set_width(code, width));
                    at += 3;
                }
                _ => return,
            }
        }
    }

    /// How many entries it holds in memory.
    pub(crate) fn entries(&self) -> usize {
        let maps = [&self.unicode, &self.codes].into_iter().flatten();
        maps.map(Cmap::len).sum::<usize>() + self.widths.len() + self.table.len()
    }

    fn set_width(&mut self, code: usize, width: Option<f64>) {
        if let (Ok(code), Some(width)) = (u32::try_from(code), width) {
            self.widths.insert(code, width / 1000.0);
        }
    }

    /// The codes of a string.
    pub(crate) fn glyphs<'f>(&'f self, string: &'f [u8], mut each: impl FnMut(Glyph<'_>)) {
        let mut at = 0;
        let mut buffer = String::new();
        while at < string.len() {
            let rest = &string[at..];
            let length = self.code_length(rest).clamp(1, rest.len());
            let code = rest[..length]
                .iter()
                .fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
            at += length;
            buffer.clear();
            let known = self.characters(code, &rest[..length], &mut buffer);
            each(Glyph {
                text: known.then_some(buffer.as_str()),
                width: self.width(code, &buffer),
                is_space: length == 1 && code == 32,
            });
        }
    }

    fn code_length(&self, rest: &[u8]) -> usize {
        if !self.composite {
            return 1;
        }
        let stated = self.codes.as_ref().and_then(|map| map.length(rest));
        stated
            .or_else(|| self.unicode.as_ref()?.length(rest))
            .unwrap_or(2)
    }

    /// The characters of a code; false where nobody knows them.
    fn characters(&self, code: u32, bytes: &[u8], out: &mut String) -> bool {
        if let Some(text) = self.unicode.as_ref().and_then(|map| map.get(code)) {
            write_out(text, out);
            return true;
        }
        if self.utf16 {
            out.push_str(&utf16(bytes));
            return true;
        }
        if self.composite {
            return false;
        }
        match self.table.get(code as usize).map(String::as_str) {
            None | Some("") => code < 32,
            Some(text) => {
                write_out(text, out);
                true
            }
        }
    }

    fn width(&self, code: u32, text: &str) -> f64 {
        let known = self.widths.get(&code).copied().filter(|width| *width > 0.0);
        known
            .or(self.default_width)
            .unwrap_or_else(|| usual_width(text))
    }
}

/// Writes ligatures as their letters, and leaves control characters out.
fn write_out(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

/// Widths of the standard fonts, roughly: for files that leave them out.
fn usual_width(text: &str) -> f64 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.26,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.3,
            'm' | 'M' | 'W' | '@' | '%' | '—' => 0.85,
            'w' | 'A'..='Z' => 0.68,
            _ => 0.53,
        })
        .sum()
}

/// The scale of a font whose glyphs are drawings.
fn type3_unit(file: &File<'_>, dict: &Dict) -> f64 {
    let matrix = file.value(dict, "FontMatrix");
    let unit = matrix.array().and_then(|m| m.first()?.number());
    unit.map(f64::abs)
        .filter(|unit| *unit > 0.0)
        .unwrap_or(0.001)
}

/// The bytes of a stream in a dictionary.
fn stream(file: &File<'_>, dict: &Dict, name: &str) -> Option<Vec<u8>> {
    let Some(Object::Reference(number)) = dict.get(name) else {
        return None;
    };
    match file.stream(*number)?.1 {
        Decoded::Whole(data) | Decoded::Part(data) => Some(data),
        _ => None,
    }
}

/// Characters by code: a base encoding with its differences.
fn table(file: &File<'_>, encoding: &Object) -> Vec<String> {
    let (base, differences) = match encoding {
        Object::Name(name) => (Some(name.clone()), Object::Null),
        Object::Dict(inner) => {
            let base = file.value(inner, "BaseEncoding");
            (
                base.name().map(<[u8]>::to_vec),
                file.value(inner, "Differences"),
            )
        }
        _ => (None, Object::Null),
    };
    let mut table = base_table(base.as_deref());
    let mut code = 0;
    for item in differences.array().unwrap_or_default() {
        match item {
            Object::Number(number) => code = *number as usize,
            Object::Name(name) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = glyph(name).unwrap_or_default();
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    table
}

/// An encoding by its name. Without one, fonts mostly follow Windows.
fn base_table(name: Option<&[u8]>) -> Vec<String> {
    let charset: &'static Encoding = match name {
        Some(b"MacRomanEncoding") => MACINTOSH,
        _ => WINDOWS_1252,
    };
    let one = |code: u8| match code {
        0..32 | 127 => String::new(),
        0xAD if charset == WINDOWS_1252 => "-".to_owned(),
        _ => charset.decode_without_bom_handling(&[code]).0.into_owned(),
    };
    (0..=255).map(one).collect()
}

/// The characters of a glyph by its name: `eacute`, `f_i`, `uni2013`, `a.sc`.
fn glyph(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    name.split('_').map(single_glyph).collect()
}

fn single_glyph(name: &str) -> Option<String> {
    static NAMES: OnceLock<FxHashMap<&'static str, String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let lines = include_str!("../../data/glyphs.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once(' '));
        let point = |p: &str| u32::from_str_radix(p, 16).ok().and_then(char::from_u32);
        pairs
            .filter_map(|(name, points)| {
                Some((
                    name,
                    points.split('+').map(point).collect::<Option<String>>()?,
                ))
            })
            .collect()
    });
    if let Some(text) = names.get(name) {
        return Some(text.clone());
    }
    if name.len() == 1 {
        return Some(name.to_owned());
    }
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    if digits.len() < 4 || !digits.is_ascii() {
        return None;
    }
    let point = u32::from_str_radix(digits.get(..digits.len().min(6))?, 16)
        .or_else(|_| u32::from_str_radix(&digits[..4], 16));
    char::from_u32(point.ok()?).map(String::from)
}

/// UTF-16 with the high byte first.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{FFFD}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names() {
        for (name, text) in [
            ("eacute", "é"),
            ("A", "A"),
            ("f_i", "fi"),
            ("uni2013", "–"),
            ("a.sc", "a"),
            ("ffi", "ffi"),
            ("u1F600", "😀"),
        ] {
            assert_eq!(glyph(name.as_bytes()).as_deref(), Some(text), "{name}");
        }
        assert_eq!(glyph(b"g123"), None);
        assert_eq!(base_table(Some(b"MacRomanEncoding"))[0xD2], "“");
        assert_eq!(base_table(None)[0x93], "“");
    }
}
