//! Whose a name is, and which entries belong to the two sides.

use std::collections::BTreeSet;

use cobden_codes::Economy;
use cobden_record::{Event, Forecast, Measure, Position, View};

use crate::words;

/// Whether a name as a record writes it means a side: its code, or words that hold it, such as `CHN, Ministry of Commerce`.
pub(crate) fn means(name: &str, party: &str) -> bool {
    parts(name).any(|word| word == party)
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', ',', '(', ')'])
}

/// The two sides, and what tells their dispute from that of others.
///
/// Positions belong to it if one side holds them and they are addressed to nobody or to the other. Events and forecasts
/// belong to it unless they name other economies and not both sides; where the day lies in a round of escalation of
/// another pair, only those that name both sides do. A code among those who met or spoke names an economy, and so does
/// its name in the text; of others than the sides, the name is looked for if they act in the record.
pub(crate) struct Dispute<'a> {
    sides: &'a [String; 2],
    /// Codes and names of the others that act in the record.
    others: Vec<(String, String)>,
    /// Whether only what names both sides belongs to it.
    strict: bool,
}

impl<'a> Dispute<'a> {
    /// Of two sides; `elsewhere` where the day lies in a round of another pair.
    pub(crate) fn new(view: View<'_>, sides: &'a [String; 2], elsewhere: bool) -> Self {
        let actors: BTreeSet<String> = view
            .measures()
            .map(|(_, measure): (_, std::borrow::Cow<'_, Measure>)| measure.actor.clone())
            .filter(|actor| !sides.contains(actor))
            .collect();
        Self {
            sides,
            others: actors
                .into_iter()
                .map(|actor| (actor.clone(), words::name(&actor)))
                .collect(),
            strict: elsewhere,
        }
    }

    /// The side that a name means, by position.
    pub(crate) fn side(&self, name: &str) -> Option<usize> {
        self.sides.iter().position(|party| means(name, party))
    }

    /// The sides that hold a position and that it is addressed to, if it is between the two.
    pub(crate) fn between(&self, position: &Position) -> Option<usize> {
        let holder = self.side(&position.by)?;
        let to = position.to.as_deref();
        let to_other = to.is_none_or(|to| self.side(to).is_some_and(|side| side != holder));
        to_other.then_some(holder)
    }

    /// Whether an event belongs to the dispute.
    pub(crate) fn holds_event(&self, title: Option<&str>, event: &Event) -> bool {
        let who: Vec<&str> = event.who.iter().map(String::as_str).collect();
        let text = [title, event.what.as_deref()];
        self.holds(&who, &text.into_iter().flatten().collect::<Vec<_>>())
    }

    /// Whether a forecast belongs to the dispute.
    pub(crate) fn holds_forecast(&self, title: Option<&str>, forecast: &Forecast) -> bool {
        let text = [title, Some(forecast.what.as_str())];
        self.holds(
            &[&forecast.by],
            &text.into_iter().flatten().collect::<Vec<_>>(),
        )
    }

    fn holds(&self, who: &[&str], text: &[&str]) -> bool {
        let said = |name: &str| text.iter().any(|text| holds_word(text, name));
        let named = |party: &String| {
            who.iter().any(|one| means(one, party)) || said(party) || said(&words::name(party))
        };
        if self.sides.iter().all(named) {
            return true;
        }
        let is_other = |word: &str| {
            let economy = word.len() == 3
                && word.bytes().all(|letter| letter.is_ascii_uppercase())
                && Economy::find(word).is_some();
            (economy || self.others.iter().any(|(code, _)| code == word))
                && !self.sides.iter().any(|party| party == word)
        };
        let other_met = who.iter().any(|one| parts(one).any(is_other));
        let other_said = self.others.iter().any(|(_, name)| said(name));
        !self.strict && !other_met && !other_said
    }
}

/// Whether a text holds words as they stand, and not as part of longer ones.
fn holds_word(text: &str, words: &str) -> bool {
    let boundary = |letter: Option<char>| letter.is_none_or(|one| !one.is_alphanumeric());
    text.match_indices(words).any(|(at, _)| {
        boundary(text[..at].chars().next_back())
            && boundary(text[at + words.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_the_side_it_holds() {
        assert!(means("CHN", "CHN") && means("CHN, Ministry of Commerce", "CHN"));
        assert!(!means("experts who are not named", "CHN"));
    }

    #[test]
    fn words_are_found_whole() {
        assert!(holds_word("with India, too", "India"));
        assert!(!holds_word("the Indian Ocean", "India"));
    }

    #[test]
    fn what_names_another_and_not_both_is_left_out() {
        let sides = ["USA".to_owned(), "VNM".to_owned()];
        let of = |strict: bool| Dispute {
            sides: &sides,
            others: vec![("CHN".to_owned(), "China".to_owned())],
            strict,
        };
        assert!(of(false).holds(&["An observer"], &["No duty by the summer"]));
        assert!(!of(false).holds(&["USA"], &["It is China that seeks talks"]));
        assert!(!of(false).holds(&["CHN"], &["Talks"]));
        assert!(of(false).holds(&["USA", "CHN"], &["Talks on goods of Vietnam"]));
        assert!(!of(true).holds(&["An observer"], &["No duty by the summer"]));
    }
}
