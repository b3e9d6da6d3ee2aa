//! Duties by sector of a world.

use crate::common::{near, record};
use cobden_schedule::{Schedule, SectorFault, TradeWeights, sector_tariffs};
use jiff::civil::date;

const WEIGHTS: &str = "importer,exporter,hs,value\n\
    USA,CHN,8517.13,100\nUSA,CHN,8703.23,300\nUSA,CHN,8471.30,100\n\
    USA,EU,8703.23,50\nUSA,MEX,8703.23,10\nUSA,VNM,8517.13,30\nUSA,ZAF,8517.13,10\n";

#[test]
fn sectors_get_the_mean_of_their_products() {
    let record = record(
        r#"
[measure.everything]
rate = "10%"
[measure.cars]
products = ["8703"]
rate = "15%"
[measure.phones]
products = ["8517"]
target = "CHN"
rate = "20%"
[measure.vietnam]
target = "VNM"
rate = "36%"
[measure.france]
target = "FRA"
products = ["01"]
rate = "5%"
"#,
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let weights = TradeWeights::read("weights.csv", WEIGHTS.as_bytes()).unwrap();
    let world = ["CHN", "DEU", "GBR", "MEX", "USA", "ROW"];
    let sectors = ["C26", "C29", "C26T29", "C10T12", "G"];
    let on = date(2025, 6, 1);
    let found = sector_tariffs(&schedule, &weights, &world, &world, &sectors, on).unwrap();
    let usa = 4;
    let rate = |exporter: usize, sector: usize| {
        let rate = found.rate(usa, exporter, sector)?;
        // No ordinary duty is on record; the world's own is 0% here.
        assert_eq!(rate.without_ordinary, 1.0);
        Some(rate.total(0.0))
    };
    near(rate(0, 0).unwrap(), 0.2);
    near(rate(0, 1).unwrap(), 0.25);
    near(rate(0, 2).unwrap(), (200.0 * 0.2 + 300.0 * 0.25) / 500.0);
    assert_eq!(rate(0, 3), None);
    assert_eq!(rate(0, 4), None, "services are left alone");
    near(rate(1, 1).unwrap(), 0.25);
    assert_eq!(rate(1, 0), None);
    assert_eq!(
        found.coverage(usa, 1),
        Some(1.0),
        "weighed with the trade of the group"
    );
    assert_eq!(rate(2, 1), None, "no trade in the weights");
    assert_eq!(found.coverage(usa, 2), None);
    near(rate(3, 1).unwrap(), 0.25);
    assert!(
        (0..5).all(|sector| rate(usa, sector).is_none()),
        "not from itself"
    );
    // The rest of the world: Vietnam and South Africa, and not the EU, of which Germany is here.
    near(rate(5, 0).unwrap(), (30.0 * 0.46 + 10.0 * 0.1) / 40.0);
    assert_eq!(rate(5, 1), None);
    assert!(
        (0..6).all(|exporter| found.rate(0, exporter, 0).is_none()),
        "China has no duties here"
    );

    // A group in the world takes the trade of the group, and the rest goes without it.
    let world = ["CHN", "EU", "USA", "ROW"];
    let found = sector_tariffs(&schedule, &weights, &world, &world, &sectors, on);
    // France is treated in its own way, so the EU is not one.
    assert!(matches!(found, Err(SectorFault::Query(_))));
}

#[test]
fn groups_are_made_of_their_members() {
    let record = record(
        "[measure.everything]\nrate = \"10%\"\n[measure.italy]\ntarget = \"ITA\"\nrate = \"10%\"\n",
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let text = "importer,exporter,hs,value\nUSA,DEU,8703,30\nUSA,ITA,8703,10\nUSA,GBR,8703,5\n";
    let weights = TradeWeights::read("weights.csv", text.as_bytes()).unwrap();
    let world = ["EU", "ROW", "USA"];
    let on = date(2025, 6, 1);
    let found = sector_tariffs(&schedule, &weights, &["USA"], &world, &["C29"], on).unwrap();
    near(
        found.rate(0, 0, 0).unwrap().total(0.0),
        (30.0 * 0.1 + 10.0 * 0.2) / 40.0,
    );
    near(found.rate(0, 1, 0).unwrap().total(0.0), 0.1);
}

#[test]
fn labels_have_to_mean_something() {
    let record = record("[measure.everything]\nrate = \"10%\"\n");
    let schedule = Schedule::new(record.latest()).unwrap();
    let weights = TradeWeights::read("weights.csv", WEIGHTS.as_bytes()).unwrap();
    let on = date(2025, 6, 1);
    let ask = |exporter, sector| {
        sector_tariffs(&schedule, &weights, &["USA"], &[exporter], &[sector], on).unwrap_err()
    };
    assert!(matches!(ask("CHN", "Machinery"), SectorFault::Sector(_)));
    assert!(matches!(
        ask("Atlantis", "C29"),
        SectorFault::NoEconomy { .. }
    ));
}
