//! Measures, as far as a report can speak of them.

use super::id::{joined, slug};
use super::position::Words;
use super::value::{array, percent, quoted};
use super::words::{Norms, called, clause, is_economy, party, shortened};
use super::{Draft, Drafter};

impl Drafter<'_> {
    pub(super) fn measure(&self) -> Draft {
        let norms = self.norms();
        let status = norms.text("status").unwrap_or("reported");
        match status {
            "requested" => {
                let by = norms.several("requested_by").into_iter().next();
                return self.wanted(by, norms.several("actor").into_iter().next(), "demand");
            }
            "offered" => {
                let by = norms.several("actor").into_iter().next();
                return self.wanted(by, norms.several("target").into_iter().next(), "offer");
            }
            _ => {}
        }
        let counted = match status {
            "threatened" => Some("threatened"),
            "announced" | "planned" | "promised" => Some("announced"),
            "in_force" | "past" | "reported" | "considered" | "expected" | "forecast" => {
                Some("reported")
            }
            // Denied, not done, undecided, hypothetical: no measure, but somebody's words.
            _ => None,
        };
        match (counted, instrument(norms)) {
            (Some(counted), Some(instrument)) => self.as_measure(counted, instrument, status),
            _ => self.of_a_measure(status),
        }
    }

    /// What somebody asks for or holds out.
    fn wanted(&self, by: Option<String>, to: Option<String>, kind: &'static str) -> Draft {
        let words = Words {
            by,
            to,
            kind,
            what: clause(&self.proposal.text),
            before: None,
        };
        self.as_position(
            words,
            &["A measure that is asked for or offered.".to_owned()],
        )
    }

    /// What is said of a measure that a record would not hold as one.
    fn of_a_measure(&self, status: &str) -> Draft {
        let norms = self.norms();
        let actors = norms.several("actor");
        let who: Vec<String> = actors.iter().map(|one| party(one)).collect();
        let name = actors.first().map(|one| called(one)).unwrap_or_default();
        let action = norms.text("action").unwrap_or("measure").replace('_', " ");
        let remark = format!("About a measure ({action}, {}).", status.replace('_', " "));
        let advice = "If it changes a measure of the record, an amendment says so better.";
        let remarks = match norms.text("action") {
            Some("suspend" | "remove" | "extend" | "ease" | "keep" | "cut") => {
                vec![remark, advice.to_owned()]
            }
            _ => vec![remark],
        };
        self.as_statement(who, &name, &clause(&self.proposal.text), remarks)
    }

    fn as_measure(&self, status: &str, instrument: &'static str, read: &str) -> Draft {
        let norms = self.norms();
        let mut remarks = Vec::new();
        let actors: Vec<String> = norms.several("actor");
        let actor = actors.iter().find(|one| is_economy(one)).cloned();
        let rate = norms.number("rate").filter(|rate| *rate >= 0.0);
        let name = actor.as_deref().map(called).unwrap_or_default();
        let action = norms.text("action").unwrap_or("impose").replace('_', " ");
        let height = rate.map_or(String::new(), |rate| format!(" of {rate}%"));
        let title = format!(
            "{name}: {instrument}{height} ({action}, {})",
            read.replace('_', " ")
        );
        let product = norms.slot("product");
        let target = norms.several("target");
        let id = joined(&[
            &actor.as_deref().unwrap_or_default().to_lowercase(),
            &slug(instrument, 2),
            &rate.map_or(String::new(), |rate| format!("{}", rate.round())),
            &slug(product.as_deref().unwrap_or_default(), 2),
            &super::id::when(norms.period("date").or(self.note.date)),
        ]);
        let mut draft = self.begin("measure", id, title.trim_start_matches(": "));
        match actor {
            Some(actor) => draft.word("actor", &actor),
            None => draft.gap("actor", "the economy that acts: \"USA\""),
        }
        let targets: Vec<String> = target
            .iter()
            .filter(|one| is_economy(one))
            .cloned()
            .collect();
        match targets.as_slice() {
            [] => draft.gap("target", "against whom: \"CHN\", a list, or \"all\""),
            [one] => draft.keys.push(("target", quoted(one))),
            more => draft.keys.push(("target", array(more))),
        }
        draft.word("instrument", instrument);
        match norms.slot("legal").map(|words| (slug(&words, 4), words)) {
            Some((authority, words)) if !authority.is_empty() => {
                draft.word("authority", &authority);
                remarks.push(format!("Rests on {words}."));
            }
            _ => draft.word("authority", "not-stated"),
        }
        draft.word("status", status);
        draft.word("products", "unlisted");
        draft.text_key("scope", &product.unwrap_or_else(|| "not stated".to_owned()));
        if let Some(rate) = rate.filter(|_| instrument == "tariff") {
            draft.keys.push(("rate", percent(rate)));
        }
        let from = norms.period("date");
        match from {
            Some(period) if period.is_day() => draft.day("from", period.first),
            Some(period) => remarks.push(format!("When: {period}.")),
            None => {}
        }
        if let Some(until) = norms.period("until") {
            let first = from
                .filter(|period| period.is_day())
                .map(|period| period.first);
            if first.is_none_or(|first| until.last > first) {
                draft.day("until", until.last);
            }
        }
        if let Some(amount) = norms.slot("amount") {
            draft.text_key("trade", &amount);
        }
        if actors.len() > 1 {
            remarks.push(format!("Done by {}.", actors.join(", ")));
        }
        if let Some(before) = norms.number("rate_from") {
            remarks.push(format!("From {before}%."));
        }
        if norms.is("retaliation") {
            remarks.push("An answer to another's measure.".to_owned());
        }
        for (slot, word) in [
            ("condition", "Condition"),
            ("reason", "Reason"),
            ("duration", "For"),
        ] {
            if let Some(words) = norms.slot(slot) {
                remarks.push(format!("{word}: {}.", shortened(&words, 200)));
            }
        }
        let sure = !matches!(read, "considered" | "expected" | "forecast");
        self.finish(draft, sure, &remarks)
    }
}

/// The instrument of a record; none where what is done is no measure of its own.
fn instrument(norms: Norms<'_>) -> Option<&'static str> {
    let action = norms.text("action").unwrap_or_default();
    let has_rate = norms.number("rate").is_some();
    // What ends or prolongs a measure is no measure, unless it sets a rate.
    let changes = matches!(
        action,
        "remove" | "suspend" | "extend" | "keep" | "ease" | "reform"
    );
    Some(match norms.text("instrument")? {
        "tariff" | "tariff_exclusion" if action == "exempt" => "exemption",
        "tariff_exclusion" if !changes => "exemption",
        "tariff" if has_rate || !changes && action != "cut" => "tariff",
        _ if changes => return None,
        "export_control" => "export control",
        "non_tariff" | "visa" => "procedure",
        "purchase" => "purchase commitment",
        "sanction" => "sanction",
        "investigation" => "investigation",
        "port_fee" => "fee",
        "subsidy" => "subsidy",
        _ => return None,
    })
}
