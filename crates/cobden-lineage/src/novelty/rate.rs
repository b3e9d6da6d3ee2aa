//! Rates against the layers that were in force.

use std::collections::BTreeMap;

use cobden_record::Status;
use jiff::civil::Date;

use super::laws::{Law, Set};
use super::measure::{Ask, RECENT, SAME_STEP, SLACK, Stage};
use super::shelf::Span;
use super::{Found, Known};

/// Percentages are the same if they differ by less.
const SAME_RATE: f64 = 0.05;
/// Layers that are added up at most: 2 to this power sums are tried.
const MOST_LAYERS: usize = 10;

impl Known {
    /// A rate against the layers.
    pub(super) fn rated(&self, ask: &Ask<'_>, laws: &[&Law]) -> Vec<Found> {
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
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < SAME_RATE
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
