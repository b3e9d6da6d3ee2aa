//! Products as written.

use cobden_codes::Division;
use cobden_toml::{DeValue, Section, Spanned, kind};
use jiff::civil::Date;

use super::printer::{array, quoted, ratio};
use super::{Body, Fields, Printer, kept_in};
use crate::product::{Product, SalesShare};

impl Body for Product {
    kept_in!(Product, products);

    fn read(fields: &mut Fields) -> Option<Self> {
        let hint = "name codes of the Harmonized System: products = [\"8505.11\"]";
        let mut products = Vec::new();
        if fields.needs("products", hint) {
            let words = fields.words("products");
            if words.is_empty() {
                let range = fields.range_of("products");
                fields.fault(range, "products names nothing", hint);
            }
            products.extend(words.iter().filter_map(|word| fields.code(word)));
            products.sort_unstable();
            products.dedup();
        }
        let division = division(fields);
        let shares = shares(fields);
        let substitution = elasticity(fields, "substitution", true);
        let trade_elasticity = elasticity(fields, "trade_elasticity", false);
        Some(Self {
            products: Some(products).filter(|codes| !codes.is_empty())?,
            division: division?,
            shares: shares?,
            substitution: substitution?,
            trade_elasticity: trade_elasticity?,
        })
    }

    fn print(&self, printer: &mut Printer) {
        let codes: Vec<String> = self.products.iter().map(ToString::to_string).collect();
        printer.key("products", array(&codes));
        printer.text("division", &format!("{:02}", self.division));
        let shares: Vec<String> = self.shares.iter().map(row).collect();
        printer.key("shares", format_args!("[{}]", shares.join(", ")));
        printer.number("substitution", self.substitution);
        printer.number("trade_elasticity", self.trade_elasticity);
    }

    fn known(&self) -> Option<Date> {
        Some(Date::MIN)
    }
}

fn division(fields: &mut Fields) -> Option<u8> {
    let hint = "write two digits of ISIC Rev.4: division = \"27\"";
    if !fields.needs("division", hint) {
        return None;
    }
    let word = fields.word_at("division")?;
    let two_digits = word.text.len() == 2 && word.text.bytes().all(|c| c.is_ascii_digit());
    let number = word.text.parse().ok().filter(|_| two_digits);
    let found = number.and_then(Division::find).map(Division::number);
    if found.is_none() {
        let message = format!("\"{}\" is no division of ISIC Rev.4", word.text);
        fields.fault(word.range, message, hint);
    }
    found
}

/// An elasticity, 0 or more, or above 0.
fn elasticity(fields: &mut Fields, key: &'static str, may_be_zero: bool) -> Option<f64> {
    if !fields.needs(key, &format!("add {key} = 2.0")) {
        return None;
    }
    let (value, range) = fields.number(key)?;
    let sound = value > 0.0 || (may_be_zero && value == 0.0);
    if !sound {
        let (bound, hint) = match may_be_zero {
            true => ("below 0", "0 stands for what nothing can take the place of"),
            false => ("not above 0", "write a number above 0, such as 1.5"),
        };
        fields.fault(range, format!("{key} is {value}, {bound}"), hint);
    }
    sound.then_some(value)
}

const SHARES: &str = "write shares = [{ exporter = \"CHN\", share = \"2.1%\" }, { exporter = \"all\", share = \"0.05%\" }]";

fn shares(fields: &mut Fields) -> Option<Vec<SalesShare>> {
    if !fields.needs("shares", SHARES) {
        return None;
    }
    let value = fields.value("shares")?;
    let Some(items) = value.get_ref().as_array().filter(|items| !items.is_empty()) else {
        fields.fault(value.span(), "shares is no list of shares", SHARES);
        return None;
    };
    let mut rows: Vec<SalesShare> = Vec::with_capacity(items.len());
    let mut whole = true;
    for item in items {
        let Some(row) = share(fields, item) else {
            whole = false;
            continue;
        };
        let twice = |other: &SalesShare| {
            (&other.exporter, &other.importer) == (&row.exporter, &row.importer)
        };
        if rows.iter().any(twice) {
            let message = format!("the share of {} is said twice", row.exporter);
            fields.fault(item.span(), message, "keep one of the two");
            whole = false;
        }
        rows.push(row);
    }
    whole.then_some(rows)
}

fn share(fields: &mut Fields, item: &Spanned<DeValue<'_>>) -> Option<SalesShare> {
    let Some(table) = item.get_ref().as_table() else {
        let message = format!("a share is {}, not a table", kind(item.get_ref()));
        fields.fault(item.span(), message, SHARES);
        return None;
    };
    let source = fields.pending.source.clone();
    let found = &mut *fields.section.found;
    let mut section = Section::new("a share", table, item.span(), &source, found);
    let exporter = section.string("exporter");
    let importer = section.string("importer");
    let said = section.get("importer").is_some();
    let share = section.percent("share");
    let missing = ["exporter", "share"].map(|key| section.get(key).is_none());
    section.finish();
    for (key, missing) in ["exporter", "share"].into_iter().zip(missing) {
        if missing {
            fields.fault(item.span(), format!("{key} is missing"), SHARES);
        }
    }
    let exporter = exporter.filter(|word| word.text == "all" || fields.is_economy(word, true));
    let importer_known = importer
        .as_ref()
        .map(|word| word.text == "all" || fields.is_economy(word, true));
    let share = share.and_then(|(share, range)| fields.part_of_one("share", share, range));
    // An importer that could not be read is not the same as none.
    if said && importer_known != Some(true) {
        return None;
    }
    Some(SalesShare {
        exporter: exporter?.text,
        importer: importer.map(|word| word.text).filter(|name| name != "all"),
        share: share?,
    })
}

fn row(row: &SalesShare) -> String {
    let importer = match &row.importer {
        Some(importer) => format!(", importer = {}", quoted(importer)),
        None => String::new(),
    };
    format!(
        "{{ exporter = {}{importer}, share = {} }}",
        quoted(&row.exporter),
        ratio(row.share)
    )
}
