//! The objects of a PDF file, found by reading it from front to back.
//!
//! The table of objects at a file's end is not used: it is what is damaged most often, and reading all of the file costs
//! little. Where an object is written twice, the later one counts, as the table would have it too.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::PdfFault;
use crate::limits::Limits;

use super::filter::{Decoded, decode};
use super::object::{Dict, Object, Parser, is_white};

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In the file, behind `obj`.
    At(usize),
    /// In the stream with this number: the byte it begins at.
    In(u32, usize),
}

/// A file with its objects.
pub(crate) struct File<'b> {
    bytes: &'b [u8],
    limits: &'b Limits,
    places: FxHashMap<u32, Place>,
    /// Object numbers in the order of the file.
    order: Vec<u32>,
    /// Streams of objects, decoded.
    packed: RefCell<FxHashMap<u32, Rc<Vec<u8>>>>,
    pub(crate) trailer: Dict,
    /// Bytes that may still be decoded.
    left: Cell<usize>,
    until: Instant,
    slow: Cell<bool>,
    /// Streams of objects that could not be read.
    pub(crate) lost: usize,
}

impl<'b> File<'b> {
    /// Finds the objects of a file.
    ///
    /// # Errors
    /// [`PdfFault`] where there are none, or where they do not end.
    pub(crate) fn open(bytes: &'b [u8], limits: &'b Limits) -> Result<Self, PdfFault> {
        let mut file = Self {
            bytes,
            limits,
            places: FxHashMap::default(),
            order: Vec::new(),
            packed: RefCell::default(),
            trailer: Dict::default(),
            left: Cell::new(limits.inflated),
            until: Instant::now() + Duration::from_secs(limits.seconds),
            slow: Cell::new(false),
            lost: 0,
        };
        file.index()?;
        if file.places.is_empty() && !file.is_slow() {
            return Err(PdfFault::NoObjects);
        }
        file.trailers();
        Ok(file)
    }

    /// Whether time is up; once it is, no more objects are given out.
    pub(crate) fn is_slow(&self) -> bool {
        if !self.slow.get() && Instant::now() >= self.until {
            self.slow.set(true);
        }
        self.slow.get()
    }

    /// The numbers of all objects, in the order of the file.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        let mut seen = FxHashSet::default();
        self.order
            .iter()
            .copied()
            .filter(move |number| seen.insert(*number))
    }

    fn index(&mut self) -> Result<(), PdfFault> {
        let finder = memmem::Finder::new(b"obj");
        let most = self.bytes.len().saturating_mul(4).saturating_add(1 << 24);
        let (mut at, mut wasted) = (0, 0_usize);
        // Once the end of a stream was searched in vain, there is none further on either.
        let mut ends = true;
        while let Some(found) = finder.find(&self.bytes[at..]) {
            let word = at + found;
            at = word + 3;
            let Some(number) = self.number_before(word) else {
                continue;
            };
            if self.is_slow() {
                return Ok(());
            }
            let mut parser = Parser::new(self.bytes, at);
            let Some(object) = parser.next() else {
                wasted += parser.at - at;
                if wasted > most {
                    return Err(PdfFault::Tangled);
                }
                continue;
            };
            self.places.insert(number, Place::At(at));
            self.order.push(number);
            at = parser.at.max(at);
            let Object::Dict(dict) = object else { continue };
            let Some(body) = stream_start(self.bytes, parser.at) else {
                continue;
            };
            let end = match stated_end(self.bytes, body, &dict) {
                Some(end) => end,
                None if ends => {
                    let end = memmem::find(&self.bytes[body..], b"endstream");
                    ends = end.is_some();
                    end.map_or(body, |end| body + end)
                }
                None => body,
            };
            at = end;
            match dict.get("Type").and_then(Object::name) {
                Some(b"ObjStm") => self.unpack(number, &dict, body, end),
                Some(b"XRef") => self.take_trailer(dict),
                _ => {}
            }
        }
        Ok(())
    }

    /// The object number before the word `obj` (`12 0 obj`).
    fn number_before(&self, word: usize) -> Option<u32> {
        let line = &self.bytes[word.saturating_sub(32)..word];
        let line = trim_white(line);
        let generation = line.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let rest = &line[..line.len() - generation];
        let number = trim_white(rest);
        if generation == 0 || number.len() == rest.len() {
            return None;
        }
        let digits = number
            .iter()
            .rev()
            .take_while(|b| b.is_ascii_digit())
            .count();
        std::str::from_utf8(&number[number.len() - digits..])
            .ok()?
            .parse()
            .ok()
    }

    /// Places of the objects in a stream of objects.
    fn unpack(&mut self, number: u32, dict: &Dict, body: usize, end: usize) {
        let count = |name: &str| dict.get(name).and_then(Object::count);
        let raw = &self.bytes[body..end.max(body)];
        let (Some(first), Some(many), Some(data)) =
            (count("First"), count("N"), self.inflated(dict, raw))
        else {
            self.lost += 1;
            return;
        };
        let mut parser = Parser::new(&data, 0);
        for _ in 0..many {
            let pair = (parser.next(), parser.next());
            let (Some(Object::Number(inner)), Some(Object::Number(offset))) = pair else {
                break;
            };
            let start = first.saturating_add(offset as usize);
            if start < data.len() {
                let inner = inner as u32;
                self.places.insert(inner, Place::In(number, start));
                self.order.push(inner);
            }
        }
        self.packed.borrow_mut().insert(number, Rc::new(data));
    }

    /// Takes what trailers say, the last one first.
    fn trailers(&mut self) {
        let found: Vec<usize> = memmem::rfind_iter(self.bytes, b"trailer")
            .take(16)
            .collect();
        for at in found {
            if let Some(Object::Dict(dict)) = Parser::new(self.bytes, at + 7).next() {
                let known = std::mem::take(&mut self.trailer);
                self.take_trailer(dict);
                self.take_trailer(known);
            }
        }
    }

    /// Names that are new go to the end: the first of a name counts.
    fn take_trailer(&mut self, dict: Dict) {
        let wanted = |name: &[u8]| [&b"Root"[..], b"Info", b"Encrypt"].contains(&name);
        let mut merged = Dict(
            dict.0
                .into_iter()
                .filter(|(name, _)| wanted(name))
                .collect(),
        );
        merged.0.append(&mut self.trailer.0);
        self.trailer = merged;
    }

    /// An object by its number.
    pub(crate) fn get(&self, number: u32) -> Object {
        if self.is_slow() {
            return Object::Null;
        }
        let object = match self.places.get(&number) {
            Some(Place::At(at)) => Parser::new(self.bytes, *at).next(),
            Some(Place::In(stream, start)) => {
                let data = self.packed.borrow().get(stream).cloned();
                data.and_then(|data| Parser::new(&data, *start).next())
            }
            None => None,
        };
        object.unwrap_or(Object::Null)
    }

    /// What an object refers to, if it is a reference.
    pub(crate) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..16 {
            match object {
                Object::Reference(number) => object = self.get(number),
                other => return other,
            }
        }
        Object::Null
    }

    /// The value of a name in a dictionary, resolved.
    pub(crate) fn value(&self, dict: &Dict, name: &str) -> Object {
        dict.get(name)
            .map_or(Object::Null, |value| self.resolve(value))
    }

    /// A dictionary in a dictionary.
    pub(crate) fn inner(&self, dict: &Dict, name: &str) -> Dict {
        match self.value(dict, name) {
            Object::Dict(dict) => dict,
            _ => Dict::default(),
        }
    }

    /// A stream's dictionary and decoded bytes.
    pub(crate) fn stream(&self, number: u32) -> Option<(Dict, Decoded)> {
        let Place::At(at) = *self.places.get(&number)? else {
            return None;
        };
        if self.is_slow() {
            return None;
        }
        let mut parser = Parser::new(self.bytes, at);
        let Some(Object::Dict(dict)) = parser.next() else {
            return None;
        };
        let body = stream_start(self.bytes, parser.at)?;
        let length = self.value(&dict, "Length").count();
        let end = length
            .and_then(|length| checked_end(self.bytes, body, length))
            .unwrap_or_else(|| {
                let rest = &self.bytes[body..];
                body + memmem::find(rest, b"endstream").unwrap_or(rest.len())
            });
        let data = self.decoded(&dict, &self.bytes[body..end]);
        Some((dict, data))
    }

    /// Decodes within what the limits leave.
    fn decoded(&self, dict: &Dict, raw: &[u8]) -> Decoded {
        let left = self.left.get();
        if left == 0 {
            return Decoded::TooLarge;
        }
        // Filters and their parameters may be references.
        let names = ["Filter", "F", "DecodeParms", "DP"];
        let resolved = names.iter().filter_map(|name| {
            let value = self.resolve(dict.get(name)?);
            let value = match value {
                Object::Array(list) => {
                    Object::Array(list.iter().take(16).map(|o| self.resolve(o)).collect())
                }
                other => other,
            };
            Some((name.as_bytes().to_vec(), value))
        });
        let dict = Dict(resolved.collect());
        let limit = left.min(self.limits.stream);
        let decoded = decode(&dict, raw, limit);
        let cost = match &decoded {
            Decoded::Whole(data) | Decoded::Part(data) => data.len(),
            Decoded::TooLarge => limit,
            Decoded::Unreadable => 0,
        };
        self.left.set(left - cost.min(left));
        decoded
    }

    fn inflated(&self, dict: &Dict, raw: &[u8]) -> Option<Vec<u8>> {
        match self.decoded(dict, raw) {
            Decoded::Whole(data) | Decoded::Part(data) => Some(data),
            _ => None,
        }
    }
}

/// Where the body of a stream begins, if one follows a dictionary.
fn stream_start(bytes: &[u8], at: usize) -> Option<usize> {
    let mut parser = Parser::new(bytes, at);
    parser.skip();
    let rest = bytes[parser.at..].strip_prefix(b"stream")?;
    let line = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    Some(parser.at + 6 + line)
}

/// The end that the dictionary states, if it is right.
fn stated_end(bytes: &[u8], body: usize, dict: &Dict) -> Option<usize> {
    checked_end(bytes, body, dict.get("Length")?.count()?)
}

/// The end of a body of some length, if `endstream` follows.
fn checked_end(bytes: &[u8], body: usize, length: usize) -> Option<usize> {
    let end = body.checked_add(length)?;
    let behind = bytes.get(end..)?;
    let white = behind.iter().take(4).take_while(|b| is_white(**b)).count();
    behind[white..].starts_with(b"endstream").then_some(end)
}

fn trim_white(bytes: &[u8]) -> &[u8] {
    let white = bytes.iter().rev().take_while(|b| is_white(**b)).count();
    &bytes[..bytes.len() - white]
}
