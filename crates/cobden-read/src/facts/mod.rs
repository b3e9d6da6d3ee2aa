//! Facts inside clauses, whether narrated or said: measures, positions, meetings, forecasts, figures, events.

mod events;
mod figures;
mod forecasts;
mod measures;
mod meetings;
mod party;
mod positions;
mod quantity;

use crate::clause::Range;
use crate::fact::{Extract, Fact, Kind};
use crate::statement::{Said, Setting};
use crate::text::Text;

/// What the facts are read from.
pub(crate) struct Context<'t, 'd> {
    pub(crate) text: &'t Text<'d>,
    /// The statements, in the order of the text.
    pub(crate) said: &'t [Said],
    pub(crate) setting: &'t Setting,
}

impl Context<'_, '_> {
    /// The innermost statement whose content holds a range of tokens.
    pub(crate) fn statement_of(&self, range: &Range) -> Option<usize> {
        let length = |said: &Said| {
            said.content
                .iter()
                .map(|content| content.len())
                .sum::<usize>()
        };
        // Statements stand in the order of the text: those that hold a range begin shortly before it.
        let to = self.said.partition_point(|said| {
            said.content
                .first()
                .is_none_or(|content| content.start <= range.start)
        });
        let from = to.saturating_sub(48);
        let to = (to + 8).min(self.said.len());
        self.said[from..to]
            .iter()
            .enumerate()
            .map(|(index, said)| (from + index, said))
            .filter(|(_, said)| {
                said.content
                    .iter()
                    .any(|content| content.start <= range.start && range.end <= content.end)
            })
            .min_by_key(|(_, said)| length(said))
            .map(|(index, _)| index)
    }

    /// An extract of a fact, without its id, which is given once all are found.
    pub(crate) fn extract(
        &self,
        evidence: Range,
        fact: Fact,
        rule: &str,
        confidence: f64,
    ) -> Extract {
        let kind = self.text.block_kind(self.text.sentence_of(evidence.start));
        let layer = kind.layer();
        let from = self
            .statement_of(&evidence)
            .map(|index| format!("sta{:02}", index + 1));
        Extract {
            id: String::new(),
            evidence: self.text.span(evidence),
            fact,
            from,
            duplicate_of: None,
            layer,
            rule: rule.to_owned(),
            confidence,
        }
    }
}

/// Reads the facts of a text: kind by kind, each kind in the order of the text, with ids.
pub(crate) fn read(context: &Context<'_, '_>) -> Vec<Extract> {
    let mut all = Vec::new();
    for (kind, read) in [
        (
            Kind::Measure,
            measures::read as fn(&Context<'_, '_>) -> Vec<Extract>,
        ),
        (Kind::Position, positions::read),
        (Kind::Meeting, meetings::read),
        (Kind::Forecast, forecasts::read),
        (Kind::Figure, figures::read),
        (Kind::Event, events::read),
    ] {
        let mut found = read(context);
        found.sort_by_key(|extract| (extract.evidence, extract.rule.clone()));
        for (index, extract) in found.iter_mut().enumerate() {
            extract.id = format!("{}{:02}", &kind.name()[..3], index + 1);
        }
        all.extend(found);
    }
    all
}
