use jiff::civil::date;

use crate::{Record, Rent};

const TEXT: &str = r#"
[record]
title = "t"
format = 1

[source.s]
publisher = "Agency"
kind = "research"
date = 2025-01-01

[measure.control]
sources = ["s"]
known = 2025-01-01
actor = "CHN"
target = "all"
instrument = "export control"
authority = "controls"
products = "all"
from = 2025-01-01

[product.magnets]
sources = ["s"]
products = ["8505.11"]
division = "25"
shares = [
  { exporter = "all", share = "0.05%" },
  { exporter = "EU", share = "0.1%" },
  { exporter = "DEU", share = "0.2%" },
  { exporter = "CHN", share = "2.1%" },
  { exporter = "CHN", importer = "USMCA", share = "3%" },
  { exporter = "all", importer = "USA", share = "0.07%" },
]
substitution = 0.2
trade_elasticity = 1

[limit.half]
sources = ["s"]
known = 2025-02-01
measure = "control"
product = "magnets"
importers = ["USA", "EU"]
volume = "35%"
from = 2025-02-01
until = 2025-06-01

[limit.rest]
sources = ["s"]
known = 2025-02-01
measure = "control"
product = "magnets"
importers = "all"
volume = "7.7%"
from = 2025-02-01
rent = "importer"

[round.r-2025]
sources = ["s"]
parties = ["USA", "CHN"]
from = 2025-02-04

[round.r-2018]
sources = ["s"]
known = 2018-04-03
parties = ["CHN", "USA"]
from = 2018-07-06

[round.r-can]
sources = ["s"]
known = 2025-02-01
parties = ["USA", "CAN"]
from = 2025-03-04
"#;

fn record() -> Record {
    let texts = vec![("record.toml".to_owned(), TEXT.to_owned())];
    let (record, warnings) = Record::from_texts(texts).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(warnings.is_empty(), "{warnings}");
    record
}

#[test]
fn what_is_said_most_closely_of_a_share_holds() {
    let record = record();
    let magnets = &record.products["magnets"].body;
    let on = date(2025, 5, 2);
    assert_eq!(magnets.share("JPN", "KOR", on), Some(0.05 / 100.0));
    assert_eq!(magnets.share("FRA", "KOR", on), Some(0.1 / 100.0));
    assert_eq!(magnets.share("DEU", "KOR", on), Some(0.2 / 100.0));
    assert_eq!(magnets.share("CHN", "CHN", on), Some(2.1 / 100.0));
    assert_eq!(magnets.share("CHN", "MEX", on), Some(3.0 / 100.0));
    // The buyer goes before the seller.
    assert_eq!(magnets.share("DEU", "USA", on), Some(0.07 / 100.0));
    assert_eq!(magnets.share("CHN", "USA", on), Some(0.07 / 100.0));
}

#[test]
fn a_round_is_the_one_that_began_last_among_those_known() {
    let record = record();
    let id = |known, on| {
        let round = record.as_known(known).round(on);
        round.map(|entry| entry.id.as_str())
    };
    let late = date(2025, 6, 1);
    assert_eq!(id(late, date(2018, 7, 5)), None);
    assert_eq!(id(late, date(2025, 2, 3)), Some("r-2018"));
    assert_eq!(id(late, date(2025, 2, 4)), Some("r-2025"));
    assert_eq!(id(late, date(2025, 6, 1)), Some("r-can"));
    // It is known on its first day, unless it says another.
    assert_eq!(id(date(2025, 2, 3), late), Some("r-can"));
    assert_eq!(id(date(2025, 1, 1), late), Some("r-2018"));
    let view = record.as_known(late);
    let between = view.round_between("CHN", "USA", late).expect("a round");
    assert_eq!(between.id, "r-2025");
    assert_eq!(between.body.before(), date(2025, 2, 3));
    assert_eq!(view.round_between("CHN", "CAN", late), None);
}

#[test]
fn limits_and_rounds_are_on_the_timeline() {
    let record = record();
    assert_eq!(record.limits["half"].body.rent, Rent::Exporter);
    assert_eq!(record.limits["rest"].body.volume, 7.7 / 100.0);
    let timeline = record.latest().timeline();
    let find = |id: &str| timeline.iter().find(|item| item.id == id).expect(id);
    let limit = find("half");
    assert_eq!(limit.by, ["CHN"]);
    assert_eq!(limit.to, ["USA", "EU"]);
    assert_eq!(limit.title, "35% of magnets under control");
    assert_eq!(limit.until, Some(date(2025, 6, 1)));
    assert_eq!(find("r-can").title, "round of escalation: USA, CAN");
}
