//! Whose word or deed it is: economies by code, persons and offices by the words of their names.

use cobden_codes::Economy;

/// Words of names and titles that do not tell one from another.
const GENERIC: &str = " the of and for a an in at to former senior top acting deputy vice chief officials official source sources \
    people person persons experts expert analysts analyst economists economist spokesperson spokesman spokeswoman government \
    administration president secretary minister state china chinese us usa united states american america professor chair \
    anonymous unnamed not named who are ";

/// Economies and names of one entry or proposal.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Parties {
    /// Codes.
    pub(super) economies: Vec<String>,
    /// Each name as written, and the words that tell it from others.
    pub(super) names: Vec<(String, Vec<String>)>,
}

/// How the parties of two stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// Both are named, and not the same.
    Other,
    /// One of them says nothing of it.
    Open,
    /// Of the same economy.
    Side,
    /// The same by name.
    Same,
}

impl Parties {
    /// From parties as a record or a proposal writes them.
    pub(super) fn of<S: AsRef<str>>(written: impl IntoIterator<Item = S>) -> Self {
        let mut parties = Self::default();
        for one in written {
            parties.add(one.as_ref());
        }
        parties
    }

    pub(super) fn add(&mut self, written: &str) {
        let written = written.trim();
        let found = Economy::find(written).filter(|one| one.code() == written);
        let plain = written.trim_start_matches("the ");
        if let Some(economy) = found.or_else(|| Economy::by_name(plain)) {
            self.economies.push(economy.code().to_owned());
            return;
        }
        // `Marco Rubio, Secretary of State`: the person first.
        let name = written.split(',').next().unwrap_or(written);
        let tell = |text: &str| -> Vec<String> {
            text.to_lowercase()
                .replace('’', "'")
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .map(|word| word.trim_matches('-').to_owned())
                .filter(|word| word.len() > 1 && !GENERIC.contains(&format!(" {word} ")))
                .collect()
        };
        let mut words = tell(name);
        if words.is_empty() {
            words = tell(written);
        }
        if !words.is_empty() {
            self.names.push((written.to_owned(), words));
        }
    }

    /// How the two stand to each other.
    pub(super) fn relation(&self, other: &Self) -> Relation {
        let named = |(_, one): &(String, Vec<String>)| {
            let mut names = other.names.iter();
            names.any(|(_, two)| same_name(one, two))
        };
        if self.names.iter().any(named) {
            return Relation::Same;
        }
        let side = self
            .economies
            .iter()
            .any(|one| other.economies.contains(one));
        let nothing = |one: &Self| one.economies.is_empty() && one.names.is_empty();
        match side {
            true if self.names.is_empty() && other.names.is_empty() => Relation::Same,
            true => Relation::Side,
            false if nothing(self) || nothing(other) => Relation::Open,
            false => Relation::Other,
        }
    }

    /// As a person would write them.
    pub(super) fn shown(&self) -> String {
        let names = self.names.iter().map(|(name, _)| name.clone());
        let all: Vec<String> = names.chain(self.economies.iter().cloned()).collect();
        all.join(", ")
    }
}

/// Two words in common, or all of a name of one word.
pub(super) fn same_name(one: &[String], two: &[String]) -> bool {
    let shared = one.iter().filter(|word| two.contains(word)).count();
    shared >= 2 || shared == 1 && one.len().min(two.len()) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_with_and_without_titles() {
        let record = Parties::of(["USA", "Marco Rubio, Secretary of State"]);
        let of = |written: &str| Parties::of([written]).relation(&record);
        assert_eq!(of("Rubio"), Relation::Same);
        assert_eq!(of("Marco Rubio"), Relation::Same);
        assert_eq!(of("the United States"), Relation::Side);
        assert_eq!(of("He Lifeng"), Relation::Other);
        assert_eq!(Parties::default().relation(&record), Relation::Open);
        let office = Parties::of(["CHN", "spokesperson of the Ministry of Commerce"]);
        let said = Parties::of(["Ministry of Commerce of China"]);
        assert_eq!(said.relation(&office), Relation::Same);
    }
}
