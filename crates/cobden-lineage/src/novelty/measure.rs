//! Measures against what was in force.

use cobden_record::{Instrument, Status};

use super::laws::{Does, Law, Set};
use super::shelf::Span;
use super::words::Bag;
use super::{Found, Known, Question};

/// Days by which a report of a measure may be off.
pub(super) const SLACK: i32 = 2;
/// A report without a day means what came not longer ago.
pub(super) const RECENT: i32 = 60;
/// A stated day this near to that of the record is about the same step.
pub(super) const SAME_STEP: i32 = 15;

/// How far a measure has got, as it counts here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Done,
    Coming,
    /// Denied, not done.
    Not,
}

/// What is asked of the laws.
pub(super) struct Ask<'q> {
    pub(super) question: &'q Question<'q>,
    pub(super) stage: Stage,
    pub(super) instruments: &'static [Instrument],
    pub(super) targets: Vec<String>,
    pub(super) rate: Option<f64>,
    /// A day of the fact, and whether the document states it.
    pub(super) days: Span,
    pub(super) is_stated: bool,
    /// The product, if one is named.
    pub(super) product: Option<Bag>,
    /// All words of the evidence.
    pub(super) words: Bag,
}

impl Known {
    /// Measures and amendments about the same step.
    pub(super) fn measure(&self, question: &Question<'_>) -> Vec<Found> {
        let norms = question.norms();
        let status = norms.text("status").unwrap_or("reported");
        if matches!(status, "requested" | "offered") {
            return self.said(question);
        }
        let stage = match status {
            "in_force" | "past" | "reported" => Stage::Done,
            "announced" | "planned" | "promised" | "threatened" | "expected" => Stage::Coming,
            "denied" | "not_done" => Stage::Not,
            // What is only talked of is no news of a measure, nor known by one.
            _ => return Vec::new(),
        };
        let (Some(actor), Some(days)) =
            (norms.several("actor").into_iter().next(), question.days())
        else {
            return Vec::new();
        };
        let action = norms.text("action").unwrap_or("impose");
        let product = norms.slot("product").filter(|words| !is_any_goods(words));
        let ask = Ask {
            question,
            stage,
            instruments: instruments(norms.text("instrument"), action),
            targets: norms.several("target"),
            rate: norms.number("rate"),
            days,
            is_stated: question.dated().is_some(),
            product: product.map(|words| self.shelf.stems.bag(&words)),
            words: self.shelf.stems.bag(&question.proposal.text),
        };
        let laws: Vec<&Law> = self
            .laws
            .iter()
            .filter(|law| law.actor == actor && ask.is_against(law))
            .collect();
        match action {
            "remove" | "suspend" | "ease" => self.lifted(&ask, &laws),
            "extend" => self.kept(&ask, &laws),
            "exempt" => self.exempted(&ask, &laws),
            "purchase" | "invest" | "reform" | "open_market" if ask.rate.is_none() => {
                self.unrated(&ask, &laws)
            }
            _ if ask.rate.is_some() => self.rated(&ask, &laws),
            "cut" => self.lifted(&ask, &laws),
            _ => self.unrated(&ask, &laws),
        }
    }

    /// A measure without a rate.
    fn unrated(&self, ask: &Ask<'_>, laws: &[&Law]) -> Vec<Found> {
        let mut found = Vec::new();
        for law in laws {
            let Some(set) = law.set(ask.instruments) else {
                continue;
            };
            let (shared, rank) = self.shared(ask, law);
            let begins = ask.is_stated && ask.begins(law);
            let on_goods = ask.product.as_ref().map(|product| {
                let words = &self.shelf.items[law.entry].words;
                let overlap = self.shelf.stems.overlap(product, words);
                (overlap.shared, overlap.contained)
            });
            let (goods, contained) = on_goods.unwrap_or_default();
            let named = goods >= 1 && contained >= 0.4;
            let fits = match (ask.is_stated, named) {
                (true, true) => begins || contained >= 0.6 && set.holds(ask.days),
                // Without goods and rate only a day tells one step from another.
                (true, false) => {
                    let short = ask.days.length() <= 3 && ask.product.is_none();
                    begins && short && (set.is_broad || ask.aims(law))
                }
                (false, true) => ask.is_there(law, set) && shared >= 2,
                (false, false) => {
                    ask.is_there(law, set) && ask.product.is_none() && rank >= 0.5 && shared >= 4
                }
            };
            if fits && ask.stage != Stage::Not {
                let because = match begins {
                    true => "the same actor, target and instrument, from these days on",
                    false => "the same actor, target, instrument and goods",
                };
                found.push(Found::same(
                    law.entry,
                    rank + f64::from(u8::from(begins)),
                    because,
                ));
            }
        }
        found
    }

    /// What was suspended or ended.
    fn lifted(&self, ask: &Ask<'_>, laws: &[&Law]) -> Vec<Found> {
        self.changed(ask, laws, |does| match does {
            Does::Lifts { instruments } => Some(instruments),
            _ => None,
        })
    }

    /// What was prolonged.
    fn kept(&self, ask: &Ask<'_>, laws: &[&Law]) -> Vec<Found> {
        self.changed(ask, laws, |does| match does {
            Does::Keeps { instruments } | Does::Lifts { instruments } => Some(instruments),
            Does::Sets(_) => None,
        })
    }

    fn changed(
        &self,
        ask: &Ask<'_>,
        laws: &[&Law],
        wanted: impl Fn(&Does) -> Option<&Vec<Instrument>>,
    ) -> Vec<Found> {
        if ask.stage == Stage::Not {
            return Vec::new();
        }
        let mut found = Vec::new();
        for law in laws {
            let Some(changed) = wanted(&law.does) else {
                continue;
            };
            let same = changed.iter().any(|one| ask.instruments.contains(one));
            let (shared, rank) = self.shared(ask, law);
            let begins = match ask.is_stated {
                true => ask.begins(law),
                // Without a day: what came lately, in words that say the same.
                false => {
                    let lately = ask.days.widened(RECENT, 1);
                    law.told.iter().any(|day| lately.has(*day)) && shared >= 3
                }
            };
            if same && begins {
                let because = "it came in these days, by the same actor";
                found.push(Found::same(law.entry, rank, because));
            }
        }
        found
    }

    /// What was taken out of measures.
    fn exempted(&self, ask: &Ask<'_>, laws: &[&Law]) -> Vec<Found> {
        let mut found = self.lifted(ask, laws);
        for law in laws {
            let Does::Sets(set) = &law.does else {
                continue;
            };
            if set.instrument != Instrument::Exemption || ask.stage == Stage::Not {
                continue;
            }
            let (shared, rank) = self.shared(ask, law);
            let lately = ask.days.widened(RECENT, SLACK);
            let fits = match ask.is_stated {
                true => ask.begins(law),
                false => shared >= 2 && (lately.has(law.from) || lately.has(law.told[0])),
            };
            if fits {
                let because = "an exemption of the same actor in these days";
                found.push(Found::same(law.entry, rank, because));
            }
        }
        found
    }

    fn shared(&self, ask: &Ask<'_>, law: &Law) -> (usize, f64) {
        let overlap = self
            .shelf
            .stems
            .overlap(&ask.words, &self.shelf.items[law.entry].words);
        (overlap.shared, overlap.contained)
    }

    /// Whether a measure is on the goods that the document names: on all, or by a word of their names.
    pub(super) fn is_on_product(&self, ask: &Ask<'_>, law: &Law, set: &Set) -> bool {
        match &ask.product {
            _ if set.is_broad => true,
            Some(product) => {
                let words = &self.shelf.items[law.entry].words;
                let overlap = self.shelf.stems.overlap(product, words);
                overlap.shared >= 1 && overlap.contained >= 0.4
            }
            // Goods are not named: only what began on that very day, against the very economy.
            None => ask.is_stated && ask.days.length() <= 3 && ask.begins(law) && ask.aims(law),
        }
    }
}

impl Ask<'_> {
    /// Whether a law is aimed at whom the document says; where it says nobody, at anybody.
    fn is_against(&self, law: &Law) -> bool {
        self.targets.is_empty()
            || self
                .targets
                .iter()
                .any(|one| law.is_against(one, self.days.last))
    }

    /// Whether a law names one of those whom the document names.
    pub(super) fn aims(&self, law: &Law) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|one| law.is_aimed_at(one, self.days.last))
    }

    /// The days on which what the document says should hold.
    pub(super) fn window(&self) -> Span {
        match self.is_stated {
            true => self.days.widened(1, 1),
            false => self.days.widened(3, 1),
        }
    }

    /// Whether a law began, or became known, on the days of the report.
    pub(super) fn begins(&self, law: &Law) -> bool {
        let days = self.days.widened(SLACK, SLACK);
        // A year is no day to begin on.
        self.days.length() <= 31
            && (days.has(law.from) || law.told.iter().any(|day| days.has(*day)))
    }

    /// Whether a measure is one that the document can mean.
    pub(super) fn is_there(&self, law: &Law, set: &Set) -> bool {
        let known = law.told.iter().min().copied().unwrap_or(law.from);
        let heard = self.question.published().unwrap_or(self.days);
        let before = known <= heard.widened(0, SLACK).last;
        let begins = self.is_stated
            && (self.begins(law) || {
                let near = self.days.is_day() && self.days.apart(Span::day(law.from)) <= SAME_STEP;
                near && self.stage == Stage::Done
            });
        match self.stage {
            Stage::Done | Stage::Not => {
                let past = self.question.norms().text("status") == Some("past");
                let lately = self.days.widened(RECENT, 1);
                before
                    && (set.holds(self.window())
                        || begins
                        || past && !self.is_stated && set.holds(lately)
                        || set.status != Status::Enacted && lately.has(law.from))
            }
            Stage::Coming => before && (begins || law.from >= heard.widened(RECENT, 0).first),
        }
    }
}

impl Law {
    pub(super) fn set(&self, instruments: &[Instrument]) -> Option<&Set> {
        match &self.does {
            Does::Sets(set) => instruments.contains(&set.instrument).then_some(set),
            _ => None,
        }
    }
}

/// Whether the product is only goods in general.
fn is_any_goods(words: &str) -> bool {
    let general = [
        "goods",
        "imports",
        "products",
        "exports",
        "chinese",
        "american",
        "u.s.",
        "us",
        "all",
        "the",
        "from",
        "china",
        "other",
        "its",
        "on",
        "of",
        "united",
        "states",
        "each",
        "other's",
        "their",
        "imported",
        "most",
        "many",
        "us-made",
        "chinese-made",
        "trade",
    ];
    let words = words.to_lowercase().replace('’', "'");
    words
        .split_whitespace()
        .all(|word| general.contains(&word.trim_matches([',', '.'])))
}

/// The instruments of a record that a report's can stand for.
fn instruments(read: Option<&str>, action: &str) -> &'static [Instrument] {
    use Instrument as I;
    match read.unwrap_or("unspecified") {
        "tariff" | "tariff_exclusion" if action == "exempt" => {
            &[I::Tariff, I::OrdinaryDuty, I::Exemption]
        }
        "tariff" => &[I::Tariff, I::OrdinaryDuty],
        "tariff_exclusion" => &[I::Exemption],
        "export_control" => &[I::ExportControl, I::Sanction],
        "non_tariff" => &[I::Procedure, I::ImportBan, I::Quota],
        "purchase" => &[I::PurchaseCommitment],
        "sanction" => &[I::Sanction, I::ExportControl],
        "investigation" => &[I::Investigation],
        "port_fee" => &[I::Fee],
        "visa" => &[I::Procedure],
        "subsidy" => &[I::Subsidy],
        _ => &[],
    }
}
