//! A story in several invented documents: a release, a report on it, reprints, a rewrite, and those who say otherwise.

use cobden_lineage::{
    Basis, ClaimKind, Collection, Comparison, Decision, DocumentIndex, Field, Lineage, LinkKind,
};
use cobden_read::layout::Declared;
use cobden_read::{DocumentNote, Period};

const RELEASE: &str = "Statement on the review of tariffs

The Ministry of Commerce of China said on Tuesday that it would open a review of the additional tariffs on American pork and \
dairy products, and that exporters, importers and processors may send in their views until the end of the month.

\"We have received requests from importers in eleven provinces and we will examine each of them with patience and care,\" \
a spokesperson for the Ministry of Commerce said. \"A decision will be published as soon as the examination has come to its end.\"

The review covers cheese, whey, frozen cuts and offal. It does not cover grains, cotton or seafood, which are subject to \
a separate procedure that began in the spring and has not yet been concluded.
";

const WIRE: &str = "China opens review of tariffs on U.S. pork

BEIJING, June 3 (Reuters) - Importers who had hoped for relief got a first sign of it on Tuesday, when Beijing said that it \
would look again at what it charges on American meat.

\"We have received requests from importers in eleven provinces and we will examine each of them with patience and care,\" \
a spokesperson for the Ministry of Commerce said. \"A decision will be published as soon as the examination has come to its end.\"

Traders in Shanghai said the news had come sooner than they expected. Prices for frozen cuts fell slightly in the \
afternoon, and two large buyers put off orders they had been about to place with suppliers in Brazil and Spain.

An analyst at a brokerage in Singapore said the ministry had moved because cold stores along the coast were close to empty \
and because summer demand for whey would soon begin to rise.
";

const REWRITE: &str = "Pork buyers see hope

Beijing has started to look into easing what it charges on meat from the United States.

\"We will examine each of them with patience and care,\" a spokesperson for the Ministry of Commerce said of the petitions, \
which come from firms across the country.
";

fn reprint(outlet: &str) -> String {
    let body = WIRE.split_once("(Reuters) - ").expect("a dateline").1;
    format!("Relief in sight for meat importers\n\n{outlet}\n\n(Reuters) - {body}")
}

struct Desk {
    collection: Collection,
}

impl Desk {
    fn new() -> Self {
        Self {
            collection: Collection::new(),
        }
    }

    fn add(&mut self, text: &str, publisher: Option<&str>, day: Option<&str>) -> DocumentIndex {
        let declared = Declared {
            publisher: publisher.map(str::to_owned),
            date: day.and_then(Period::parse),
            ..Declared::default()
        };
        let read = cobden_read::read(text, &declared);
        let note = DocumentNote {
            name: format!("{}.txt", self.collection.len()),
            ..DocumentNote::default()
        };
        let reading = read.written(text, note);
        self.collection.push_laid_out(&reading, text, &read.layout)
    }

    fn finish(&self) -> Lineage {
        self.collection.finish()
    }
}

fn fields(lineage: &Lineage) -> Vec<Field> {
    lineage
        .contradictions
        .iter()
        .map(|found| found.field)
        .collect()
}

/// The two texts read, and what contradicts.
fn against(one: &str, other: &str) -> Lineage {
    let mut desk = Desk::new();
    desk.add(one, Some("Financial Times"), Some("2025-06-03"));
    desk.add(other, Some("Bloomberg"), Some("2025-06-04"));
    desk.finish()
}

#[test]
fn a_release_its_report_and_its_reprints() {
    let mut desk = Desk::new();
    let release = desk.add(
        RELEASE,
        Some("Ministry of Commerce of China"),
        Some("2025-06-03"),
    );
    let wire = desk.add(WIRE, Some("Reuters"), Some("2025-06-03"));
    let first = desk.add(
        &reprint("The Straits Times"),
        Some("The Straits Times"),
        Some("2025-06-03"),
    );
    let second = desk.add(
        &reprint("Hürriyet Daily"),
        Some("Hürriyet Daily"),
        Some("2025-06-04"),
    );
    let rewrite = desk.add(REWRITE, Some("Example Gazette"), Some("2025-06-04"));
    let lineage = desk.finish();

    let link = |source: DocumentIndex, repeater: DocumentIndex| {
        lineage
            .links
            .iter()
            .find(|link| link.source == source && link.repeater == repeater)
    };
    let reprinted = link(wire, first).expect("a link from the wire to its reprint");
    assert_eq!(reprinted.kind, LinkKind::Copy);
    assert_eq!(reprinted.decided, Some(Decision::Credit));
    assert!(
        matches!(&reprinted.basis[0], Basis::CreditLine { publisher } if publisher == "Reuters")
    );
    assert_eq!(
        link(wire, second).map(|link| link.kind),
        Some(LinkKind::Copy)
    );
    let quoted = link(release, wire).expect("a link from the release to the wire");
    assert_eq!(quoted.decided, Some(Decision::Original));
    let cut = |text: &str, from: usize, to: usize| -> String {
        text.chars().skip(from).take(to - from).collect()
    };
    let passage = quoted.passages[0];
    let there = cut(RELEASE, passage.in_source.start, passage.in_source.end);
    assert!(there.contains("importers in eleven provinces"), "{there}");
    assert_eq!(
        there,
        cut(WIRE, passage.in_repeater.start, passage.in_repeater.end)
    );

    let family = &lineage.families[0];
    assert!(family.members.contains(&wire) && family.members.contains(&second));
    assert!(!family.members.contains(&rewrite));

    let quotation = lineage
        .claims
        .iter()
        .find(|claim| claim.kind == ClaimKind::Quotation)
        .expect("the quotation");
    assert_eq!(quotation.documents, 5, "{quotation:#?}");
    assert_eq!(quotation.independent(), 1, "one source, five reports");
    assert!(
        lineage.contradictions.is_empty(),
        "{:#?}",
        lineage.contradictions
    );

    // One document against all others finds the same.
    let Comparison { links, claims, .. } = desk.collection.compare(rewrite);
    assert!(links.iter().all(|link| link.kind == LinkKind::Passages));
    assert!(
        claims
            .iter()
            .any(|claim| claim.kind == ClaimKind::Quotation && claim.documents == 5)
    );
    let compared = desk.collection.compare(first);
    assert!(compared.links.contains(reprinted));
}

#[test]
fn another_rate_on_the_same_day() {
    let lineage = against(
        "The United States imposed a 34% tariff on Chinese steel on June 2, 2025, the White House said.",
        "The United States imposed a 54% tariff on Chinese steel on June 2, 2025, officials said.",
    );
    assert_eq!(fields(&lineage), [Field::Rate], "{lineage:#?}");
    let found = &lineage.contradictions[0];
    assert_eq!(
        (found.one.value.as_str(), found.other.value.as_str()),
        ("34%", "54%")
    );
}

#[test]
fn rates_that_rise_by_rounds_do_not_contradict() {
    let lineage = against(
        "The United States imposed a 34% tariff on Chinese steel on April 2, 2025, the White House said.",
        "The United States imposed a 54% tariff on Chinese steel on June 2, 2025, officials said.",
    );
    assert!(fields(&lineage).is_empty(), "{lineage:#?}");
    let lineage = against(
        "The United States imposed a 34% tariff on Chinese steel on June 2, 2025.",
        "The United States imposed a 54% tariff on Chinese steel on June 2, 2025. Before that, it had imposed a 34% tariff on Chinese steel.",
    );
    assert!(fields(&lineage).is_empty(), "{lineage:#?}");
}

#[test]
fn bounds_sums_and_additions_do_not_contradict() {
    for other in [
        "The United States imposed a tariff of up to 54% on Chinese steel on June 2, 2025.",
        "The United States imposed an additional 20% tariff on Chinese steel on June 2, 2025.",
        "The United States imposed a tariff of about 35% on Chinese steel on June 2, 2025.",
        "The United States raised tariffs on Chinese steel by 20 percentage points on June 2, 2025.",
        "The United States imposed a 54% tariff on Chinese solar cells on June 2, 2025.",
    ] {
        let lineage = against(
            "The United States imposed a 34% tariff on Chinese steel on June 2, 2025.",
            other,
        );
        assert!(fields(&lineage).is_empty(), "{other}: {lineage:#?}");
    }
}

#[test]
fn another_day_for_the_same_step() {
    let lineage = against(
        "China will impose a 15% tariff on American coal on February 10, 2025, the ministry said.",
        "China will impose a 15% tariff on American coal on February 12, 2025, the ministry said.",
    );
    assert_eq!(fields(&lineage), [Field::Date], "{lineage:#?}");
}

#[test]
fn the_same_words_of_another_speaker() {
    let words = "We will not sign anything that leaves our farmers worse off than they were a year ago, and everybody at the table knows it";
    let lineage = against(
        &format!("\"{words},\" Treasury Secretary Scott Bessent said on Tuesday."),
        &format!("\"{words},\" Commerce Secretary Howard Lutnick said on Tuesday."),
    );
    assert_eq!(fields(&lineage), [Field::Speaker], "{lineage:#?}");
    let lineage = against(
        &format!("\"{words},\" Treasury Secretary Scott Bessent said on Tuesday."),
        &format!("\"{words},\" the Treasury Department said on Tuesday."),
    );
    assert!(fields(&lineage).is_empty(), "{lineage:#?}");
}

#[test]
fn who_moved_first() {
    let lineage = against(
        "\"The US has recently sent messages to China through relevant parties,\" the Ministry of Commerce said.",
        "China reached out to the United States, Secretary of State Marco Rubio said.",
    );
    assert_eq!(fields(&lineage), [Field::Initiator], "{lineage:#?}");
}

#[test]
fn a_denial() {
    let lineage = against(
        "The United States and China held talks on tariffs this week, President Donald Trump said.",
        "China denied that the United States and China held talks on tariffs this week.",
    );
    assert!(fields(&lineage).contains(&Field::Denial), "{lineage:#?}");
}

#[test]
fn two_governments_are_two_sources() {
    let mut desk = Desk::new();
    let sentence = "China will impose a 15% tariff on American coal on February 10, 2025";
    desk.add(
        &format!("{sentence}, the Ministry of Commerce said."),
        Some("Xinhua"),
        Some("2025-02-04"),
    );
    desk.add(
        &format!("{sentence}, Treasury Secretary Scott Bessent said."),
        Some("Reuters"),
        Some("2025-02-04"),
    );
    desk.add(
        &format!("{sentence}, China's commerce ministry said on Tuesday."),
        Some("Bloomberg"),
        Some("2025-02-04"),
    );
    let lineage = desk.finish();
    let claim = lineage
        .claims
        .iter()
        .find(|claim| claim.kind == ClaimKind::Measure)
        .unwrap_or_else(|| panic!("{lineage:#?}"));
    assert_eq!((claim.documents, claim.independent()), (3, 2), "{claim:#?}");
}

#[test]
fn a_credited_outlet_without_shared_words() {
    let mut desk = Desk::new();
    let journal = desk.add(
        "China will impose a 15% tariff on American coal on February 10, 2025.",
        Some("Wall Street Journal"),
        Some("2025-02-03"),
    );
    let other = desk.add(
        "The Wall Street Journal reported that China will impose a 15% tariff on American coal on February 10, 2025.",
        Some("Reuters"),
        Some("2025-02-04"),
    );
    let lineage = desk.finish();
    let link = lineage.links.iter().find(|link| link.repeater == other);
    let link = link.unwrap_or_else(|| panic!("{lineage:#?}"));
    assert_eq!(
        (link.source, link.decided),
        (journal, Some(Decision::Credit))
    );
}
