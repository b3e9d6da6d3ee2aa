//! Which steps a package has.

/// A set of steps by position, at most [`MOST_STEPS`](super::MOST_STEPS) of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Subset(u32);

impl Subset {
    /// No step: today.
    pub const TODAY: Self = Self(0);

    /// One step alone.
    pub fn of(step: usize) -> Self {
        Self(1 << step)
    }

    /// Every subset of some steps, in the order of their numbers; the empty one comes first.
    pub fn all(steps: usize) -> impl Iterator<Item = Self> {
        (0..1u32 << steps).map(Self)
    }

    /// Whether it has a step.
    pub fn has(self, step: usize) -> bool {
        self.0 & (1 << step) != 0
    }

    /// With one more step.
    #[must_use]
    pub fn with(self, step: usize) -> Self {
        Self(self.0 | 1 << step)
    }

    /// What it has in common with another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// How many steps it has.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its steps by position.
    pub fn steps(self) -> impl Iterator<Item = usize> {
        (0..u32::BITS as usize).filter(move |step| self.has(*step))
    }

    /// Its place among all subsets, as [`Subset::all`] has them.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl FromIterator<usize> for Subset {
    fn from_iter<I: IntoIterator<Item = usize>>(steps: I) -> Self {
        steps.into_iter().fold(Self::TODAY, Self::with)
    }
}
