//! Forecasts.

use cobden_read::Period;

use super::id::{joined, slug, when};
use super::words::{Norms, clause, shortened};
use super::{Draft, Drafter};

impl Drafter<'_> {
    pub(super) fn forecast(&self) -> Draft {
        let norms = self.norms();
        let by = norms
            .text("who")
            .map(str::to_owned)
            .or_else(|| norms.slot("who"));
        let content = norms
            .slot("content")
            .unwrap_or_else(|| self.proposal.text.clone());
        let what = match norms.is("negated") {
            true => format!("Not so: {}", clause(&content)),
            false => clause(&content),
        };
        let name = by.clone().unwrap_or_default();
        let title = match name.as_str() {
            "" => shortened(&what, 80),
            name => format!("{}: {}", clause(name), shortened(&what, 80)),
        };
        let made = self.statement.and_then(|said| Norms(said).period("date"));
        let made = made.or(self.note.date);
        let id = joined(&["fc", &slug(&name, 3), &when(made)]);
        let mut draft = self.begin("forecast", id, &title);
        match by {
            Some(by) => draft.text_key("by", &by),
            None => draft.gap("by", "who expects it"),
        }
        draft.text_key("what", &what);
        match made {
            Some(period) => draft.day("made", period.last),
            None => draft.gap("made", "the day on which it was made"),
        }
        let mut remarks = Vec::new();
        match norms
            .text("horizon")
            .map(|words| (Period::parse(words), words))
        {
            Some((Some(period), _)) => {
                draft.day("due", period.last);
                if let Some(words) = norms.slot("when") {
                    remarks.push(format!("By when: {words}."));
                }
            }
            Some((None, words)) => {
                remarks.push(format!("By when: {words}."));
                draft.gap("due", "the day by which it is to have happened");
            }
            None => draft.gap("due", "the day by which it is to have happened"),
        }
        draft.wish("probability", "how likely, 0 to 1, if a figure was given");
        if let Some(hedge) = norms.text("hedge") {
            remarks.push(format!("Put as: {hedge}."));
        }
        if let Some(words) = norms.slot("condition") {
            remarks.push(format!("Condition: {words}."));
        }
        self.finish(draft, true, &remarks)
    }
}
