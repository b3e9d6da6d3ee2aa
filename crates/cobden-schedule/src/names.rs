//! What the names in relations mean: measures, families and authorities.

use std::collections::HashMap;

use cobden_record::{Entry, Measure};

/// The measures that answer to a name, by index.
#[derive(Debug)]
pub(crate) struct Names<'m> {
    by_name: HashMap<&'m str, Vec<usize>>,
    actors: Vec<&'m str>,
}

impl<'m> Names<'m> {
    pub(crate) fn new(measures: &'m [(&Entry<Measure>, Measure)]) -> Self {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, (entry, _)) in measures.iter().enumerate() {
            let mut names = vec![entry.id.as_str(), entry.body.authority.as_str()];
            names.extend(entry.body.family.as_deref());
            names.sort_unstable();
            names.dedup();
            for name in names {
                by_name.entry(name).or_default().push(index);
            }
        }
        Self {
            by_name,
            actors: measures
                .iter()
                .map(|(entry, _)| entry.body.actor.as_str())
                .collect(),
        }
    }

    /// Everything that one of the names means, in order; of one actor only, if said.
    pub(crate) fn named(&self, names: &[String], actor: Option<&str>) -> Vec<usize> {
        let all = names
            .iter()
            .filter_map(|name| self.by_name.get(name.as_str()));
        let of_actor = |index: &usize| actor.is_none_or(|actor| self.actors[*index] == actor);
        let mut found: Vec<usize> = all.flatten().copied().filter(of_actor).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
