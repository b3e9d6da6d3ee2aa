//! Words for what facts are about.

use cobden_read::Kind;

use crate::fact::Fact;
use crate::view::View;

const INSTRUMENTS: [&str; 16] = [
    "measure",
    "tariff",
    "tariff exclusion",
    "export control",
    "non-tariff measure",
    "purchase",
    "investment",
    "sanction",
    "investigation",
    "port fee",
    "visa",
    "subsidy",
    "intellectual property",
    "guidance",
    "deadline",
    "measure",
];
const ACTIONS: [&str; 19] = [
    "",
    "impose",
    "raise",
    "cut",
    "remove",
    "suspend",
    "keep",
    "extend",
    "exempt",
    "restrict",
    "ease",
    "license",
    "purchase",
    "invest",
    "sanction",
    "reform",
    "retaliate",
    "announce",
    "open market",
];
const MEETINGS: [&str; 5] = ["talks", "call", "summit", "visit", "contact"];
const DIRECTIONS: [&str; 4] = ["", "up", "down", "flat"];

fn pick<'n>(names: &[&'n str], code: u8) -> &'n str {
    names.get(usize::from(code)).copied().unwrap_or("")
}

/// A measure's instrument and parties: `tariff, USA on CHN`.
pub(crate) fn measure(view: &View<'_>, fact: &Fact) -> String {
    let mut about = pick(&INSTRUMENTS, fact.code[0]).to_owned();
    let (actor, target) = (view.symbols.get(fact.a), view.symbols.get(fact.b));
    if !actor.is_empty() {
        about = format!("{about}, {actor}");
        if !target.is_empty() {
            about = format!("{about} on {target}");
        }
    }
    about
}

/// What is done: `impose`.
pub(crate) fn action(fact: &Fact) -> &'static str {
    pick(&ACTIONS, fact.code[1])
}

/// A meeting's sort and parties: `call, CHN and USA`.
pub(crate) fn meeting(view: &View<'_>, fact: &Fact) -> String {
    format!(
        "{}, {}",
        pick(&MEETINGS, fact.code[0]),
        view.parties(fact).join(" and ")
    )
}

/// A figure's indicator and economy, as stems: `export, CHN`.
pub(crate) fn figure(view: &View<'_>, fact: &Fact) -> String {
    let economy = view.symbols.get(fact.b);
    let what = view.symbols.get(fact.a);
    if economy.is_empty() {
        what.to_owned()
    } else {
        format!("{what}, {economy}")
    }
}

/// A value with its unit, without needless digits.
pub(crate) fn value(view: &View<'_>, fact: &Fact) -> String {
    let unit = match fact.kind {
        Kind::Measure => "%",
        _ => match view.symbols.get(fact.c) {
            "percent" => "%",
            unit => unit,
        },
    };
    match (fact.has_value(), unit) {
        (false, _) => pick(&DIRECTIONS, fact.code[0]).to_owned(),
        (true, "%") => format!("{}%", fact.value),
        (true, "") => fact.value.to_string(),
        (true, unit) => format!("{} {unit}", fact.value),
    }
}

/// What a fact is about, with its value.
pub(crate) fn about(view: &View<'_>, fact: &Fact) -> String {
    let symbols = view.symbols;
    match fact.kind {
        Kind::Measure => {
            let mut about = format!("{} ({})", measure(view, fact), action(fact));
            if fact.has_value() {
                about = format!("{about}, {}", value(view, fact));
            }
            about
        }
        Kind::Meeting => meeting(view, fact),
        Kind::Figure => format!("{}, {}", figure(view, fact), value(view, fact)),
        Kind::Position | Kind::Forecast => symbols.get(fact.a).to_owned(),
        Kind::Statement | Kind::Event => match symbols.get(fact.speaker) {
            "" => "speaker not named".to_owned(),
            name => name.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use cobden_read::fact::{Action, Instrument, MeetingType};

    use super::*;

    #[test]
    fn names_follow_the_order_of_the_types() {
        assert_eq!(
            pick(&INSTRUMENTS, Instrument::Deadline as u8 + 1),
            "deadline"
        );
        assert_eq!(
            pick(&INSTRUMENTS, Instrument::PortFee as u8 + 1),
            "port fee"
        );
        assert_eq!(pick(&ACTIONS, Action::OpenMarket as u8 + 1), "open market");
        assert_eq!(pick(&ACTIONS, Action::Restrict as u8 + 1), "restrict");
        assert_eq!(pick(&MEETINGS, MeetingType::Contact as u8), "contact");
    }
}
