//! Characters at places become lines.

/// A character with its place on the page.
pub(crate) struct Stroke<'t> {
    pub(crate) text: &'t str,
    pub(crate) from: (f64, f64),
    pub(crate) to: (f64, f64),
    /// Where writing goes.
    pub(crate) direction: (f64, f64),
    pub(crate) size: f64,
}

/// A line, in coordinates along its direction and across it (growing upwards).
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) across: f64,
    pub(crate) size: f64,
    pub(crate) direction: (f64, f64),
}

/// Lines in the order in which the page writes them, which mostly is that of reading.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) lines: Vec<Line>,
}

/// Gaps, in font sizes: from which on words part, and from which on columns of a table do.
const WORD: f64 = 0.16;
const COLUMN: f64 = 2.5;

impl Lines {
    /// Bytes of all lines.
    pub(crate) fn bytes(&self) -> usize {
        self.lines.iter().map(|line| line.text.len()).sum()
    }

    pub(crate) fn add(&mut self, stroke: &Stroke<'_>) {
        let length = stroke.direction.0.hypot(stroke.direction.1);
        let known = [
            stroke.from.0,
            stroke.from.1,
            stroke.to.0,
            stroke.to.1,
            stroke.size,
            length,
        ];
        if known.iter().any(|n| !n.is_finite()) {
            return;
        }
        let (x, y) = match length {
            0.0 => (1.0, 0.0),
            length => (stroke.direction.0 / length, stroke.direction.1 / length),
        };
        let along = |point: (f64, f64)| point.0 * x + point.1 * y;
        let (start, end) = (along(stroke.from), along(stroke.to));
        let across = stroke.from.1 * x - stroke.from.0 * y;
        if let Some(last) = self.lines.last_mut()
            && last.goes_on(start, across, (x, y), stroke.size)
        {
            last.write(stroke, start, end, across);
            return;
        }
        if stroke.text.trim().is_empty() {
            return;
        }
        self.lines.push(Line {
            text: stroke.text.to_owned(),
            start,
            end,
            across,
            size: stroke.size,
            direction: (x, y),
        });
    }
}

impl Line {
    /// Whether a character stands on this line, behind what is written.
    fn goes_on(&self, start: f64, across: f64, direction: (f64, f64), size: f64) -> bool {
        let size = size.max(self.size);
        let same =
            (self.direction.0 - direction.0).abs() + (self.direction.1 - direction.1).abs() < 0.02;
        same && (across - self.across).abs() < 0.5 * size && start > self.end - size
    }

    fn write(&mut self, stroke: &Stroke<'_>, start: f64, end: f64, across: f64) {
        let raised = stroke.size < 0.8 * self.size && across - self.across > 0.15 * self.size;
        let gap = (start - self.end) / self.size.max(0.01);
        let parted = self.text.ends_with([' ', '\t']) || stroke.text.starts_with(' ');
        if gap > COLUMN {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\t');
        } else if gap > WORD && !parted && !raised {
            self.text.push(' ');
        }
        match stroke.text {
            // White space of its own is no gap that was measured.
            text if text.trim().is_empty() && text != "\u{A0}" => {
                if !self.text.ends_with([' ', '\t']) {
                    self.text.push(' ');
                }
            }
            text if raised => self.text.extend(text.chars().map(superscript)),
            text => self.text.push_str(text),
        }
        self.end = self.end.max(end);
        if stroke.size > self.size {
            (self.size, self.across) = (stroke.size, across);
        }
    }
}

/// A raised digit, so that the mark of a note does not become part of a number or word.
fn superscript(character: char) -> char {
    match character {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => {
            char::from_u32(u32::from(character) - u32::from('4') + 0x2074).unwrap_or(character)
        }
        other => other,
    }
}
