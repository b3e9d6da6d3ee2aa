//! Import of data in the layout of Caliendo and Parro, from two invented countries.

use std::path::Path;

use crate::common::without_path;
use cobden_world::import::{CaliendoParro, import_caliendo_parro};

const TABLES: [(&str, &str); 6] = [
    (
        "countries.csv",
        "idx,name,iso3\n1,Mexico,MEX\n2,United States,USA\n",
    ),
    (
        "sectors.csv",
        "idx,name,tradable,theta\n1,Food,1,2.5\n2,Health,0,8.22\n",
    ),
    (
        "country_sector.csv",
        "country,sector_idx,va_share,alpha,domestic_sales_usd,gross_output_usd_raw,remark\n\
         MEX,1,0.5,0.3,90,100,a\nMEX,2,1,0.7,50,50,b\nUSA,1,0.4,0.2,800,805,c\nUSA,2,0.6,0.8,900,900,d\n",
    ),
    (
        "country.csv",
        "country,value_added_usd,deficit_usd\nUSA,950,5\nMEX,100,-5\n",
    ),
    (
        "bilateral_trade_tariffs.csv",
        "importer,exporter,sector_idx,imports_usd,tariff_1993,tariff_2005\n\
         USA,MEX,1,10,0.04,0\nMEX,USA,1,5,0.125,0.01\nMEX,MEX,1,7,0,0\n",
    ),
    (
        "io_coefficients.csv",
        "country,input_idx,output_idx,share_of_intermediates\n\
         MEX,1,1,0.6\nMEX,2,1,0.2\nUSA,1,1,0.5\nUSA,2,1,0.5\nUSA,1,2,0.25\nUSA,2,2,0.75\n",
    ),
];

fn write(folder: &Path, edit: impl Fn(&str, &str) -> Option<String>) {
    for (name, text) in TABLES {
        if let Some(text) = edit(name, text) {
            std::fs::write(folder.join(name), text).expect("a writable file");
        }
    }
}

fn import(edit: impl Fn(&str, &str) -> Option<String>) -> Result<CaliendoParro, Vec<String>> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), edit);
    import_caliendo_parro(dir.path()).map_err(|found| without_path(&found, dir.path()))
}

/// The faults after one replacement in one table.
fn faults(table: &str, from: &str, to: &str) -> Vec<String> {
    let edit = |name: &str, text: &str| {
        let spoiled = if name == table {
            text.replacen(from, to, 1)
        } else {
            text.to_owned()
        };
        assert!(name != table || spoiled != text, "{from} is not in {table}");
        Some(spoiled)
    };
    import(edit).expect_err("a fault")
}

#[test]
fn cells_go_where_the_paper_has_them() {
    let data = import(|_, text| Some(text.to_owned())).unwrap();
    let world = &data.benchmark.world;
    let economies: Vec<(&str, &str)> = world
        .economies
        .iter()
        .map(|e| (e.code.as_str(), e.name.as_str()))
        .collect();
    assert_eq!(economies, [("MEX", "Mexico"), ("USA", "United States")]);
    let sectors: Vec<(&str, bool, f64)> = world
        .sectors
        .iter()
        .map(|s| (s.code.as_str(), s.goods, s.trade_elasticity))
        .collect();
    assert_eq!(sectors, [("Food", true, 2.5), ("Health", false, 8.22)]);
    // (importer, exporter, sector); domestic sales are those of country_sector.
    assert_eq!(
        world.flows,
        ndarray::arr3(&[[[90.0, 50.0], [5.0, 0.0]], [[10.0, 0.0], [800.0, 900.0]]])
    );
    assert_eq!(
        (world.tariffs[[0, 1, 0]], world.tariffs[[1, 0, 0]]),
        (0.125, 0.04)
    );
    assert_eq!(
        (data.tariffs_2005[[0, 1, 0]], data.tariffs_2005[[1, 0, 0]]),
        (0.01, 0.0)
    );
    assert_eq!(
        world.value_added_share,
        ndarray::arr2(&[[0.5, 1.0], [0.4, 0.6]])
    );
    assert_eq!(
        data.benchmark.final_shares,
        ndarray::arr2(&[[0.3, 0.7], [0.2, 0.8]])
    );
    assert_eq!(data.benchmark.value_added, ndarray::arr1(&[100.0, 950.0]));
    assert_eq!(data.benchmark.deficit, ndarray::arr1(&[-5.0, 5.0]));
    assert_eq!(
        data.gross_output,
        ndarray::arr2(&[[100.0, 50.0], [805.0, 900.0]])
    );
    assert_eq!(
        (world.provenance.year, world.provenance.unit.to_string()),
        (Some(1993), "USD".to_owned())
    );
}

#[test]
fn input_shares_are_by_using_sector_and_sum_to_one() {
    let data = import(|_, text| Some(text.to_owned())).unwrap();
    let shares = &data.benchmark.world.input_shares;
    // (economy, using sector, input): Mexican food had 0.6 and 0.2.
    assert!((shares[[0, 0, 0]] - 0.75).abs() < 1e-15);
    assert!((shares[[0, 0, 1]] - 0.25).abs() < 1e-15);
    assert_eq!((shares[[1, 1, 0]], shares[[1, 1, 1]]), (0.25, 0.75));
    // A sector without rows has no inputs.
    assert_eq!((shares[[0, 1, 0]], shares[[0, 1, 1]]), (0.0, 0.0));
}

#[test]
fn missing_tables_and_columns_come_at_once() {
    let found = import(|name, text| match name {
        "country.csv" => None,
        "sectors.csv" => Some(text.replace("theta", "elasticity")),
        _ => Some(text.to_owned()),
    });
    let expected = [
        "sectors.csv: error: column \"theta\" is missing\n  hint: columns found: idx, name, tradable, elasticity; the names are compared letter by letter",
        "country.csv: error: there is no such table, nor a .parquet of that name\n  hint: country has the columns country, value_added_usd, deficit_usd",
    ];
    assert_eq!(found.unwrap_err(), expected);
}

#[test]
fn countries_that_are_not_there() {
    let expected = "bilateral_trade_tariffs.csv:2:1 (column importer): error: economy \"US\" is not in the table countries\n  hint: did you mean \"USA\"?";
    assert_eq!(
        faults("bilateral_trade_tariffs.csv", "USA,MEX", "US,MEX"),
        [expected]
    );
    let expected = "io_coefficients.csv:4:1 (column country): error: economy \"Utopia\" is not in the table countries\n  hint: add it to countries, or remove the row";
    assert_eq!(faults("io_coefficients.csv", "USA", "Utopia"), [expected]);
    let expected = [
        "country.csv:2:1 (column country): error: economy \"usa\" is not in the table countries\n  hint: did you mean \"USA\"?",
        "country.csv: error: there is no row for USA",
    ];
    assert_eq!(faults("country.csv", "USA", "usa"), expected);
}

#[test]
fn sector_numbers_out_of_range() {
    for number in ["0", "3", "1.5", "-1"] {
        let expected = format!(
            "bilateral_trade_tariffs.csv:3:3 (column sector_idx): error: {number} is not a sector number from 1 to 2\n  \
             hint: sectors are numbered in the order of the table sectors"
        );
        let to = format!("MEX,USA,{number},");
        assert_eq!(
            faults("bilateral_trade_tariffs.csv", "MEX,USA,1,", &to),
            [expected]
        );
    }
    let found = faults("io_coefficients.csv", "MEX,2,1,", "MEX,9,1,");
    assert!(
        found[0].starts_with("io_coefficients.csv:3:2 (column input_idx): error: 9 is not"),
        "{}",
        found[0]
    );
}

#[test]
fn rows_that_are_there_twice() {
    for (table, row, column, words) in [
        ("countries.csv", "1,Mexico,MEX\n", "3 (column iso3)", "MEX"),
        ("country.csv", "USA,950,5\n", "1 (column country)", "USA"),
        (
            "country_sector.csv",
            "MEX,1,0.5,0.3,90,100,a\n",
            "1 (column country)",
            "MEX, 1",
        ),
        (
            "bilateral_trade_tariffs.csv",
            "USA,MEX,1,10,0.04,0\n",
            "1 (column importer)",
            "USA, MEX, 1",
        ),
        (
            "io_coefficients.csv",
            "MEX,1,1,0.6\n",
            "1 (column country)",
            "MEX, 1, 1",
        ),
    ] {
        let expected = format!(
            "{table}:3:{column}: error: {words} has a row already, at {table}:2:{column}\n  hint: keep one of the two rows"
        );
        assert_eq!(faults(table, row, &format!("{row}{row}")), [expected]);
    }
}

#[test]
fn rows_that_are_missing() {
    let expected = "country_sector.csv: error: there is no row for MEX, 2";
    assert_eq!(
        faults("country_sector.csv", "MEX,2,1,0.7,50,50,b\n", ""),
        [expected]
    );
    let expected = "country_sector.csv: error: there is no row for MEX, 1, nor for 3 others";
    let found = import(|name, text| {
        let header = text.lines().next().map(|line| format!("{line}\n"));
        if name == "country_sector.csv" {
            header
        } else {
            Some(text.to_owned())
        }
    });
    assert_eq!(found.unwrap_err(), [expected]);
}
