//! Words compared without their endings, and weighed by how rare they are in the record.

use std::collections::{HashMap, HashSet};

/// Words that say little by themselves.
const EMPTY: &str = " a an and are as at be been before being but by can could did do does for from had has have he her his \
    if in into is it its may might more must new no nor not now of off on one or our out over said say she should so some such \
    than that the their them then there these they this those through to under until up was were what when where which while \
    who whom will with would you your also very we all any about after again against between both during each further here \
    how i me most my only other own same too ago amid added according told per cent percent mr ms mrs ";

/// Different words for the same thing, by their stems; the first stands for all.
const SAME: [&[&str]; 12] = [
    &["tariff", "duty", "dut", "levy", "lev"],
    &["usa", "us", "america", "american", "washington"],
    &["china", "chines", "beij", "prc"],
    &["assess", "evaluat", "weigh", "study", "consider"],
    &[
        "talk",
        "negotiat",
        "negotiation",
        "consultation",
        "dialogu",
        "discussion",
    ],
    &[
        "remov", "cancel", "lift", "drop", "scrap", "abolish", "revok",
    ],
    &["exempt", "exemption", "waiv", "exclud", "exclusion"],
    &["cut", "lower", "reduc", "reduction"],
    &["rais", "increas", "hik"],
    &["call", "phon", "telephon"],
    &["leader", "leadership"],
    &["deal", "agreement", "agre"],
];

/// The stems of a text, sorted, each once.
pub(super) fn stems(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('’', "'");
    let text = text.replace("u.s.", "us").replace("united states", "usa");
    let mut found: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '.' | '%')))
        .filter_map(stem)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// A word without its ending; none if it says little.
fn stem(word: &str) -> Option<String> {
    let word = word.trim_matches(['\'', '.', '%']);
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.is_empty() || EMPTY.contains(&format!(" {word} ")) {
        return None;
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let number = word.trim_end_matches(".0");
        return Some(number.to_owned());
    }
    let long = |rest: &&str| rest.chars().count() >= 3;
    let mut stem = match word {
        _ if word.ends_with("ies") => word.strip_suffix("ies").filter(long),
        _ if word.ends_with("ing") => word.strip_suffix("ing").filter(long),
        _ if word.ends_with("ed") => word.strip_suffix("ed").filter(long),
        _ if word.ends_with("ly") => word.strip_suffix("ly").filter(long),
        _ if word.ends_with("ss") || word.ends_with("us") => None,
        _ => word
            .strip_suffix('s')
            .filter(|rest| rest.chars().count() >= 3),
    }
    .unwrap_or(word);
    // `stopped` and `stop`, `lowered` and `lower`.
    let mut letters = stem.chars().rev();
    if let (Some(last), Some(before)) = (letters.next(), letters.next())
        && stem.len() < word.len()
        && last == before
        && !matches!(last, 'l' | 's' | 'e')
    {
        stem = &stem[..stem.len() - last.len_utf8()];
    }
    let stem = stem.strip_suffix(['e', 'y']).filter(long).unwrap_or(stem);
    let same = SAME
        .iter()
        .find(|row| row.contains(&stem) || row.contains(&word));
    Some(same.map_or(stem, |row| row[0]).to_owned())
}

/// The stems of a record with their weights.
#[derive(Debug, Default)]
pub(super) struct Stems {
    numbers: HashMap<String, u32>,
    /// In how many entries each stands.
    counts: Vec<u32>,
    /// Those of persons' names.
    names: HashSet<u32>,
    /// In how many entries each has a capital letter within a sentence.
    capitals: HashMap<u32, u32>,
    entries: u32,
}

/// Stems of a text by number, sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Bag {
    known: Vec<u32>,
    /// Weight of those that no entry has.
    strange: f64,
    /// The numbers in it.
    figures: Vec<String>,
}

/// What two texts share.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Overlap {
    /// How many stems; of names two at most.
    pub(super) shared: usize,
    /// How many of them are of no name.
    plain: usize,
    /// Whether both hold numbers and have none in common.
    clash: bool,
    /// Their weight as a part of that of the text with less of it, 0 to 1.
    pub(super) contained: f64,
}

impl Stems {
    /// The stems of an entry's text, counted in.
    pub(super) fn learn(&mut self, text: &str) -> Bag {
        self.entries += 1;
        let mut known: Vec<u32> = Vec::new();
        let mut figures = Vec::new();
        for stem in stems(text) {
            if is_figure(&stem) {
                figures.push(stem.clone());
            }
            let next = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(stem).or_insert(next);
            if number == next {
                self.counts.push(0);
            }
            if let Some(count) = self.counts.get_mut(number as usize) {
                *count += 1;
            }
            known.push(number);
        }
        known.sort_unstable();
        let mut capitals: Vec<String> = names(text).flat_map(stems).collect();
        capitals.sort_unstable();
        capitals.dedup();
        for stem in capitals {
            if let Some(number) = self.numbers.get(&stem) {
                *self.capitals.entry(*number).or_default() += 1;
            }
        }
        Bag {
            known,
            strange: 0.0,
            figures,
        }
    }

    /// Remembers the words of a name, of which two texts on the same people and places share many.
    pub(super) fn learn_name(&mut self, name: &str) {
        for stem in stems(name) {
            self.names.extend(self.numbers.get(&stem).copied());
        }
    }

    /// The stems of a text that is no entry.
    pub(super) fn bag(&self, text: &str) -> Bag {
        self.bag_without(text, "")
    }

    /// The stems of a text without those of another.
    pub(super) fn bag_without(&self, text: &str, other: &str) -> Bag {
        let mut bag = Bag::default();
        let out = stems(other);
        let left = stems(text).into_iter().filter(|stem| !out.contains(stem));
        for stem in left {
            if is_figure(&stem) {
                bag.figures.push(stem.clone());
            }
            match self.numbers.get(&stem) {
                Some(number) => bag.known.push(*number),
                None => bag.strange += self.rarity(0),
            }
        }
        bag.known.sort_unstable();
        bag
    }

    /// ln((n + 1) / (k + 1)) + 0.2 for a stem in k of n entries (after Spärck Jones 1972): rare words weigh more.
    fn rarity(&self, count: u32) -> f64 {
        (f64::from(self.entries + 1) / f64::from(count + 1)).ln() + 0.2
    }

    /// Whether it is of a name: of a person, or mostly with a capital letter.
    fn is_name(&self, number: u32) -> bool {
        let count = self.counts.get(number as usize).copied().unwrap_or(0);
        let capitals = self.capitals.get(&number).copied().unwrap_or(0);
        self.names.contains(&number) || 2 * capitals > count
    }

    fn weight(&self, number: u32) -> f64 {
        let count = self.counts.get(number as usize).copied();
        self.rarity(count.unwrap_or(0))
    }

    fn weigh(&self, bag: &Bag) -> f64 {
        bag.strange + bag.known.iter().map(|one| self.weight(*one)).sum::<f64>()
    }

    /// What a text shares with an entry.
    pub(super) fn overlap(&self, text: &Bag, entry: &Bag) -> Overlap {
        let shared: Vec<u32> = text
            .known
            .iter()
            .copied()
            .filter(|one| entry.known.binary_search(one).is_ok())
            .collect();
        if shared.is_empty() {
            return Overlap::default();
        }
        let weight: f64 = shared.iter().map(|one| self.weight(*one)).sum();
        let least = self.weigh(text).min(self.weigh(entry));
        let is_name = |one: &&u32| self.is_name(**one);
        let names = shared.iter().filter(is_name).count();
        let other = shared.len() - names;
        Overlap {
            shared: if other > 0 { other + names.min(2) } else { 0 },
            plain: other,
            clash: clash(&text.figures, &entry.figures),
            contained: (weight / least).min(1.0),
        }
    }
}

impl Overlap {
    /// Whether the two say the same in other words: at least three stems, two of them of no name, and half of the
    /// shorter text's weight; and not about other numbers.
    pub(super) fn is_same(self) -> bool {
        self.shared >= 3 && self.plain >= 2 && self.contained >= 0.5 && !self.clash
    }

    /// Whether a long text holds a short one.
    pub(super) fn holds(self) -> bool {
        self.is_same() && (self.plain >= 3 && self.contained >= 0.6 || self.contained >= 0.85)
    }

    /// Whether they say the same in nearly the same words.
    pub(super) fn is_close(self) -> bool {
        self.shared >= 5 && self.contained >= 0.75
    }
}

fn is_figure(stem: &str) -> bool {
    stem.starts_with(|first: char| first.is_ascii_digit())
}

fn clash(one: &[String], other: &[String]) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|figure| other.contains(figure))
}

/// Words with a capital letter that begin no sentence.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let mut begins = true;
    text.split_whitespace().filter(move |word| {
        let first = std::mem::replace(&mut begins, word.ends_with(['.', ';', ':']));
        let plain = word.trim_start_matches(['“', '"', '(', '‘']);
        !first && plain.starts_with(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_other_words_for_the_same_fall_away() {
        assert_eq!(
            stems("The US is evaluating duties"),
            ["assess", "tariff", "usa"]
        );
        assert_eq!(
            stems("the United States evaluated a tariff"),
            ["assess", "tariff", "usa"]
        );
        assert_eq!(stems("125% and 20.0 percent"), ["125", "20"]);
    }

    #[test]
    fn rare_words_weigh_more() {
        let mut all = Stems::default();
        let one = all.learn("China demands sincerity of the United States");
        for _ in 0..20 {
            all.learn("China and the United States talk");
        }
        let rare = all.overlap(&all.bag("sincerity"), &one);
        let common = all.overlap(&all.bag("China goes its own way with rockets"), &one);
        assert!(rare.contained > 0.99 && common.contained < 0.2);
    }
}
