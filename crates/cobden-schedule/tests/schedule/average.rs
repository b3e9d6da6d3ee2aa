//! Trade-weighted means against figures worked out by hand.

use crate::common::{near, record, with_files};
use cobden_record::Record;
use cobden_schedule::{AverageFault, By, QueryFault, Schedule, TradeWeights};
use jiff::civil::{Date, date};

const ON: Date = date(2025, 6, 1);

/// Four lines; the ordinary duty of one is specific.
fn tariff() -> Record {
    with_files(
        r#"
[nomenclature.us]
importer = "USA"
hs = 2022
file = "lines.csv"
[list.ordinary]
file = "ordinary.csv"
[measure.mfn]
instrument = "ordinary duty"
authority = "mfn"
products = ["ordinary"]
rate = "listed"
[measure.s301]
authority = "s301"
target = "CHN"
products = ["8517.13.00.10"]
rate = "25%"
[measure.recip]
authority = "reciprocal"
target = "all"
except = ["CAN"]
rate = "10%"
"#,
        &[
            (
                "lines.csv",
                "code\n0402100000\n6403990000\n8517130010\n8517130020\n",
            ),
            (
                "ordinary.csv",
                "code,rate\n04,0.2 USD/kg\n64,8.5%\n8517,0%\n",
            ),
        ],
    )
}

fn weights(rows: &str) -> TradeWeights {
    let text = format!("importer,exporter,hs,value\n{rows}");
    TradeWeights::read("weights.csv", text.as_bytes()).unwrap()
}

#[test]
fn means_are_weighed_with_trade() {
    let record = tariff();
    let schedule = Schedule::new(record.latest()).unwrap();
    // 8517.13 has two lines, one of which owes 25% more.
    let weights = weights(
        "USA,CHN,85171300,600\nUSA,CHN,64039900,300\nUSA,CHN,04021000,50\nUSA,CHN,99999999,50\n\
         USA,CAN,64039900,1000\nCHN,USA,0101,7\n",
    );
    let average = |exporter, by| schedule.average(&weights, "USA", exporter, ON, by).unwrap();
    let china = average(Some("CHN"), By::Authority);
    let total = (600.0 * (0.1 + 0.125) + 300.0 * 0.185 + 50.0 * 0.1) / 950.0;
    near(china.total, total);
    near(china.ordinary, 300.0 * 0.085 / 950.0);
    near(china.additional, china.total - china.ordinary);
    near(china.coverage, 0.95);
    near(china.spread, 600.0 / 950.0);
    near(china.unvalued, 50.0 / 950.0);
    near(china.without_ordinary, 0.0);
    near(china.trade, 1000.0);
    assert_eq!(china.missing, [("9999.99.99".parse().unwrap(), 50.0)]);
    let keys: Vec<&str> = china.by.iter().map(|part| part.key.as_str()).collect();
    assert_eq!(keys, ["mfn", "reciprocal", "s301"]);
    near(china.by.iter().map(|part| part.rate).sum(), total);
    near(china.by[1].share, 1.0);
    near(china.by[2].share, 300.0 / 950.0);

    let all = average(None, By::Exporter);
    near(all.total, (total * 950.0 + 85.0) / 1950.0);
    let keys: Vec<&str> = all.by.iter().map(|part| part.key.as_str()).collect();
    assert_eq!(keys, ["CAN", "CHN"]);
    near(all.by[0].rate, 0.085);
    near(all.by[1].rate, total);
    near(all.by[1].share, 950.0 / 1950.0);
}

#[test]
fn parts_by_chapter_and_sector_are_means_within() {
    let record = tariff();
    let schedule = Schedule::new(record.latest()).unwrap();
    let weights = weights("USA,CHN,85171300,600\nUSA,CHN,64039900,300\nUSA,CHN,04021000,100\n");
    for (by, keys) in [
        (By::Chapter, ["04", "64", "85"]),
        (By::Sector, ["10", "15", "26"]),
    ] {
        let average = schedule
            .average(&weights, "USA", Some("CHN"), ON, by)
            .unwrap();
        let found: Vec<&str> = average.by.iter().map(|part| part.key.as_str()).collect();
        assert_eq!(found, keys);
        near(average.by[1].rate, 0.185);
        near(average.by[2].rate, 0.225);
        near(average.by.iter().map(|part| part.share).sum(), 1.0);
        let sum: f64 = average.by.iter().map(|part| part.rate * part.share).sum();
        near(sum, average.total);
    }
    let none = schedule
        .average(&weights, "USA", None, ON, By::None)
        .unwrap();
    assert!(none.by.is_empty());
}

#[test]
fn free_goods_stay_in_the_denominator() {
    let record = tariff();
    let schedule = Schedule::new(record.latest()).unwrap();
    let weights = weights("USA,CAN,64039900,100\nUSA,CAN,85171300,900\n");
    let average = schedule
        .average(&weights, "USA", Some("CAN"), ON, By::None)
        .unwrap();
    near(average.total, 0.0085);
    near(average.spread, 0.0);
}

#[test]
fn no_trade_is_a_fault_and_not_zero() {
    let record = tariff();
    let schedule = Schedule::new(record.latest()).unwrap();
    let weights = weights("USA,CHN,64039900,1\nUSA,CAN,64039900,0\nUSA,MEX,98010000,5\n");
    let fault = |importer, exporter| {
        let found = schedule.average(&weights, importer, exporter, ON, By::None);
        found.unwrap_err()
    };
    assert!(matches!(
        fault("USA", Some("VNM")),
        AverageFault::NoTrade { .. }
    ));
    assert!(matches!(
        fault("USA", Some("CAN")),
        AverageFault::NoTrade { .. }
    ));
    assert!(matches!(
        fault("USA", Some("MEX")),
        AverageFault::NothingFound { codes: 1, .. }
    ));
    assert!(matches!(
        fault("CHN", None),
        AverageFault::Query(QueryFault::NoImporter { .. })
    ));
    assert!(matches!(
        fault("USA", Some("CHNA")),
        AverageFault::Query(QueryFault::NoExporter { .. })
    ));
}

#[test]
fn a_group_in_the_weights_is_one_partner() {
    let record = record(
        "[measure.floor]\ntarget = \"EU\"\nrate = \"15%\"\n\
         [measure.digital]\ntarget = \"FRA\"\nrate = \"100%\"\nfrom = 2025-09-01\n",
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let weights = weights("USA,EU,8703,10\n");
    let average = |on| schedule.average(&weights, "USA", None, on, By::Exporter);
    let found = average(ON).unwrap();
    near(found.total, 0.15);
    assert_eq!(found.by[0].key, "EU");
    // Nothing of an ordinary duty is in this record.
    near(found.without_ordinary, 1.0);
    assert!(matches!(
        average(date(2025, 9, 1)),
        Err(AverageFault::Query(QueryFault::GroupDiffers { .. }))
    ));
}

#[test]
fn without_lines_the_pieces_with_one_duty_stand_for_them() {
    let record = record(
        "[measure.a]\nactor = \"CHN\"\ntarget = \"USA\"\nproducts = [\"8507.60.00\"]\nrate = \"10%\"\n\
         [measure.b]\nactor = \"CHN\"\ntarget = \"USA\"\nproducts = [\"8507.80\", \"8507.80.10\", \"8507.80.90\"]\nrate = \"5%\"\n",
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let average = |code: &str| {
        let text = format!("importer,exporter,hs,value\nCHN,USA,{code},10\n");
        let weights = TradeWeights::read("weights.csv", text.as_bytes()).unwrap();
        schedule
            .average(&weights, "CHN", Some("USA"), ON, By::None)
            .unwrap()
    };
    near(average("850760").total, 0.1);
    near(average("85076000").total, 0.1);
    // Before, 8507.60.00, after it, 8507.80 and the rest: five pieces.
    near(average("8507").total, 0.15 / 5.0);
    near(average("8507").spread, 1.0);
    near(average("850780").total, 0.05);
    near(average("0101").total, 0.0);
    near(average("0101").coverage, 1.0);
}

#[test]
fn two_measures_of_a_power_on_one_line_are_one_share_of_trade() {
    let record = record(
        "[measure.a]\nauthority = \"power\"\nfamily = \"one\"\ntarget = \"CHN\"\nproducts = [\"8507\"]\nrate = \"10%\"\n\
         [measure.b]\nauthority = \"power\"\nfamily = \"other\"\ntarget = \"CHN\"\nproducts = [\"8507\"]\nrate = \"5%\"\n",
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let weights = weights("USA,CHN,8507,10\nUSA,CHN,8703,30\n");
    let average = schedule.average(&weights, "USA", Some("CHN"), ON, By::Authority);
    let by = average.unwrap().by;
    assert_eq!(by.len(), 1);
    near(by[0].rate, 0.15 * 0.25);
    near(by[0].share, 0.25);
}
