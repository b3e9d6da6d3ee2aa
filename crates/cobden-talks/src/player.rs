//! Who decides, and what for.

/// An economy, or several that decide as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Player {
    /// Code of the economy or name of the group.
    pub name: String,
    /// Positions of its economies in the world.
    pub members: Vec<usize>,
    /// What it wants.
    pub objective: Objective,
}

/// What a player maximises.
#[derive(Debug, Clone, PartialEq)]
pub enum Objective {
    /// Real income relative to the status quo, Ŵ; of a group, the mean weighted with incomes at the status quo.
    RealIncome,
    /// Real income of sectors with political weights, relative to the status quo: Σ_j λ_j W_j, where W_j is what a
    /// sector's workers and owners earn, with their share of revenue, over the consumer price index (Ossa
    /// 2014). Weights by sector, none below zero; of a group, the sum over its members relative to that
    /// of the status quo.
    SectorWeightedIncome(Vec<f64>),
    /// Duty and export-tax revenue as a ratio of income at the status quo.
    Revenue,
    /// Exports to some economies less imports from them, as a ratio of income at the status quo.
    Balance {
        /// Positions of the partners.
        with: Vec<usize>,
    },
}
