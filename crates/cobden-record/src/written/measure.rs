//! Measures as written.

use cobden_toml::Section;

use super::{Body, Fields, Printer, Wanted, kept_in, products, rate, target};
use crate::entry::Kind;
use crate::measure::{InTransit, Instrument, Measure, Rates, Status};
use crate::products::{Item, Products};

impl Body for Measure {
    kept_in!(Measure, measures);

    fn read(fields: &mut Fields) -> Option<Self> {
        let actor = fields.economy("actor");
        let hint = "say against whom: target = \"CHN\", a list, or \"all\"";
        let target = if fields.needs("target", hint) {
            fields.target()
        } else {
            None
        };
        let act = fields.reference("act", Wanted::One(Kind::Act));
        let instrument: Option<Instrument> = fields.needed_one_of("instrument");
        let authority = fields.needed_text("authority");
        let family = fields.text("family");
        fields.pending.layers.extend(authority.clone());
        fields.pending.layers.extend(family.clone());
        let products = fields.products();
        let scope = fields.text("scope");
        let nomenclature = fields.reference("nomenclature", Wanted::One(Kind::Nomenclature));
        let (from, until) = fields.span();
        let rate = fields.rates("rate", from);
        if let (Some(Rates::Steps(steps)), Some(until)) = (&rate, until)
            && let Some(late) = steps
                .iter()
                .filter_map(|step| step.from)
                .find(|day| *day >= until)
        {
            let range = fields.range_of("rate");
            let message = format!("the step of {late} comes when the measure is over, on {until}");
            fields.fault(range, message, "leave the step out, or write a later until");
        }
        let status: Status = fields.one_of("status").unwrap_or_default();
        let replaces = fields.references("replaces", Wanted::Layer);
        let excluded_by = fields.references("excluded_by", Wanted::Layer);
        let exempts = fields.references("exempts", Wanted::Layer);
        let ends = fields.references("ends", Wanted::Layer);
        let when = fields.references("when", Wanted::One(Kind::Condition));
        let unless = fields.references("unless", Wanted::One(Kind::Condition));
        contradicted(&when, &unless, fields);
        let in_transit = in_transit(fields);
        let lines = fields.section.count("lines");
        let trade = fields.text("trade");
        if let Some(instrument) = instrument {
            fits(instrument, status, fields);
            needed(instrument, status, fields);
        }
        if fields.has("rate") && matches!(rate, Some(Rates::Listed)) {
            listed(products.as_ref(), fields);
        }
        let unlisted =
            fields.value("products").and_then(|v| v.get_ref().as_str()) == Some("unlisted");
        if unlisted && !fields.has("scope") {
            let range = fields.range_of("products");
            fields.fault(
                range,
                "nothing says which products are meant",
                "add scope = \"...\", the products in words",
            );
        }
        let products = match products {
            None if !fields.has("products") => Products::Unlisted,
            products => products?,
        };
        Some(Self {
            actor: actor?,
            target: target?,
            act,
            instrument: instrument?,
            authority: authority?,
            family,
            products,
            scope,
            nomenclature,
            rate,
            from,
            until,
            status,
            replaces,
            excluded_by,
            exempts,
            ends,
            when,
            unless,
            in_transit,
            lines: lines.and_then(|lines| u32::try_from(lines).ok()),
            trade,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.optional_text("act", self.act.as_deref());
        printer.text("actor", &self.actor);
        target::print(&self.target, printer);
        printer.word("instrument", self.instrument);
        printer.text("authority", &self.authority);
        printer.optional_text("family", self.family.as_deref());
        if self.status != Status::default() {
            printer.word("status", self.status);
        }
        if self.products != Products::Unlisted || self.scope.is_some() {
            printer.key("products", products::written(&self.products));
        }
        printer.optional_text("scope", self.scope.as_deref());
        printer.optional_text("nomenclature", self.nomenclature.as_deref());
        if let Some(rates) = &self.rate {
            printer.key("rate", rate::written(rates));
        }
        printer.optional_date("from", self.from);
        printer.optional_date("until", self.until);
        printer.list("replaces", &self.replaces);
        printer.list("excluded_by", &self.excluded_by);
        printer.list("exempts", &self.exempts);
        printer.list("ends", &self.ends);
        printer.list("when", &self.when);
        printer.list("unless", &self.unless);
        if let Some(transit) = self.in_transit {
            printer.key(
                "in_transit",
                format_args!(
                    "{{ exported_before = {}, entered_before = {} }}",
                    transit.exported_before, transit.entered_before
                ),
            );
        }
        if let Some(lines) = self.lines {
            printer.key("lines", lines);
        }
        printer.optional_text("trade", self.trade.as_deref());
    }

    fn act(&self) -> Option<&str> {
        self.act.as_deref()
    }
}

/// A condition that must hold and must not.
fn contradicted(when: &[String], unless: &[String], fields: &mut Fields) {
    for name in unless.iter().filter(|name| when.contains(name)) {
        let range = fields.range_of_name("unless", name);
        fields.fault(
            range,
            format!("\"{name}\" stands under when and unless, so that the measure never applies"),
            "take it out of one of them",
        );
    }
}

/// Keys that an instrument cannot have.
fn fits(instrument: Instrument, status: Status, fields: &mut Fields) {
    if instrument == Instrument::OrdinaryDuty && fields.has("excluded_by") {
        let range = fields.range_of("excluded_by");
        fields.fault(
            range,
            "the ordinary duty cannot be excluded by a layer that stands on top of it",
            "write an exemption that exempts it, or a measure that replaces it",
        );
    }
    if instrument == Instrument::Exemption {
        if !fields.has("exempts") && status == Status::Enacted {
            fields.missing("exempts", "name what is not due: exempts = [\"...\"]");
        }
        if fields.has("rate") {
            let range = fields.range_of("rate");
            fields.fault(
                range,
                "an exemption charges nothing, so that its rate would never be asked for",
                "leave rate out; a lower duty is a measure with instrument = \"tariff\" that replaces the other",
            );
        }
    } else if fields.has("exempts") {
        let range = fields.range_of("exempts");
        fields.fault(
            range,
            format!("exempts on a measure whose instrument is \"{instrument}\""),
            "write a measure of its own with instrument = \"exemption\"",
        );
    }
}

/// Keys that a duty must have; one that is not law yet may lack rate and first day.
fn needed(instrument: Instrument, status: Status, fields: &mut Fields) {
    if !instrument.is_duty() && instrument != Instrument::Exemption {
        return;
    }
    let hint = "write \"all\", codes and ids of lists, or \"unlisted\" with a scope in words";
    fields.needs("products", &format!("say on what: {hint}"));
    if status != Status::Enacted {
        return;
    }
    if instrument.is_duty() {
        fields.needs("rate", "say how much: rate = \"25%\"");
    }
    fields.needs("from", "say since when: from = 2025-04-09");
}

/// Listed rates need lists.
fn listed(products: Option<&Products>, fields: &mut Fields) {
    let hint = "name lists whose files have a column rate";
    let range = fields.range_of("products");
    let message = match products {
        Some(Products::Chosen { include, .. }) => {
            if include.iter().all(|item| matches!(item, Item::List(_))) {
                return;
            }
            "rate = \"listed\", but products names codes that are on no list"
        }
        Some(Products::All | Products::Unlisted) => "rate = \"listed\" without a list",
        None => return,
    };
    fields.fault(range, message, hint);
}

fn in_transit(fields: &mut Fields) -> Option<InTransit> {
    let value = fields.value("in_transit")?;
    let hint = "write in_transit = { exported_before = 2025-04-05, entered_before = 2025-05-28 }";
    let Some(table) = value.get_ref().as_table() else {
        fields.fault(value.span(), "in_transit is not a table", hint);
        return None;
    };
    let source = fields.pending.source.clone();
    let found = &mut *fields.section.found;
    let mut section = Section::new("in_transit", table, value.span(), &source, found);
    let exported = section.date("exported_before");
    let entered = section.date("entered_before");
    let missing =
        section.get("exported_before").is_none() || section.get("entered_before").is_none();
    section.finish();
    if missing {
        fields.fault(value.span(), "in_transit needs two days", hint);
    }
    Some(InTransit {
        exported_before: exported?.0,
        entered_before: entered?.0,
    })
}
