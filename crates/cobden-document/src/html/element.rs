//! How elements are treated, from a list that people can read (data/furniture.txt).

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What an element does to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Element {
    /// Where the element stands in [`Furniture`]; 0 for elements that the list does not have.
    pub(crate) id: u8,
    /// Ends a paragraph and begins one.
    pub(crate) block: bool,
    /// Has no content and no end.
    pub(crate) void: bool,
    /// Its content is no markup.
    pub(crate) raw: bool,
    /// Its text is left out.
    pub(crate) drop: bool,
    /// Its text is left out unless it is most of the page.
    pub(crate) doubtful: bool,
    /// Treated by name.
    pub(crate) special: Special,
}

/// Elements with a treatment of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Special {
    #[default]
    None,
    A,
    Article,
    Break,
    Cell,
    Heading,
    Html,
    Item,
    Link,
    Main,
    Meta,
    Pre,
    Row,
    Script,
    Textarea,
    Time,
    Title,
}

/// What a `meta` declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declares {
    Title,
    Publisher,
    Byline,
    Date,
    Url,
    Language,
}

/// The list.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    elements: FxHashMap<&'static str, Element>,
    roles: FxHashSet<&'static str>,
    classes: FxHashSet<&'static str>,
    bodies: FxHashSet<&'static str>,
    /// Each with its rank among those of its kind.
    metas: FxHashMap<&'static str, (Declares, usize)>,
}

/// The longest name that the list can have; longer ones are unknown without looking.
const LONGEST: usize = 32;

impl Furniture {
    /// The list that comes with the program.
    pub(crate) fn get() -> &'static Self {
        static LIST: OnceLock<Furniture> = OnceLock::new();
        LIST.get_or_init(|| Self::parse(include_str!("../../data/furniture.txt")))
    }

    fn parse(list: &'static str) -> Self {
        let mut found = Self::default();
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for (kind, words) in lines.filter_map(|line| line.split_once(':')) {
            for word in words.split_whitespace() {
                found.add(kind, word);
            }
        }
        for (name, special) in SPECIAL {
            let element = found.element_mut(name);
            element.special = special;
        }
        found
    }

    fn element_mut(&mut self, name: &'static str) -> &mut Element {
        let next = u8::try_from(self.elements.len() + 1).unwrap_or(0);
        self.elements.entry(name).or_insert(Element {
            id: next,
            ..Element::default()
        })
    }

    fn add(&mut self, kind: &str, word: &'static str) {
        let rank = self.metas.len();
        let mut meta = |declares| {
            self.metas.entry(word).or_insert((declares, rank));
        };
        match kind {
            "block" => self.element_mut(word).block = true,
            "void" => self.element_mut(word).void = true,
            "raw" => self.element_mut(word).raw = true,
            "drop" => self.element_mut(word).drop = true,
            "doubtful" => self.element_mut(word).doubtful = true,
            "role" => drop(self.roles.insert(word)),
            "class" => drop(self.classes.insert(word)),
            "body" => drop(self.bodies.insert(word)),
            "title" => meta(Declares::Title),
            "publisher" => meta(Declares::Publisher),
            "byline" => meta(Declares::Byline),
            "date" => meta(Declares::Date),
            "url" => meta(Declares::Url),
            "language" => meta(Declares::Language),
            _ => {}
        }
    }

    /// How an element is treated; names count in any case.
    pub(crate) fn element(&self, name: &str) -> Element {
        lower(name, |name| self.elements.get(name).copied()).unwrap_or_default()
    }

    /// Whether a `role` is that of a part that is not the text.
    pub(crate) fn drops_role(&self, role: &str) -> bool {
        lower(role.trim(), |role| self.roles.contains(role).then_some(())).is_some()
    }

    /// Whether a `class` or `id` has a word of parts that are not the text.
    pub(crate) fn drops_class(&self, classes: &str) -> bool {
        any(&self.classes, classes)
    }

    /// Whether a `class`, `id` or `itemprop` is that of the text of an article.
    pub(crate) fn is_body(&self, classes: &str) -> bool {
        any(&self.bodies, classes)
    }

    /// What a `meta` of this name declares, with its rank: lower ones count first.
    pub(crate) fn meta(&self, name: &str) -> Option<(Declares, usize)> {
        lower(name.trim(), |name| self.metas.get(name).copied())
    }
}

/// Whether one of the words is in the set.
fn any(set: &FxHashSet<&'static str>, words: &str) -> bool {
    let has = |word: &str| lower(word, |word| set.contains(word).then_some(())).is_some();
    words.split_ascii_whitespace().any(has)
}

/// Looks a name up in small letters, without making a string of it.
fn lower<T>(name: &str, look: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0; LONGEST];
    let small = buffer.get_mut(..name.len())?;
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    look(std::str::from_utf8(small).ok()?)
}

const SPECIAL: [(&str, Special); 24] = [
    ("a", Special::A),
    ("article", Special::Article),
    ("br", Special::Break),
    ("h1", Special::Heading),
    ("html", Special::Html),
    ("li", Special::Item),
    ("link", Special::Link),
    ("main", Special::Main),
    ("meta", Special::Meta),
    ("pre", Special::Pre),
    ("listing", Special::Pre),
    ("script", Special::Script),
    ("td", Special::Cell),
    ("textarea", Special::Textarea),
    ("th", Special::Cell),
    ("time", Special::Time),
    ("title", Special::Title),
    ("tr", Special::Row),
    // Without a treatment, but counted, so that their ends are found.
    ("span", Special::None),
    ("b", Special::None),
    ("i", Special::None),
    ("em", Special::None),
    ("strong", Special::None),
    ("font", Special::None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        let list = Furniture::get();
        assert!(list.element("NAV").drop && list.element("nav").block);
        assert!(list.element("script").raw);
        assert!(list.element("br").void);
        assert!(list.drops_role("Navigation"));
        assert!(list.drops_class("a share b") && !list.drops_class("shareholder"));
        assert!(list.is_body("articleBody"));
        assert!(matches!(list.meta("OG:Title"), Some((Declares::Title, _))));
        assert!(list.elements.len() < 255, "numbers of elements are bytes");
        assert!(list.elements.keys().all(|name| name.len() <= LONGEST));
        let longest = list
            .classes
            .iter()
            .chain(&list.bodies)
            .chain(list.metas.keys());
        assert!(longest.into_iter().all(|word| word.len() <= LONGEST));
        for line in include_str!("../../data/furniture.txt").lines() {
            assert!(
                line.is_empty() || line.starts_with('#') || line.contains(": "),
                "{line}"
            );
        }
    }
}
