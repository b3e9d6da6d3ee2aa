//! Import of long bilateral tables under other programs' column names.

use crate::common::{assert_exact, without_path};
use cobden_world::import::{BilateralLayout, import_bilateral};
use cobden_world::table::{ColumnData, write_parquet};
use cobden_world::{World, check};

/// Two economies that sell goods and services, and one that only buys; a column to pass over.
const TABLE: &str = "\
year,exp,imp,industry,flow,duty
2020,USA,USA,C26,100,0
2020,CHN,USA,C26,30,0.25
2020,CHN,CHN,C26,80,0
2020,USA,CHN,C26,10,0.1
2020,USA,USA,G45T47,60,0
2020,CHN,CHN,G45T47,50,0
2020,USA,AUS,G45T47,2,0
";

fn layout() -> BilateralLayout {
    BilateralLayout {
        importer: "imp".into(),
        exporter: "exp".into(),
        sector: Some("industry".into()),
        value: "flow".into(),
        tariff: Some("duty".into()),
        trade_elasticity: 4.0,
    }
}

fn import(text: &str, layout: &BilateralLayout) -> Result<World, Vec<String>> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("trade.csv");
    std::fs::write(&path, text).expect("a writable file");
    import_bilateral(&path, layout).map_err(|found| without_path(&found, dir.path()))
}

#[test]
fn columns_are_found_by_the_names_given() {
    let world = import(TABLE, &layout()).unwrap();
    let codes: Vec<&str> = world.economies.iter().map(|e| e.code.as_str()).collect();
    assert_eq!(codes, ["USA", "CHN", "AUS"]);
    assert_eq!(world.economies[1].name, "China");
    let sectors: Vec<(&str, bool, f64)> = world
        .sectors
        .iter()
        .map(|s| (s.code.as_str(), s.goods, s.trade_elasticity))
        .collect();
    assert_eq!(sectors, [("C26", true, 4.0), ("G45T47", false, 4.0)]);
    // (importer, exporter, sector)
    assert_eq!(world.flows[[0, 1, 0]], 30.0);
    assert_eq!(world.flows[[1, 0, 0]], 10.0);
    assert_eq!(world.flows[[2, 0, 1]], 2.0);
    assert_eq!(world.flows.sum(), 332.0);
    assert_eq!(
        (world.tariffs[[0, 1, 0]], world.tariffs[[1, 0, 0]]),
        (0.25, 0.1)
    );
    assert!((world.tariffs.sum() - 0.35).abs() < 1e-15);
    assert!(world.value_added_share.iter().all(|share| *share == 1.0));
    assert!(world.input_shares.iter().all(|share| *share == 0.0));
    assert_eq!(world.provenance.name, "trade");
}

#[test]
fn economies_that_do_not_produce_are_found_by_checking() {
    let found = check(&import(TABLE, &layout()).unwrap()).to_string();
    assert!(found.contains("AUS has no value added"), "{found}");
    assert!(found.contains("AUS without domestic sales"), "{found}");
    let without = TABLE.replace("2020,USA,AUS,G45T47,2,0\n", "");
    assert_exact(&import(&without, &layout()).unwrap());
}

#[test]
fn tables_without_sector_or_tariff() {
    let table = "exp,imp,flow\nUSA,USA,10\nCHN,CHN,8\nCHN,USA,3\n";
    let layout = BilateralLayout {
        sector: None,
        tariff: None,
        ..layout()
    };
    let world = import(table, &layout).unwrap();
    assert_eq!(world.sectors.len(), 1);
    assert_eq!(
        (world.sectors[0].code.as_str(), world.sectors[0].goods),
        ("all", true)
    );
    assert_eq!(world.flows[[0, 1, 0]], 3.0);
    assert!(world.tariffs.iter().all(|t| *t == 0.0));
    assert_exact(&world);
    // With sectors and no tariffs, and the other way round.
    let layout = BilateralLayout {
        tariff: None,
        ..self::layout()
    };
    let world = import(TABLE, &layout).unwrap();
    assert_eq!((world.flows[[0, 1, 0]], world.tariffs.sum()), (30.0, 0.0));
    let layout = BilateralLayout {
        sector: None,
        ..self::layout()
    };
    let world = import("duty,exp,imp,flow\n0.5,USA,CHN,10\n", &layout).unwrap();
    assert_eq!(
        (world.flows[[1, 0, 0]], world.tariffs[[1, 0, 0]]),
        (10.0, 0.5)
    );
}

#[test]
fn sectors_without_isic_codes_are_goods_unless_they_say_services() {
    let table = TABLE
        .replace("C26", "Machines")
        .replace("G45T47", "Services, trade");
    let table = table.replace("Services, trade", "\"Services, trade\"");
    let goods = |table: &str| -> Vec<bool> {
        import(table, &layout())
            .unwrap()
            .sectors
            .iter()
            .map(|s| s.goods)
            .collect()
    };
    assert_eq!(goods(&table), [true, false]);
    assert_eq!(
        goods(&TABLE.replace("C26", "X1").replace("G45T47", "X2")),
        [true, true]
    );
}

#[test]
fn parquet_reads_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let rows: Vec<Vec<&str>> = TABLE
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    let text = |k: usize| ColumnData::Text(rows.iter().map(|row| row[k]).collect());
    let number =
        |k: usize| ColumnData::Number(rows.iter().map(|row| row[k].parse().unwrap()).collect());
    let columns = [
        ("imp", text(2)),
        ("exp", text(1)),
        ("industry", text(3)),
        ("flow", number(4)),
        ("duty", number(5)),
    ];
    let path = dir.path().join("trade.parquet");
    write_parquet(&path, &columns).unwrap();
    let world = import_bilateral(&path, &layout()).unwrap();
    assert_eq!(world, import(TABLE, &layout()).unwrap());
}

#[test]
fn rows_that_are_there_twice() {
    let row = "2020,CHN,USA,C26,30,0.25\n";
    let text = TABLE.replace(row, &format!("{row}2021,CHN,USA,C26,31,0.25\n"));
    let expected = "trade.csv:4:3 (column imp): error: USA, CHN, C26 has a row already, at trade.csv:3:3 (column imp)\n  hint: keep one of the two rows";
    assert_eq!(import(&text, &layout()).unwrap_err(), [expected]);
    // A panel of many years is cut off.
    let panel: String = (1990..2020)
        .flat_map(|year| {
            TABLE
                .lines()
                .skip(1)
                .map(move |line| line.replace("2020", &year.to_string()))
        })
        .map(|line| line + "\n")
        .collect();
    let faults = import(&format!("{TABLE}{panel}"), &layout()).unwrap_err();
    assert_eq!(faults.len(), 21);
    assert_eq!(
        faults[20],
        "trade.csv: error: 190 more faults in this table, not shown"
    );
    // Without a sector column the pair is the key.
    let layout = BilateralLayout {
        sector: None,
        ..layout()
    };
    let faults = import(TABLE, &layout).unwrap_err();
    assert!(
        faults[0].contains("USA, USA has a row already"),
        "{}",
        faults[0]
    );
}

#[test]
fn faults_come_at_once() {
    let text = TABLE
        .replace(",100,0\n", ",-100,0\n")
        .replace(",30,0.25", ",30,-25");
    let expected = [
        "trade.csv:2:5 (column flow): error: a flow of -100 is negative\n  hint: flows are values of purchases; set it to zero and calibrate the world",
        "trade.csv:3:6 (column duty): error: a tariff of -25 pays for the whole product or more\n  hint: tariffs are ratios above -1: 0.25 is a duty of 25%",
    ];
    assert_eq!(import(&text, &layout()).unwrap_err(), expected);
    let layout = BilateralLayout {
        importer: "importer".into(),
        tariff: Some("tau".into()),
        ..layout()
    };
    let found = "\n  hint: columns found: year, exp, imp, industry, flow, duty; the names are compared letter by letter";
    let expected = ["importer", "tau"]
        .map(|name| format!("trade.csv: error: column \"{name}\" is missing{found}"));
    assert_eq!(import(TABLE, &layout).unwrap_err(), expected);
    let dir = tempfile::tempdir().unwrap();
    let faults = import_bilateral(&dir.path().join("none.csv"), &self::layout()).unwrap_err();
    assert_eq!(
        without_path(&faults, dir.path()),
        ["none.csv: error: there is no such file"]
    );
}
