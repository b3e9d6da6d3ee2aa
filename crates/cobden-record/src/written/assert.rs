//! Asserts as written.

use cobden_toml::Word;
use jiff::civil::Date;

use super::printer::array;
use super::rate::inside;
use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::claim::{Assert, Claim, Subject};
use crate::entry::Kind;

impl Body for Assert {
    kept_in!(Assert, asserts);

    fn read(fields: &mut Fields) -> Option<Self> {
        let hint = "add claims = [\"2025-05-02 USA<-CHN 8517.13.00 total = 20%\"]";
        if !fields.needs("claims", hint) {
            return None;
        }
        let words = fields.words("claims");
        if words.is_empty() {
            let range = fields.range_of("claims");
            fields.fault(range, "there are no claims", hint);
            return None;
        }
        let mut claims = Vec::with_capacity(words.len());
        for word in words {
            match Claim::parse(&word.text) {
                Ok(claim) => claims.push(placed(claim, word, fields)),
                Err(fault) => {
                    let range = inside(&word, &fault.range, &fields.pending.source.text);
                    fields.fault(range, fault.message, fault.hint);
                }
            }
        }
        Some(Self { claims })
    }

    fn known(&self) -> Option<Date> {
        Some(Date::MIN)
    }

    fn print(&self, printer: &mut Printer) {
        let claims: Vec<String> = self.claims.iter().map(Claim::to_string).collect();
        printer.key("claims", array(&claims));
    }
}

/// The claim with its place in the file; what it names is kept to be looked up.
fn placed(mut claim: Claim, word: Word, fields: &mut Fields) -> Claim {
    let part = |text: &str| Word {
        text: text.to_owned(),
        range: word.range.clone(),
    };
    for economy in [&claim.importer, &claim.exporter] {
        fields.is_economy(&part(economy), false);
    }
    if let Subject::Layer(measure) = &claim.subject {
        fields.refer("claims", part(measure), Wanted::One(Kind::Measure));
    }
    for (condition, _) in &claim.assume {
        fields.refer("claims", part(condition), Wanted::One(Kind::Condition));
    }
    claim.range = word.range;
    claim
}
