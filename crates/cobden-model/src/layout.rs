//! How the unknowns lie in memory.

use cobden_num::kernels::padded;

/// Sizes of a world and offsets of its unknowns.
///
/// Vectors over (economy, sector) are economy-major with rows padded to whole lanes; the unknowns
/// are log wages, then log prices, then relative expenditures. Padding is zero throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// N.
    pub economies: usize,
    /// J.
    pub sectors: usize,
    /// Padded N: row length of (sector, economy) arrays.
    pub economy_stride: usize,
    /// Padded J: row length of (economy, sector) arrays.
    pub sector_stride: usize,
}

impl Layout {
    pub(crate) fn new(economies: usize, sectors: usize) -> Self {
        Self {
            economies,
            sectors,
            economy_stride: padded(economies),
            sector_stride: padded(sectors),
        }
    }

    /// Length of an (economy, sector) array.
    pub(crate) fn cells(&self) -> usize {
        self.economies * self.sector_stride
    }

    /// Number of unknowns, padding included.
    pub(crate) fn unknowns(&self) -> usize {
        self.economies + 2 * self.cells()
    }

    /// Position of (economy, sector).
    pub(crate) fn at(&self, economy: usize, sector: usize) -> usize {
        economy * self.sector_stride + sector
    }

    /// An economy's row of an (economy, sector) array.
    pub(crate) fn row(&self, economy: usize) -> std::ops::Range<usize> {
        let start = economy * self.sector_stride;
        start..start + self.sector_stride
    }

    /// Wages, prices and expenditures of a vector of unknowns.
    pub(crate) fn split<'a>(&self, z: &'a [f64]) -> (&'a [f64], &'a [f64], &'a [f64]) {
        let (wages, rest) = z.split_at(self.economies);
        let (prices, expenditures) = rest.split_at(self.cells());
        (wages, prices, expenditures)
    }

    /// As [`Layout::split`], to write into.
    pub(crate) fn split_mut<'a>(
        &self,
        z: &'a mut [f64],
    ) -> (&'a mut [f64], &'a mut [f64], &'a mut [f64]) {
        let (wages, rest) = z.split_at_mut(self.economies);
        let (prices, expenditures) = rest.split_at_mut(self.cells());
        (wages, prices, expenditures)
    }

    /// Multiply-adds of one bilateral product over all sectors, the measure of a problem's size.
    pub(crate) fn work(&self) -> usize {
        self.economies * self.economies * self.sectors
    }
}
