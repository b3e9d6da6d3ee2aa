//! Pictures: read, written, cut and compared.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::ops::Range;
use std::path::Path;

/// A picture in red, green and blue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pixels: Vec<[u8; 3]>,
}

/// The side of the squares whose mean grey is compared.
const SQUARE: usize = 8;
/// How far the mean grey of a square may be off, of 255.
const GREY: i64 = 16;

impl Picture {
    pub(crate) fn read(file: &Path) -> Self {
        let mut decoder = png::Decoder::new(BufReader::new(File::open(file).unwrap()));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        let samples = info.color_type.samples();
        assert!(samples >= 3, "a picture in colour");
        let pixels = bytes[..info.buffer_size()]
            .chunks_exact(samples)
            .map(|p| [p[0], p[1], p[2]])
            .collect();
        Self {
            width: info.width as usize,
            height: info.height as usize,
            pixels,
        }
    }

    /// A picture of one colour.
    pub(crate) fn filled(width: usize, height: usize, colour: [u8; 3]) -> Self {
        Self {
            width,
            height,
            pixels: vec![colour; width * height],
        }
    }

    /// Paints a rectangle of columns and rows.
    pub(crate) fn fill(&mut self, columns: Range<usize>, rows: Range<usize>, colour: [u8; 3]) {
        for row in rows {
            self.pixels[row * self.width..][columns.clone()].fill(colour);
        }
    }

    pub(crate) fn write(&self, file: &Path) {
        let out = BufWriter::new(File::create(file).unwrap());
        let mut encoder = png::Encoder::new(out, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let bytes: Vec<u8> = self.pixels.iter().flatten().copied().collect();
        encoder
            .write_header()
            .unwrap()
            .write_image_data(&bytes)
            .unwrap();
    }

    /// The upper left part.
    pub(crate) fn cropped(&self, width: usize, height: usize) -> Self {
        assert!(
            width <= self.width && height <= self.height,
            "{}x{}",
            self.width,
            self.height
        );
        let rows = self.pixels.chunks_exact(self.width).take(height);
        Self {
            width,
            height,
            pixels: rows.flat_map(|row| row[..width].iter().copied()).collect(),
        }
    }

    /// With sixteen levels a colour: half the bytes on disk, and nothing lost to the eye.
    pub(crate) fn coarse(mut self) -> Self {
        for value in self.pixels.iter_mut().flatten() {
            *value = (*value & 0xf0) | (*value >> 4);
        }
        self
    }

    /// The share of squares of eight by eight pixels whose mean grey is off by more than 16 of 255; all of them where
    /// the dimensions differ.
    pub(crate) fn difference(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        let (ours, theirs) = (self.greys(), other.greys());
        let off = ours
            .iter()
            .zip(&theirs)
            .filter(|(a, b)| (*a - *b).abs() > GREY)
            .count();
        off as f64 / ours.len().max(1) as f64
    }

    /// The mean grey of every square, row by row.
    fn greys(&self) -> Vec<i64> {
        let grey = |[r, g, b]: [u8; 3]| {
            (i64::from(r) * 299 + i64::from(g) * 587 + i64::from(b) * 114) / 1000
        };
        let mut out = Vec::new();
        for top in (0..self.height).step_by(SQUARE) {
            for left in (0..self.width).step_by(SQUARE) {
                let (mut sum, mut count) = (0, 0);
                for y in top..(top + SQUARE).min(self.height) {
                    for x in left..(left + SQUARE).min(self.width) {
                        sum += grey(self.pixels[y * self.width + x]);
                        count += 1;
                    }
                }
                out.push(sum / count);
            }
        }
        out
    }
}
