//! Amendments as written.

use cobden_codes::suggest;
use cobden_toml::Section;

use super::{Body, Fields, Printer, Wanted, kept_in, products, rate, target};
use crate::amendment::{Amendment, Correction, Effect};
use crate::entry::Kind;
use crate::products::Products;

const EFFECTS: [&str; 6] = [
    "suspends",
    "resumes",
    "ends",
    "strikes down",
    "extends",
    "corrects",
];

impl Body for Amendment {
    kept_in!(Amendment, amendments);

    fn read(fields: &mut Fields) -> Option<Self> {
        let act = fields.reference("act", Wanted::One(Kind::Act));
        let measures = fields.needed_references("measures", Wanted::Layer);
        let effect = effect(fields);
        Some(Self {
            act,
            measures: measures?,
            effect: effect?,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.optional_text("act", self.act.as_deref());
        printer.list("measures", &self.measures);
        printer.text("effect", self.effect.word());
        match &self.effect {
            Effect::Suspends {
                from,
                until,
                products,
                target,
            } => {
                printer.date("from", *from);
                printer.optional_date("until", *until);
                if let Some(products) = products {
                    printer.key("products", products::written(products));
                }
                if let Some(target) = target {
                    target::print(target, printer);
                }
            }
            Effect::Resumes { from } | Effect::Ends { from } | Effect::StrikesDown { from } => {
                printer.date("from", *from);
            }
            Effect::Extends { until } => printer.date("until", *until),
            Effect::Corrects(set) => {
                let mut parts = Vec::new();
                parts.extend(set.from.map(|from| format!("from = {from}")));
                parts.extend(set.until.map(|until| format!("until = {until}")));
                let rate = set.rate.as_ref();
                parts.extend(rate.map(|rate| format!("rate = {}", rate::written(rate))));
                parts.extend(set.status.map(|status| format!("status = \"{status}\"")));
                printer.key("set", format_args!("{{ {} }}", parts.join(", ")));
            }
        }
    }

    fn act(&self) -> Option<&str> {
        self.act.as_deref()
    }
}

fn effect(fields: &mut Fields) -> Option<Effect> {
    let known = EFFECTS.join(", ");
    if !fields.needs("effect", &format!("say what happens: one of {known}")) {
        return None;
    }
    let word = fields.word_at("effect")?;
    match word.text.as_str() {
        "suspends" => {
            fields.needs("from", "say since when: from = 2025-05-14");
            let (from, until) = fields.span();
            let products = fields.products();
            if products == Some(Products::Unlisted) {
                let range = fields.range_of("products");
                fields.fault(
                    range,
                    "which products are spared is not held, so that nothing could be told apart from all of them",
                    "name codes or lists; leave products out only if everything is suspended",
                );
                return None;
            }
            let target = fields.target();
            Some(Effect::Suspends {
                from: from?,
                until,
                products,
                target,
            })
        }
        "resumes" => Some(Effect::Resumes {
            from: fields.needed_date("from")?,
        }),
        "ends" => Some(Effect::Ends {
            from: fields.needed_date("from")?,
        }),
        "strikes down" => Some(Effect::StrikesDown {
            from: fields.needed_date("from")?,
        }),
        "extends" => Some(Effect::Extends {
            until: fields.needed_date("until")?,
        }),
        "corrects" => correction(fields).map(Effect::Corrects),
        other => {
            let message = format!("\"{other}\" is no effect of an amendment");
            let hint = match suggest::nearest(other, EFFECTS.into_iter()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("known are: {known}"),
            };
            fields.fault(word.range, message, hint);
            None
        }
    }
}

fn correction(fields: &mut Fields) -> Option<Correction> {
    let hint = "write set = { rate = \"25%\" }, or from, until, status";
    if !fields.needs("set", hint) {
        return None;
    }
    let value = fields.value("set")?;
    let Some(table) = value.get_ref().as_table() else {
        fields.fault(value.span(), "set is not a table", hint);
        return None;
    };
    let source = fields.pending.source.clone();
    let found = &mut *fields.section.found;
    let mut section = Section::new("set", table, value.span(), &source, found);
    let from = section.date("from");
    let until = section.date("until");
    let rate = section.get("rate");
    let status = section.string("status");
    section.finish();
    let status = match status {
        Some(word) => Some(fields.means(&word)?),
        None => None,
    };
    let rate = match rate {
        Some(rate) => Some(fields.rates_of(rate, from.as_ref().map(|(day, _)| *day))?),
        None => None,
    };
    let set = Correction {
        from: from.map(|(day, _)| day),
        until: until.as_ref().map(|(day, _)| *day),
        rate,
        status,
    };
    if set == Correction::default() {
        fields.fault(value.span(), "the correction sets nothing", hint);
        return None;
    }
    if let (Some(from), Some((day, range))) = (set.from, until)
        && day <= from
    {
        let message = format!("it ends on {day}, before it starts on {from}");
        fields.fault(
            range,
            message,
            "until is the first day no longer, so it comes after from",
        );
    }
    Some(set)
}
