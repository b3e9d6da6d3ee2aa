//! On what.

use cobden_codes::HsCode;

/// A set of products as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Products {
    /// All goods.
    All,
    /// Goods whose list is not held; the measure's scope says which in words.
    Unlisted,
    /// Codes and lists, less codes and lists.
    Chosen {
        /// What is in.
        include: Vec<Item>,
        /// What is out again.
        exclude: Vec<Item>,
    },
}

/// A code or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Every code.
    All,
    /// A code and everything below it.
    Code(HsCode),
    /// The list of that id.
    List(String),
}
