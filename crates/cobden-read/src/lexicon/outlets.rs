//! Outlets: who publishes news.

use serde::Deserialize;

use super::terms::{Concept, Pos, Terms};
use super::vocabulary::Vocabulary;

/// A publisher of news, as far as sentences name it: the layout reads its codes as well.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Outlet {
    pub(crate) name: String,
    pub(crate) kind: String,
    /// Its seat, by ISO 3166-1 alpha-3 code.
    pub(crate) economy: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    outlets: Vec<Outlet>,
}

/// Reads `outlets.toml` and adds names and aliases as terms. Codes are none: they count only where a credit is expected.
pub(super) fn read(
    text: &str,
    vocabulary: &mut Vocabulary,
    terms: &mut Terms,
    concept: Concept,
) -> Result<Vec<Outlet>, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    for (index, outlet) in file.outlets.iter().enumerate() {
        let entry = terms.entry(concept, &index.to_string());
        for name in outlet.aliases.iter().chain([&outlet.name]) {
            terms.add(vocabulary, name, Pos::Any, entry);
        }
    }
    Ok(file.outlets)
}
