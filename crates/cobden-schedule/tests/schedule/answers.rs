//! What a question gets: what is shown beside the layers, which questions are refused, and claims.

use crate::common::{ask, code, layer, near, percent, record, with_files};
use cobden_record::Record;
use cobden_schedule::{Query, QueryFault, Schedule, ScheduleFault, check_claims};
use jiff::civil::date;

fn fault(record: &Record, query: &Query) -> QueryFault {
    let schedule = Schedule::new(record.latest()).unwrap();
    schedule.duty(query).unwrap_err()
}

#[test]
fn what_is_only_reported_shows_but_does_not_count() {
    let record = record(
        r#"
[measure.duty]
authority = "cn-lists"
rate = "10%"
[measure.quiet]
instrument = "exemption"
authority = "cn-exemptions"
products = ["8542"]
exempts = ["cn-lists"]
status = "reported"
[measure.threat]
rate = "100%"
status = "threatened"
"#,
    );
    let answer = ask(&record, "CHN", "8542.31", date(2025, 6, 1));
    near(answer.total, 0.1);
    assert_eq!(layer(&answer, "quiet"), (0.0, "reported only".into()));
    assert_eq!(answer.layers.len(), 2, "{:?}", answer.layers);
}

#[test]
fn measures_without_a_list_are_named() {
    let record = record(
        r#"
[measure.base]
rate = "10%"
[measure.parts]
products = "unlisted"
scope = "parts of cranes"
rate = "100%"
from = 2025-03-01
"#,
    );
    let answer = ask(&record, "CHN", "8426.11", date(2025, 6, 1));
    near(answer.total, 0.1);
    assert_eq!(answer.unlisted_duties, ["parts"]);
    assert!(
        ask(&record, "CHN", "8426.11", date(2025, 2, 28))
            .unlisted_duties
            .is_empty()
    );
}

/// Three lines of a tariff, one of which owes more.
fn with_lines() -> Record {
    with_files(
        r#"
[nomenclature.us-2025]
importer = "USA"
hs = 2022
file = "lines.csv"
[measure.some]
products = ["8517.13.00.10"]
rate = "25%"
[measure.everything]
rate = "10%"
"#,
        &[(
            "lines.csv",
            "code\n8517130010\n8517130020\n8517140000\n8517180000\n",
        )],
    )
}

#[test]
fn a_code_that_is_no_line_is_refused_with_the_nearest() {
    let record = with_lines();
    let query = Query::new("USA", "CHN", code("8517.19.00"), date(2025, 6, 1));
    let QueryFault::UnknownCode {
        near, nomenclature, ..
    } = fault(&record, &query)
    else {
        panic!("another fault");
    };
    assert_eq!(
        (near.as_deref(), nomenclature.as_str()),
        (Some("8517.18.00.00"), "us-2025")
    );
}

#[test]
fn a_code_with_different_lines_is_refused_with_the_duties() {
    let record = with_lines();
    let query = Query::new("USA", "CHN", code("8517.13"), date(2025, 6, 1));
    let QueryFault::Differs { lines, .. } = fault(&record, &query) else {
        panic!("another fault");
    };
    assert_eq!(lines.len(), 2);
    near(lines[0].1, 0.35);
    near(lines[1].1, 0.1);
    let answer = ask(&record, "CHN", "8517.14", date(2025, 6, 1));
    assert_eq!(answer.lines, [code("8517.14.00.00")]);
    // Without the lines, the pieces with different duties are named; 00 is the whole of what has no other.
    let record =
        crate::common::record("[measure.some]\nproducts = [\"8517.13.10\"]\nrate = \"25%\"\n");
    let QueryFault::Differs { lines, .. } = fault(&record, &query) else {
        panic!("another fault");
    };
    assert!(lines.iter().any(|(_, total)| *total == 0.25));
    assert!(lines.iter().any(|(_, total)| *total == 0.0));
    let record =
        crate::common::record("[measure.some]\nproducts = [\"8517.13.00\"]\nrate = \"25%\"\n");
    near(ask(&record, "CHN", "8517.13", date(2025, 6, 1)).total, 0.25);
}

#[test]
fn names_that_are_not_known_are_refused() {
    let record = with_lines();
    let on = date(2025, 6, 1);
    let ask = |importer: &str, exporter: &str| {
        fault(
            &record,
            &Query::new(importer, exporter, code("8517.14"), on),
        )
    };
    assert!(matches!(ask("CHN", "USA"), QueryFault::NoImporter { .. }));
    assert!(matches!(ask("USA", "USA"), QueryFault::Same { .. }));
    let QueryFault::NoExporter { near, .. } = ask("USA", "CHNA") else {
        panic!("another fault");
    };
    assert_eq!(near.as_deref(), Some("CHN"));
}

#[test]
fn a_group_is_one_exporter_if_its_members_are_treated_alike() {
    let record = record(
        r#"
[measure.floor]
target = "EU"
rate = "15%"
[measure.digital]
target = "FRA"
rate = "100%"
from = 2025-09-01
"#,
    );
    near(percent(&record, "EU", "2204.21"), 15.0);
    near(percent(&record, "DEU", "2204.21"), 15.0);
    near(percent(&record, "GBR", "2204.21"), 0.0);
    let query = Query::new("USA", "EU", code("2204.21"), date(2025, 9, 1));
    let QueryFault::GroupDiffers {
        group,
        first,
        second,
        ..
    } = fault(&record, &query)
    else {
        panic!("another fault");
    };
    assert_eq!(group, "EU");
    assert!(first == "FRA" || second == "FRA", "{first} {second}");
}

#[test]
fn members_of_a_group_change_with_time() {
    let record = record(
        "[measure.s301-eu]\ntarget = \"EU\"\nrate = \"25%\"\nfrom = 2019-10-18\n\
         [measure.others]\ntarget = \"all\"\nexcept = [\"EU\"]\nrate = \"1%\"\nfrom = 2019-10-18\n",
    );
    let on = |exporter, day| ask(&record, exporter, "2208.30", day).total * 100.0;
    near(on("GBR", date(2020, 1, 31)), 25.0);
    near(on("GBR", date(2020, 2, 1)), 1.0);
    near(on("FRA", date(2020, 2, 1)), 25.0);
    let schedule = Schedule::new(record.latest()).unwrap();
    assert!(schedule.days("USA").contains(&date(2020, 2, 1)));
}

#[test]
fn relations_in_a_circle_are_refused() {
    let mut record = record(
        "[measure.one]\nrate = \"1%\"\n[measure.two]\nrate = \"2%\"\nreplaces = [\"one\"]\n",
    );
    // Reading refuses such a record; this one is made by hand.
    let one = record.measures.get_mut("one").unwrap();
    one.body.replaces.push("two".into());
    let fault = Schedule::new(record.latest()).unwrap().check().unwrap_err();
    let ScheduleFault::Cycle { measures } = fault else {
        panic!("another fault");
    };
    assert_eq!(measures, ["one", "two"]);
}

#[test]
fn claims_are_checked() {
    let record = record(
        r#"
[measure.ten]
rate = "10%"
[assert.claims]
claims = [
  "2025-05-02 USA<-CHN 4202.92.31 total = 10%",
  "2025-05-02 USA<-CHN 4202.92.31 layer ten = 11%",
  "2025-05-02 USA<-CHN 4202.92.31 total = 0% known 2016-01-01",
]
"#,
    );
    let failed = check_claims(&record).unwrap();
    // Nothing at all was known in 2016, so there is no tariff to ask.
    assert_eq!(failed.len(), 2);
    near(failed[0].found.as_ref().unwrap().0, 0.1);
    assert!(failed[1].found.is_err());
}
