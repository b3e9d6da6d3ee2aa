//! Meetings and other events.

use jiff::ToSpan;

use super::id::{joined, slug, when};
use super::words::{called, clause, party, shortened};
use super::{Draft, Drafter};

impl Drafter<'_> {
    pub(super) fn meeting(&self) -> Draft {
        let norms = self.norms();
        let sort = norms.text("type").unwrap_or("talks");
        let parties = norms.several("parties");
        let mut remarks = Vec::new();
        let state = norms.text("status").unwrap_or("held");
        let names: Vec<String> = parties.iter().map(|one| called(one)).collect();
        let what = match sort {
            "contact" => "contact",
            "call" => "call",
            "summit" => "summit",
            "visit" => "visit",
            _ => "talks",
        };
        let title = match norms.slot("topic") {
            Some(topic) => format!("{}: {what} on {}", names.join(", "), shortened(&topic, 60)),
            None => format!("{}: {what}", names.join(", ")),
        };
        let short: Vec<String> = parties.iter().take(2).map(|one| slug(one, 2)).collect();
        let id = joined(&[what, &short.join("-"), &when(norms.period("date"))]);
        let mut draft = self.begin("event", id, &title);
        draft.word("kind", if sort == "call" { "call" } else { "meeting" });
        if sort == "contact" {
            remarks.push("A contact, such as by messages, and perhaps no meeting.".to_owned());
        }
        if parties.is_empty() {
            draft.gap("who", "who took part: [\"USA\", \"CHN\"]");
        } else {
            let who: Vec<String> = parties.iter().map(|one| party(one)).collect();
            draft.list("who", &who);
        }
        let dated = self.days(&mut draft, &mut remarks, false);
        if let Some(place) = norms.slot("place") {
            draft.text_key("where", &place);
        }
        if matches!(state, "planned" | "possible") {
            draft.word("state", "planned");
        }
        if state == "possible" {
            remarks.push("Talked of, not arranged.".to_owned());
        }
        if state == "denied" {
            remarks.push("By these words there was no such meeting.".to_owned());
        }
        if state == "ongoing" {
            remarks.push("Under way when it was written.".to_owned());
        }
        draft.text_key("what", &clause(&self.proposal.text));
        for (slot, word) in [
            ("channel", "Way"),
            ("outcome", "Result"),
            ("condition", "Condition"),
        ] {
            if let Some(words) = norms.slot(slot) {
                remarks.push(format!("{word}: {words}."));
            }
        }
        let first = norms.several("initiator");
        if !first.is_empty() {
            remarks.push(format!("{} moved first.", first.join(" and ")));
        }
        self.finish(
            draft,
            dated && !matches!(state, "possible" | "denied"),
            &remarks,
        )
    }

    pub(super) fn event(&self) -> Draft {
        let norms = self.norms();
        let (kind, remark) = match norms.text("type") {
            Some("legal") => ("ruling", None),
            Some("appointment") => ("statement", Some("An appointment.")),
            Some("order_cancellation") => ("statement", Some("Orders cancelled.")),
            Some("mechanism") => ("agreement", Some("A standing way to talk.")),
            _ => ("agreement", None),
        };
        let mut remarks: Vec<String> = remark.map(str::to_owned).into_iter().collect();
        let what = norms
            .slot("what")
            .unwrap_or_else(|| self.proposal.text.clone());
        let who = norms.slot("who");
        let title = match &who {
            Some(who) => format!("{}: {}", clause(who), shortened(&clause(&what), 80)),
            None => shortened(&clause(&what), 80),
        };
        let id = joined(&["ev", &slug(&what, 3), &when(norms.period("date"))]);
        let mut draft = self.begin("event", id, &title);
        draft.word("kind", kind);
        match who {
            Some(who) => draft.list("who", &[party(&who)]),
            None => draft.gap("who", "who took part: [\"USA\", \"CHN\"]"),
        }
        let dated = self.days(&mut draft, &mut remarks, false);
        if let Some(place) = norms.slot("place") {
            draft.text_key("where", &place);
        }
        draft.text_key("what", &clause(&self.proposal.text));
        self.finish(draft, dated, &remarks)
    }

    /// Writes when it was: `on` a day, `from` and `until` of several. Words were said at the latest when the document
    /// came out, so that a statement without a day gets the document's; others leave a gap. Whether a day was given.
    pub(super) fn days(&self, draft: &mut Draft, remarks: &mut Vec<String>, is_said: bool) -> bool {
        let found = self.norms().period("date");
        match (found, self.published()) {
            (Some(period), _) if period.is_day() => draft.day("on", period.first),
            (Some(period), _) => {
                draft.day("from", period.first);
                match period.last.checked_add(1.day()) {
                    Ok(after) => draft.day("until", after),
                    Err(_) => draft.day("until", period.last),
                }
                remarks.push(format!("The text says no more than {period}."));
            }
            (None, Some(published)) if is_said => {
                draft.day("on", published);
                remarks.push("The text does not say when; the day is the document's.".to_owned());
            }
            (None, _) => draft.gap("on", "the day: 2025-05-10; or write from and until"),
        }
        found.is_some()
    }
}
