//! Import of OECD ICIO tables, from a small table with invented figures.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::common::{assert_exact, largest_gap, without_path};
use cobden_codes::ElasticitySet;
use cobden_diagnostics::Diagnostics;
use cobden_world::import::{IcioImport, import_icio};
use cobden_world::{Accounts, calibrate, check};

const TABLE: &str = include_str!("fixtures/icio-small.csv");
const SECTORS: [&str; 4] = ["A01", "C26", "G", "K"];

/// Imported economies, and the labels of their rows, of their columns of use, and of final demand.
const ECONOMIES: [(&str, &[&str]); 3] = [
    ("AUS", &["AUS"]),
    ("USA", &["USA"]),
    ("CHN", &["CN1", "CN2"]),
];
const ITEMS: [&str; 6] = ["HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR"];

fn caliendo_parro() -> &'static ElasticitySet {
    ElasticitySet::find("CP").expect("a bundled set")
}

/// Imports a text; faults come without the folder's path.
fn import(text: impl AsRef<[u8]>) -> Result<IcioImport, Vec<String>> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("icio.csv");
    std::fs::write(&path, text).expect("a writable file");
    let strip = |found: Diagnostics| without_path(&found, dir.path());
    import_icio(&path, caliendo_parro()).map_err(strip)
}

/// The table's cells by row and column label.
fn cells() -> HashMap<(&'static str, &'static str), f64> {
    let mut lines = TABLE.lines().map(|line| line.split(','));
    let header: Vec<&str> = lines.next().expect("a header").collect();
    let mut cells = HashMap::new();
    for mut line in lines {
        let row = line.next().expect("a label");
        for (column, cell) in header[1..].iter().zip(line) {
            cells.insert((row, *column), cell.parse().expect("a number"));
        }
    }
    cells
}

/// The sum of all cells whose labels are `rows` x `sector` and `columns` x `uses`.
fn sum(rows: &[&str], sector: &str, columns: &[&str], uses: &[&str]) -> f64 {
    let cells = cells();
    let mut sum = 0.0;
    for row in rows {
        for column in columns {
            for label in uses {
                let (row, column) = (format!("{row}_{sector}"), format!("{column}_{label}"));
                sum += cells
                    .get(&(row.as_str(), column.as_str()))
                    .copied()
                    .unwrap_or(0.0);
            }
        }
    }
    sum
}

#[test]
fn labels() {
    let world = import(TABLE).unwrap().world;
    let codes: Vec<&str> = world.economies.iter().map(|e| e.code.as_str()).collect();
    assert_eq!(codes, ["AUS", "USA", "CHN"]);
    assert_eq!(world.economies[2].name, "China");
    let sectors: Vec<(&str, bool)> = world
        .sectors
        .iter()
        .map(|s| (s.code.as_str(), s.goods))
        .collect();
    assert_eq!(
        sectors,
        [("A01", true), ("C26", true), ("G", false), ("K", false)]
    );
    let set = caliendo_parro();
    let thetas: Vec<f64> = world.sectors.iter().map(|s| s.trade_elasticity).collect();
    let expected = [
        set.value(1).unwrap(),
        set.value(26).unwrap(),
        set.services(),
        set.services(),
    ];
    assert_eq!(thetas, expected);
    assert_eq!(world.provenance.name, "icio");
    assert!(world.provenance.source.contains("OECD"));
    assert!(world.provenance.notes.contains("caliendo-parro-2015"));
}

#[test]
fn flows_are_intermediate_and_final_uses() {
    let imported = import(TABLE).unwrap();
    let world = &imported.world;
    // By hand: AUS_A01 in the columns of AUS and of CN1, CN2 and CHN.
    assert_eq!(world.flows[[0, 0, 0]], 64.5);
    assert_eq!(world.flows[[2, 0, 0]], 30.0);
    for (n, (importer, columns)) in ECONOMIES.iter().enumerate() {
        for (i, (exporter, rows)) in ECONOMIES.iter().enumerate() {
            for (s, sector) in SECTORS.iter().enumerate() {
                let uses =
                    sum(rows, sector, columns, &SECTORS) + sum(rows, sector, &[importer], &ITEMS);
                let flow = world.flows[[n, i, s]];
                assert_eq!(flow, uses.max(0.0), "{importer} from {exporter}, {sector}");
            }
        }
    }
    assert!(world.tariffs.iter().all(|t| *t == 0.0));
    assert_eq!(imported.largest_output_gap, 0.0);
}

#[test]
fn negative_flows_are_set_to_zero_and_reported() {
    let imported = import(TABLE).unwrap();
    // American stocks of AUS_C26 fall by more than all other uses there: 11.5 + 25.5 - 39.5 = -2.5.
    assert_eq!(imported.world.flows[[1, 0, 1]], 0.0);
    assert_eq!(imported.negative_flows, 1);
    // All flows add up to world output of 4623.5; 2.5 is taken away there and counts with its size here.
    let share = 2.5 / (4623.5 + 2.0 * 2.5);
    assert!(
        (imported.negative_share - share).abs() < 1e-15,
        "{}",
        imported.negative_share
    );
    // Chinese stocks of USA_A01 fall too, by less.
    assert!(cells()[&("USA_A01", "CHN_INVNT")] < 0.0);
    assert!(imported.world.flows[[2, 1, 0]] > 0.0);
}

#[test]
fn value_added_takes_taxes_in() {
    let imported = import(TABLE).unwrap();
    let share = &imported.world.value_added_share;
    let cells = cells();
    let account = |row: &'static str, column: &'static str| cells[&(row, column)];
    // By hand: (98.5 + 2.5) / 130.5.
    assert!((share[[0, 0]] - 101.0 / 130.5).abs() < 1e-15);
    for (label, at) in [("AUS_G", [0, 2]), ("USA_C26", [1, 1]), ("USA_K", [1, 3])] {
        let expected = (account("VA", label) + account("TLS", label)) / account("OUT", label);
        assert!((share[at] - expected).abs() < 1e-15, "{label}");
    }
    let total = |row| account(row, "CN1_A01") + account(row, "CN2_A01");
    let expected = (total("VA") + total("TLS")) / total("OUT");
    assert!((share[[2, 0]] - expected).abs() < 1e-15);
    // Output without the negative flow is higher, the bill of 37 is what it was.
    assert!((share[[0, 1]] - (1.0 - 37.0 / 86.5)).abs() < 1e-15);
    assert_eq!(imported.negative_value_added, 0);
}

#[test]
fn inputs_are_shares_of_the_bill() {
    let world = import(TABLE).unwrap().world;
    for (n, (economy, columns)) in ECONOMIES.iter().enumerate() {
        for (j, user) in SECTORS.iter().enumerate() {
            let everyone = ["AUS", "USA", "CN1", "CN2"];
            let uses = SECTORS.map(|input| sum(&everyone, input, columns, &[user]));
            let bill: f64 = uses.iter().sum();
            for (k, used) in uses.iter().enumerate() {
                let gap = (world.input_shares[[n, j, k]] - used / bill).abs();
                assert!(gap < 1e-15, "{economy} {user} from {}", SECTORS[k]);
            }
        }
    }
}

#[test]
fn the_import_calibrates_to_an_exact_world() {
    let imported = import(TABLE).unwrap();
    let (world, _) = calibrate(&imported.world).unwrap();
    assert_exact(&world);
    assert!(check(&world).is_empty(), "{}", check(&world));
    // Where no inventories were touched the levels hardly move.
    let outputs = (
        Accounts::of(&imported.world).output,
        Accounts::of(&world).output,
    );
    assert!(largest_gap(&outputs.0, &outputs.1) < 0.01);
}

#[test]
fn older_labels_give_the_same_world() {
    let expected = import(TABLE).unwrap();
    let tls = TABLE.lines().find(|line| line.starts_with("TLS")).unwrap();
    let nothing = format!("\nCHN_TAXSUB{}", ",0".repeat(tls.matches(',').count()));
    let older = TABLE
        .replace("\nVA,", "\nVALU,")
        .replace("\nTLS,", &format!("{nothing}\nAUS_TAXSUB,"))
        .replace("\nOUT,", "\nOUTPUT,")
        .replace(",OUT\n", ",TOTAL\n");
    assert!(older.contains("CHN_TAXSUB") && older.contains("VALU"));
    assert_eq!(import(&older).unwrap(), expected);
    // Windows line ends, a byte-order mark and blanks change nothing either.
    let windows = format!("\u{feff}{}", older.replace(',', ", ").replace('\n', "\r\n"));
    assert_eq!(import(windows).unwrap(), expected);
}

/// The table without the rows for which `gone` holds.
fn without_rows(gone: impl Fn(&str) -> bool) -> String {
    let label = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    let kept: Vec<&str> = TABLE.lines().filter(|line| !gone(&label(line))).collect();
    kept.join("\n")
}

#[test]
fn the_frame_of_the_table_is_needed() {
    let without_output: Vec<&str> = TABLE
        .lines()
        .map(|line| line.rsplit_once(',').unwrap().0)
        .collect();
    for (text, what) in [
        (without_output.join("\n"), "the column OUT is missing"),
        (
            without_rows(|label| label == "VA"),
            "the row VA or VALU is missing",
        ),
        (
            without_rows(|label| label == "OUT"),
            "the row OUT is missing",
        ),
        (
            without_rows(|label| label == "USA_C26"),
            "no row says who buys what USA_C26 makes",
        ),
        (
            without_rows(|label| label == "CN1_A01"),
            "no row says who buys what CN1_A01 makes",
        ),
    ] {
        let faults = import(text).unwrap_err();
        assert!(
            faults.iter().any(|fault| fault.contains(what)),
            "{what}: {faults:?}"
        );
    }
}

#[test]
fn columns_have_to_add_up() {
    let va = TABLE.lines().find(|line| line.starts_with("VA,")).unwrap();
    let mut cells: Vec<String> = va.split(',').map(str::to_owned).collect();
    cells[6] = "1".into();
    let faults = import(TABLE.replace(va, &cells.join(","))).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].contains("OUT of USA_C26 is 616"), "{}", faults[0]);
}

#[test]
fn sectors_have_to_be_isic() {
    let faults = import(TABLE.replace("_C26", "_XYZ")).unwrap_err();
    let expected = "icio.csv: error: the sectors XYZ are not ISIC codes";
    assert!(
        faults.iter().any(|fault| fault.starts_with(expected)),
        "{faults:?}"
    );
}

#[test]
fn a_bill_above_output_leaves_no_value_added() {
    // AUS_G uses 600 more of itself, taken from its stocks: output is what it was, the bill is not.
    let text = TABLE.replace("\nAUS_G,6,7.5,5,6.5", "\nAUS_G,6,7.5,605,6.5");
    let text = text.replace("10.5,0.5,5,9.5,0,0.5,2,", "10.5,0.5,5,9.5,-600,0.5,2,");
    let va = TABLE.lines().find(|line| line.starts_with("VA,")).unwrap();
    let mut cells: Vec<String> = va.split(',').map(str::to_owned).collect();
    cells[3] = (cells[3].parse::<f64>().unwrap() - 600.0).to_string();
    let text = text.replace(va, &cells.join(","));
    let imported = import(text).unwrap();
    assert_eq!(imported.negative_value_added, 1);
    assert_eq!(imported.world.value_added_share[[0, 2]], 0.0);
}

#[test]
fn cells_that_are_no_numbers() {
    let hint = "is not a finite number";
    for (cell, shown) in [("n/a", "n/a"), ("", ""), ("1e999", "1e999")] {
        let text = TABLE.replace("\nUSA_C26,1,2.5,", &format!("\nUSA_C26,1,{cell},"));
        let expected =
            format!("icio.csv:7:3 (column AUS_C26): error: \"{shown}\" in row USA_C26 {hint}");
        assert_eq!(import(text).unwrap_err(), [expected]);
    }
    let text = TABLE.replace(",0.5,", ",half,");
    let faults = import(text).unwrap_err();
    assert_eq!(faults.len(), 21);
    assert!(
        faults[20].ends_with("more faults in this table, not shown"),
        "{}",
        faults[20]
    );
}

#[test]
fn output_that_is_not_the_sum_of_uses() {
    let text = TABLE.replace(",130.5\n", ",135\n");
    let expected = "icio.csv: error: OUT of AUS_A01 is 135, but its uses sum to 130.5\n  hint: a column or row is missing or shifted";
    assert_eq!(import(text).unwrap_err(), [expected]);
    // Rounding is no fault, and reported.
    let text = TABLE.replace(",130.5\n", ",130.6\n");
    let gap = import(text).unwrap().largest_output_gap;
    assert!((gap - 0.1 / 130.6).abs() < 1e-12, "{gap}");
}

#[test]
fn labels_that_are_not_known() {
    let text = TABLE.replacen("CHN_GGFC", "CHM_GGFC", 1);
    let expected = "icio.csv:1:26 (column CHM_GGFC): error: column \"CHM_GGFC\" belongs to no economy of the rows\n  hint: columns are economy_sector, economy_item, and OUT";
    assert_eq!(import(text).unwrap_err(), [expected]);
    let text = TABLE.replace("\nUSA_G,", "\nUSA-G,");
    let expected = "icio.csv:8: error: row \"USA-G\" is not known\n  hint: rows are economy_sector, such as AUS_A01, and TLS, VA and OUT";
    assert_eq!(import(text).unwrap_err(), [expected]);
    // A misspelled column of use would pass for final demand.
    let text = TABLE.replacen(",USA_C26,", ",USA_C62,", 1);
    let expected = "icio.csv:1: error: no column says what USA_C26 uses\n  hint: every economy_sector of the rows is a column too";
    assert_eq!(import(text).unwrap_err(), [expected]);
}

#[test]
fn labels_that_are_there_twice() {
    let row = TABLE.lines().nth(1).unwrap();
    let text = TABLE.replacen(row, &format!("{row}\n{row}"), 1);
    let expected = "icio.csv:3: error: row \"AUS_A01\" is there twice\n  hint: remove one of them";
    assert_eq!(import(text).unwrap_err(), [expected]);
    let text = TABLE.replacen("USA_GGFC", "USA_HFCE", 1);
    let expected = "icio.csv:1:32 (column USA_HFCE): error: column \"USA_HFCE\" is there twice\n  hint: remove one of them";
    assert_eq!(import(text).unwrap_err(), [expected]);
}

#[test]
fn files_that_are_no_such_table() {
    for text in [
        "",
        "V1,AUS_A01\n",
        "country,year,value\nAUS,2020,ten\nUSA,2020,ten\n",
        "V1,OUT\nVA,1\nOUT,1\n",
    ] {
        let expected = "icio.csv: error: no row is labelled economy_sector\n  hint: rows of the official layout are labelled like AUS_A01";
        assert_eq!(import(text).unwrap_err(), [expected], "{text:?}");
    }
    let text = format!("{TABLE}AUS_Z,1,2\n");
    let expected = "icio.csv:21: error: the line has 3 cells and the header 36\n  hint: cells are separated by commas; one that holds a comma needs quotes around it";
    assert_eq!(import(text).unwrap_err(), [expected]);
    let faults = import_icio(&PathBuf::from("nowhere.csv"), caliendo_parro())
        .unwrap_err()
        .to_string();
    assert!(
        faults.starts_with("nowhere.csv: error: there is no such file"),
        "{faults}"
    );
}
