//! What the operators of a page write (ISO 32000-1, 8 and 9).

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::file::File;
use super::filter::Decoded;
use super::font::Font;
use super::line::{Lines, Stroke};
use super::matrix::Matrix;
use super::object::{Dict, Object, Parser, is_white};

/// How deep forms may draw forms, and how many states may be kept.
const FORMS: usize = 12;
const STATES: usize = 256;

/// How many entries of fonts are kept in memory.
const ENTRIES: usize = 1 << 20;

/// How many operands an operator may have.
const OPERANDS: usize = 4096;

/// The state of drawing as far as text needs it.
#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// Draws pages without a pen.
pub(crate) struct Drawing<'f, 'b> {
    file: &'f File<'b>,
    fonts: FxHashMap<u32, Rc<Font>>,
    /// Entries of all these fonts.
    entries: usize,
    /// Operations that are left.
    pub(crate) operations: usize,
    /// Codes whose characters nobody knows, and all codes.
    pub(crate) unknown: usize,
    pub(crate) codes: usize,
    /// A form was left out, as it expands too far or is damaged.
    pub(crate) incomplete: bool,
    lines: Lines,
    /// The string that was shown last and where: printing twice is how some programs make bold.
    last: (Vec<u8>, f64, f64),
}

impl<'f, 'b> Drawing<'f, 'b> {
    pub(crate) fn new(file: &'f File<'b>, operations: usize) -> Self {
        Self {
            file,
            fonts: FxHashMap::default(),
            entries: 0,
            operations,
            unknown: 0,
            codes: 0,
            incomplete: false,
            lines: Lines::default(),
            last: (Vec::new(), 0.0, 0.0),
        }
    }

    /// The lines of a page.
    pub(crate) fn page(&mut self, content: &[u8], resources: &Dict) -> Lines {
        let state = State {
            matrix: Matrix::UNIT,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.run(content, resources, state, 0);
        std::mem::take(&mut self.lines)
    }

    fn run(&mut self, content: &[u8], resources: &Dict, mut state: State, depth: usize) {
        let mut parser = Parser::new(content, 0);
        let mut operands: Vec<Object> = Vec::new();
        let mut states: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::UNIT, Matrix::UNIT);
        // For every part that is marked: whether it belongs to the page and not to its text.
        let mut marks: Vec<bool> = Vec::new();
        loop {
            let before = parser.at;
            let operator = match parser.next() {
                Some(Object::Keyword(word)) => word,
                Some(object) => {
                    if operands.len() < OPERANDS {
                        operands.push(object);
                    }
                    continue;
                }
                None if parser.at >= content.len() || parser.at == before => return,
                None => continue,
            };
            if self.operations == 0 || (self.operations.is_multiple_of(1024) && self.file.is_slow())
            {
                return;
            }
            self.operations -= 1;
            let number = |index: usize| operands.get(index).and_then(Object::number).unwrap_or(0.0);
            let matrix = || Matrix(std::array::from_fn(number));
            let hidden = marks.contains(&true);
            match operator.as_slice() {
                b"q" if states.len() < STATES => states.push(state.clone()),
                b"Q" => state = states.pop().unwrap_or(state),
                b"cm" => state.matrix = matrix().then(state.matrix),
                b"BT" => (text, line) = (Matrix::UNIT, Matrix::UNIT),
                b"Tf" => {
                    state.size = number(1);
                    let name = operands.first().and_then(Object::name);
                    state.font = name.and_then(|name| self.font(resources, name));
                }
                b"Tc" => state.character_space = number(0),
                b"Tw" => state.word_space = number(0),
                b"Tz" => state.scale = number(0) / 100.0,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Tm" => (text, line) = (matrix(), matrix()),
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -number(1);
                    }
                    line = Matrix::shift(number(0), number(1)).then(line);
                    text = line;
                }
                b"T*" => {
                    line = Matrix::shift(0.0, -state.leading).then(line);
                    text = line;
                }
                b"Tj" | b"'" | b"\"" => {
                    if operator != b"Tj" {
                        line = Matrix::shift(0.0, -state.leading).then(line);
                        text = line;
                    }
                    if operator == b"\"" {
                        (state.word_space, state.character_space) = (number(0), number(1));
                    }
                    if let Some(Object::Text(string)) = operands.last() {
                        self.show(string, &state, &mut text, hidden);
                    }
                }
                b"TJ" => {
                    for item in operands.first().and_then(Object::array).unwrap_or_default() {
                        match item {
                            Object::Text(string) => self.show(string, &state, &mut text, hidden),
                            Object::Number(back) => {
                                let x = -back / 1000.0 * state.size * state.scale;
                                text = Matrix::shift(x, 0.0).then(text);
                            }
                            _ => {}
                        }
                    }
                }
                b"BMC" | b"BDC" if marks.len() < STATES => {
                    marks.push(operands.first().and_then(Object::name) == Some(b"Artifact"));
                }
                b"EMC" => drop(marks.pop()),
                b"BI" => parser.at = inline_image_end(content, parser.at),
                b"Do" if depth < FORMS && !hidden => {
                    if let Some(name) = operands.first().and_then(Object::name) {
                        self.form(resources, name, &state, depth);
                    }
                }
                _ => {}
            }
            operands.clear();
        }
    }

    fn font(&mut self, resources: &Dict, name: &[u8]) -> Option<Rc<Font>> {
        if self.file.is_slow() {
            return None;
        }
        let fonts = self.file.inner(resources, "Font");
        let name = std::str::from_utf8(name).ok()?;
        let entry = fonts.get(name)?;
        if let Object::Reference(number) = entry
            && let Some(known) = self.fonts.get(number)
        {
            return Some(known.clone());
        }
        let Object::Dict(dict) = self.file.resolve(entry) else {
            return None;
        };
        let font = Rc::new(Font::of(self.file, &dict));
        if let Object::Reference(number) = entry {
            // Fonts of hostile files may come without end; those of sound ones are few.
            self.entries += font.entries();
            if self.entries > ENTRIES {
                self.fonts.clear();
                self.entries = font.entries();
            }
            self.fonts.insert(*number, font.clone());
        }
        Some(font)
    }

    fn form(&mut self, resources: &Dict, name: &[u8], state: &State, depth: usize) {
        let objects = self.file.inner(resources, "XObject");
        let named = std::str::from_utf8(name)
            .ok()
            .and_then(|name| objects.get(name));
        let Some(Object::Reference(number)) = named else {
            return;
        };
        // Images are not even unpacked.
        let Object::Dict(dict) = self.file.get(*number) else {
            return;
        };
        if self.file.value(&dict, "Subtype").name() != Some(b"Form") {
            return;
        }
        let content = match self.file.stream(*number) {
            Some((_, Decoded::Whole(content))) => content,
            Some((_, Decoded::Part(content))) => {
                self.incomplete = true;
                content
            }
            _ => {
                self.incomplete = true;
                return;
            }
        };
        let mut state = state.clone();
        if let Object::Array(matrix) = self.file.value(&dict, "Matrix")
            && matrix.len() == 6
        {
            let number = |index: usize| matrix.get(index).and_then(Object::number).unwrap_or(0.0);
            state.matrix = Matrix(std::array::from_fn(number)).then(state.matrix);
        }
        let own = self.file.value(&dict, "Resources");
        self.run(&content, own.dict().unwrap_or(resources), state, depth + 1);
    }

    /// Shows a string.
    fn show(&mut self, string: &[u8], state: &State, text: &mut Matrix, hidden: bool) {
        let Some(font) = &state.font else { return };
        let start = text.then(state.matrix).point(0.0, state.rise);
        let near = |a: f64, b: f64| (a - b).abs() < 0.08 * state.size.abs();
        let again = string.len() > 1
            && self.last.0 == string
            && near(self.last.1, start.0)
            && near(self.last.2, start.1);
        self.last = (string.to_vec(), start.0, start.1);
        let (lines, codes, unknown) = (&mut self.lines, &mut self.codes, &mut self.unknown);
        font.glyphs(string, |glyph| {
            let whole = text.then(state.matrix);
            let space = if glyph.is_space {
                state.word_space
            } else {
                0.0
            };
            let drawn = glyph.width * state.size * state.scale;
            let step = drawn + (state.character_space + space) * state.scale;
            *codes += 1;
            *unknown += usize::from(glyph.text.is_none());
            if !hidden && !again {
                let [a, b, c, d, ..] = whole.0;
                lines.add(&Stroke {
                    text: glyph.text.unwrap_or("\u{FFFD}"),
                    from: whole.point(0.0, state.rise),
                    to: whole.point(drawn, state.rise),
                    direction: (a, b),
                    size: state.size.abs() * c.hypot(d),
                });
            }
            *text = Matrix::shift(step, 0.0).then(*text);
        });
    }
}

/// Where an image inside the content ends: behind `EI` between white space.
fn inline_image_end(content: &[u8], from: usize) -> usize {
    let rest = &content[from..];
    let ends = memchr::memmem::find_iter(rest, b"EI").find(|at| {
        let before = at.checked_sub(1).and_then(|at| rest.get(at));
        let behind = rest.get(at + 2);
        before.is_some_and(|b| is_white(*b)) && behind.is_none_or(|b| is_white(*b))
    });
    ends.map_or(content.len(), |at| from + at + 2)
}
