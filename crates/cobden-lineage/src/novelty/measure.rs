//! Measures against what was in force.

use std::collections::BTreeMap;

use cobden_record::{Instrument, Status};
use jiff::civil::Date;

use super::laws::{Does, Law, Set};
use super::shelf::Span;
use super::words::Bag;
use super::{Found, Known, Question};

/// Percentages are the same if they differ by less.
const SAME_RATE: f64 = 0.05;
/// Days by which a report of a measure may be off.
const SLACK: i32 = 2;
/// A report without a day means what came not longer ago.
const RECENT: i32 = 60;
/// A stated day this near to that of the record is about the same step.
const SAME_STEP: i32 = 15;
/// Layers that are added up at most: 2 to this power sums are tried.
const MOST_LAYERS: usize = 10;

/// How far a measure has got, as it counts here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Done,
    Coming,
    /// Denied, not done.
    Not,
}

/// What is asked of the laws.
struct Ask<'q> {
    question: &'q Question<'q>,
    stage: Stage,
    instruments: &'static [Instrument],
    targets: Vec<String>,
    rate: Option<f64>,
    /// A day of the fact, and whether the document states it.
    days: Span,
    is_stated: bool,
    /// The product, if one is named.
    product: Option<Bag>,
    /// All words of the evidence.
    words: Bag,
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

    /// A rate against the layers.
    fn rated(&self, ask: &Ask<'_>, laws: &[&Law]) -> Vec<Found> {
        let Some(rate) = ask.rate else {
            return Vec::new();
        };
        let sets: Vec<(&Law, &Set)> = laws
            .iter()
            .filter_map(|law| Some((*law, law.set(ask.instruments)?)))
            .collect();
        let mut found = Vec::new();
        for (law, set) in &sets {
            let has = set.rates.iter().any(|one| same(*one, rate));
            if has && ask.is_there(law, set) && self.is_on_product(ask, law, set) {
                found.push(self.at_rate(ask, law, set, rate));
            }
        }
        if found.iter().any(|one| one.differs.is_empty()) || ask.stage == Stage::Not {
            return found;
        }
        // The whole of several layers, or the step from one to the next, on a day of the report.
        let days = ask.window();
        let layers: Vec<(&Law, &Set, f64)> = sets
            .iter()
            .filter(|(_, set)| set.is_broad && set.holds(days))
            .filter_map(|(law, set)| Some((*law, *set, set.rate_on(days.last)?)))
            .collect();
        if let Some(sum) = sum_to(&layers, rate) {
            let shown: Vec<String> = sum.iter().map(|(_, _, rate)| format!("{rate}%")).collect();
            let because = format!("{} come to {rate}%", shown.join(" and "));
            let some = sum
                .iter()
                .map(|(law, _, _)| Found::same(law.entry, 3.0, because.clone()));
            return some.collect();
        }
        if let Some((law, because)) = step_of(&sets, rate, days) {
            return vec![Found::same(law.entry, 2.0, because)];
        }
        if found.is_empty() {
            found.extend(self.other_rate(ask, &sets, rate));
        }
        found
    }

    /// What an entry with the rate means for the fact.
    fn at_rate(&self, ask: &Ask<'_>, law: &Law, set: &Set, rate: f64) -> Found {
        let overlap = self
            .shelf
            .stems
            .overlap(&ask.words, &self.shelf.items[law.entry].words);
        let begins = ask.is_stated && ask.days.widened(SLACK, SLACK).has(law.from);
        let holds = set.holds(ask.window());
        let rank = overlap.contained
            + f64::from(u8::from(set.is_broad))
            + 2.0 * f64::from(u8::from(begins))
            + f64::from(u8::from(holds));
        let because = match holds {
            true => format!("{rate}% of {} in force then", set.id),
            false => format!("{rate}% of {}", set.id),
        };
        let found = Found::same(law.entry, rank, because);
        let norms = ask.question.norms();
        let action = norms.text("action").unwrap_or("impose");
        let sets_it = matches!(action, "impose" | "raise" | "keep");
        let text = norms.text("status").unwrap_or("reported");
        match ask.stage {
            Stage::Done if set.status == Status::Threatened && sets_it && text == "in_force" => {
                found.but("status", "in force", "threatened")
            }
            Stage::Not if holds && sets_it && ask.is_stated => {
                found.but("status", text.replace('_', " "), "in force")
            }
            Stage::Done if self.begins_otherwise(ask, law) && sets_it && set.is_broad => {
                found.but("date", ask.days.shown(), law.from.to_string())
            }
            _ => found,
        }
    }

    /// Whether the document states another first day than the record has.
    fn begins_otherwise(&self, ask: &Ask<'_>, law: &Law) -> bool {
        let slots = &ask.question.proposal.slots;
        let told = law.told.iter().chain([&law.from]);
        let apart = |day: &Date| ask.days.apart(Span::day(*day));
        ask.is_stated
            && ask.days.is_day()
            // `since` and `when` of a report; the day of the document itself is none.
            && (slots.contains_key("when") || slots.contains_key("since"))
            && told.clone().all(|day| apart(day) > SLACK)
            && apart(&law.from) <= SAME_STEP
    }

    /// Another rate than that of the step that came on the day which the document states.
    fn other_rate(&self, ask: &Ask<'_>, sets: &[(&Law, &Set)], rate: f64) -> Option<Found> {
        let norms = ask.question.norms();
        let action = norms.text("action").unwrap_or("impose");
        let text = &ask.question.proposal.text.to_lowercase();
        let vague = [
            "average",
            "effective",
            "up to",
            "as much as",
            "as high as",
            "more than",
            "at least",
            "over ",
            "point",
        ];
        let single = norms.several("actor").len() == 1 && ask.targets.len() == 1;
        if ask.stage != Stage::Done
            || !matches!(action, "impose" | "raise" | "keep" | "retaliate")
            || !single
            || !ask.is_stated
            || !ask.days.is_day()
            || vague.iter().any(|word| text.contains(word))
        {
            return None;
        }
        // On all goods, or on those that both name; of lists with several rates nobody knows which is meant.
        let is_on = |law: &Law, set: &Set| match &ask.product {
            None => set.is_broad,
            Some(product) => {
                let words = &self.shelf.items[law.entry].words;
                let overlap = self.shelf.stems.overlap(product, words);
                !set.is_broad && set.rates.len() == 1 && overlap.contained >= 0.6
            }
        };
        let begun = |days: Span| -> Vec<&(&Law, &Set)> {
            let counts = |set: &Set| matches!(set.status, Status::Enacted | Status::Reported);
            let some = sets.iter();
            some.filter(|(law, set)| counts(set) && is_on(law, set) && days.has(law.from))
                .collect()
        };
        let mut on_day = begun(ask.days);
        if on_day.is_empty() {
            on_day = begun(ask.days.widened(1, 1));
        }
        let first = on_day.first()?;
        let mut rates: Vec<String> = Vec::new();
        for (_, set) in &on_day {
            for one in &set.rates {
                let one = format!("{one}%");
                if !rates.contains(&one) {
                    rates.push(one);
                }
            }
        }
        let because = format!("the same actor, target and first day as {}", first.1.id);
        let found = Found::same(first.0.entry, 1.0, because);
        Some(found.but("rate", format!("{rate}%"), rates.join(" or ")))
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
    fn is_on_product(&self, ask: &Ask<'_>, law: &Law, set: &Set) -> bool {
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
    fn aims(&self, law: &Law) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|one| law.is_aimed_at(one, self.days.last))
    }

    /// The days on which what the document says should hold.
    fn window(&self) -> Span {
        match self.is_stated {
            true => self.days.widened(1, 1),
            false => self.days.widened(3, 1),
        }
    }

    /// Whether a law began, or became known, on the days of the report.
    fn begins(&self, law: &Law) -> bool {
        let days = self.days.widened(SLACK, SLACK);
        // A year is no day to begin on.
        self.days.length() <= 31
            && (days.has(law.from) || law.told.iter().any(|day| days.has(*day)))
    }

    /// Whether a measure is one that the document can mean.
    fn is_there(&self, law: &Law, set: &Set) -> bool {
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
    fn set(&self, instruments: &[Instrument]) -> Option<&Set> {
        match &self.does {
            Does::Sets(set) => instruments.contains(&set.instrument).then_some(set),
            _ => None,
        }
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < SAME_RATE
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

/// Layers that add up to a rate: the fewest, those that yield to another of them left out.
fn sum_to<'a>(
    layers: &[(&'a Law, &'a Set, f64)],
    rate: f64,
) -> Option<Vec<(&'a Law, &'a Set, f64)>> {
    let mut standing: Vec<(&Law, &Set, f64)> = layers
        .iter()
        .filter(|(_, set, _)| !layers.iter().any(|(_, other, _)| set.yields_to(other)))
        .copied()
        .collect();
    standing.truncate(MOST_LAYERS);
    let mut best: Option<Vec<usize>> = None;
    for choice in 1_u32..1 << standing.len() {
        let some: Vec<usize> = (0..standing.len())
            .filter(|at| choice >> at & 1 == 1)
            .collect();
        let sum: f64 = some.iter().map(|at| standing[*at].2).sum();
        let fewer = best.as_ref().is_none_or(|best| some.len() < best.len());
        if some.len() > 1 && same(sum, rate) && fewer {
            best = Some(some);
        }
    }
    best.map(|some| some.into_iter().map(|at| standing[at]).collect())
}

/// The measure that came these days by which a rate rose or fell by so much.
fn step_of<'a>(sets: &[(&'a Law, &'a Set)], rate: f64, days: Span) -> Option<(&'a Law, String)> {
    let broad = || {
        sets.iter()
            .filter(|(_, set)| set.is_broad && !set.rates.is_empty())
    };
    let mut steps: BTreeMap<usize, (&'a Law, String)> = BTreeMap::new();
    for (law, set) in broad().filter(|(law, _)| days.widened(RECENT, 1).has(law.from)) {
        for (_, before) in broad().filter(|(_, one)| one.id != set.id && one.is_in_line_with(set)) {
            let (Some(new), Some(old)) = (set.rates.last(), before.rates.last()) else {
                continue;
            };
            if same((new - old).abs(), rate) {
                steps.insert(law.entry, (law, format!("the step from {old}% to {new}%")));
            }
        }
    }
    steps.into_values().next()
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
