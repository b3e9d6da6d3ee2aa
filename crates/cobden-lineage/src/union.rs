//! Sets that grow together.

/// Which things belong together: a forest in which every thing points towards its set's least member.
#[derive(Debug, Clone)]
pub(crate) struct Union {
    parent: Vec<u32>,
}

impl Union {
    /// So many things, each alone.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            parent: (0..u32::try_from(count).unwrap_or(u32::MAX)).collect(),
        }
    }

    /// The least member of a thing's set.
    pub(crate) fn find(&mut self, thing: u32) -> u32 {
        let mut at = thing;
        while self.parent[at as usize] != at {
            let above = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = above;
            at = above;
        }
        at
    }

    /// Puts two sets together.
    pub(crate) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        self.parent[one.max(other) as usize] = one.min(other);
    }
}
