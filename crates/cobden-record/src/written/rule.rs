//! Rules as written.

use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::entry::Kind;
use crate::rule::{Relation, Rule};

impl Body for Rule {
    kept_in!(Rule, rules);

    fn read(fields: &mut Fields) -> Option<Self> {
        let act = fields.reference("act", Wanted::One(Kind::Act));
        let layers = fields.needed_references("layers", Wanted::Layer);
        let relation: Option<Relation> = fields.needed_one_of("relation");
        let words = fields.words("others");
        let mut others = Vec::with_capacity(words.len());
        for word in words {
            if word.text != "all" {
                others.push(fields.refer("others", word, Wanted::Layer));
                continue;
            }
            if relation.is_some_and(|relation| relation != Relation::Adds) {
                fields.fault(
                    word.range,
                    "only what adds can stand against all others",
                    "name measures, families or authorities",
                );
            }
            others.push(word.text);
        }
        match relation {
            Some(Relation::HighestOf) if !others.is_empty() => {
                let range = fields.range_of("others");
                fields.fault(
                    range,
                    "the highest of layers has no others",
                    "name all of them in layers and leave others out",
                );
            }
            Some(Relation::HighestOf | Relation::Exempt) | None => {}
            Some(relation) if !fields.has("others") => fields.missing(
                "others",
                &format!("say what the layers stand to by \"{relation}\": others = [\"...\"]"),
            ),
            Some(_) => {}
        }
        let (from, until) = fields.span();
        fields.has("modelled");
        let modelled = fields.section.boolean("modelled").unwrap_or(true);
        let reason = fields.text("reason");
        let trade = fields.text("trade");
        if !modelled && !fields.has("reason") {
            fields.missing(
                "reason",
                "say why the rule is not applied: reason = \"...\"",
            );
        }
        Some(Self {
            act,
            layers: layers?,
            relation: relation?,
            others,
            from,
            until,
            modelled,
            reason,
            trade,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.optional_text("act", self.act.as_deref());
        printer.list("layers", &self.layers);
        printer.word("relation", self.relation);
        printer.list("others", &self.others);
        printer.optional_date("from", self.from);
        printer.optional_date("until", self.until);
        if !self.modelled {
            printer.key("modelled", false);
        }
        printer.optional_text("reason", self.reason.as_deref());
        printer.optional_text("trade", self.trade.as_deref());
    }

    fn act(&self) -> Option<&str> {
        self.act.as_deref()
    }
}
