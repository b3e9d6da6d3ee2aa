//! What the words around a value say of it.

/// Marks of a fact, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks(u16);

impl Marks {
    /// The speaker denies it.
    pub(crate) const DENIED: Marks = Marks(1);
    /// About, roughly, some.
    pub(crate) const ABOUT: Marks = Marks(1 << 1);
    /// At least, up to, between: the value is an end of a range.
    pub(crate) const BOUND: Marks = Marks(1 << 2);
    /// On top of something else.
    pub(crate) const ADDED: Marks = Marks(1 << 3);
    /// Everything together.
    pub(crate) const TOTAL: Marks = Marks(1 << 4);
    /// Percentage points.
    pub(crate) const POINTS: Marks = Marks(1 << 5);
    /// Several percentages in the same words.
    pub(crate) const SEVERAL: Marks = Marks(1 << 6);
    /// The parties are named in its own words, not inferred.
    pub(crate) const NAMED: Marks = Marks(1 << 7);
    /// Given word for word.
    pub(crate) const QUOTED: Marks = Marks(1 << 8);
    /// The speaker is a pronoun in the text.
    pub(crate) const PRONOUN: Marks = Marks(1 << 9);
    /// The speaker speaks for a government or office, or is one.
    pub(crate) const OFFICIAL: Marks = Marks(1 << 10);
    /// It stands in a headline or summary.
    pub(crate) const LAYER: Marks = Marks(1 << 11);
    /// Compared with the year before.
    pub(crate) const YEARLY: Marks = Marks(1 << 12);
    /// Compared with the month, week or quarter before.
    pub(crate) const SHORTER: Marks = Marks(1 << 13);
    /// The speaker has a name of their own.
    pub(crate) const PERSON: Marks = Marks(1 << 14);
    /// Sources without a name said it.
    pub(crate) const ANONYMOUS: Marks = Marks(1 << 15);

    pub(crate) fn has(self, mark: Marks) -> bool {
        self.0 & mark.0 != 0
    }

    pub(crate) fn set(&mut self, mark: Marks, on: bool) {
        if on {
            self.0 |= mark.0;
        }
    }

    /// Only those of `among`.
    pub(crate) fn only(self, among: &[Marks]) -> Marks {
        Marks(self.0 & among.iter().fold(0, |all, mark| all | mark.0))
    }

    /// Reads them off the words around a value.
    pub(crate) fn around(words: &str) -> Self {
        const WORDS: [(&str, Marks); 44] = [
            ("about", Marks::ABOUT),
            ("around", Marks::ABOUT),
            ("roughly", Marks::ABOUT),
            ("nearly", Marks::ABOUT),
            ("almost", Marks::ABOUT),
            ("approximately", Marks::ABOUT),
            ("some", Marks::ABOUT),
            ("estimated", Marks::ABOUT),
            ("expected", Marks::ABOUT),
            ("over", Marks::BOUND),
            ("above", Marks::BOUND),
            ("below", Marks::BOUND),
            ("beyond", Marks::BOUND),
            ("exceeding", Marks::BOUND),
            ("least", Marks::BOUND),
            ("most", Marks::BOUND),
            ("maximum", Marks::BOUND),
            ("minimum", Marks::BOUND),
            ("between", Marks::BOUND),
            ("range", Marks::BOUND),
            ("ranging", Marks::BOUND),
            ("more", Marks::BOUND),
            ("less", Marks::BOUND),
            ("additional", Marks::ADDED),
            ("additionally", Marks::ADDED),
            ("another", Marks::ADDED),
            ("extra", Marks::ADDED),
            ("further", Marks::ADDED),
            ("supplementary", Marks::ADDED),
            ("top", Marks::ADDED),
            ("surcharge", Marks::ADDED),
            ("surtax", Marks::ADDED),
            ("total", Marks::TOTAL),
            ("combined", Marks::TOTAL),
            ("cumulative", Marks::TOTAL),
            ("effective", Marks::TOTAL),
            ("average", Marks::TOTAL),
            ("overall", Marks::TOTAL),
            ("altogether", Marks::TOTAL),
            ("points", Marks::POINTS),
            ("annual", Marks::YEARLY),
            ("annually", Marks::YEARLY),
            ("monthly", Marks::SHORTER),
            ("weekly", Marks::SHORTER),
        ];
        let lower = words.to_lowercase();
        let mut marks = Marks::default();
        let mut values = lower.matches('%').count();
        let mut before = "";
        for word in lower.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',') {
            let word = word.trim_matches(['.', ',']);
            if word.is_empty() {
                continue;
            }
            for (name, mark) in WORDS {
                marks.set(mark, word == name);
            }
            marks.set(
                Marks::BOUND,
                word == "to" && before == "up" || word == "as" && before == "much",
            );
            marks.set(
                Marks::YEARLY,
                word == "year" && (before == "on" || before == "a"),
            );
            marks.set(
                Marks::SHORTER,
                matches!(word, "month" | "week" | "quarter") && before == "on",
            );
            if matches!(word, "percent" | "pc" | "percentage") || word == "cent" && before == "per"
            {
                values += 1;
            }
            before = word;
        }
        marks.set(Marks::SEVERAL, values > 1);
        marks
    }
}

impl std::ops::BitOr for Marks {
    type Output = Marks;

    fn bitor(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}
