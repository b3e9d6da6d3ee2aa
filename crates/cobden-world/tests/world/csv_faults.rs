//! One provoking file per fault of a CSV table, and what is said of it, word for word.

use crate::common::Saved;

/// Spoils a saved world and compares all that loading says of it.
fn assert_faults(spoil: impl Fn(&Saved), expected: &[&str]) {
    let saved = Saved::csv();
    spoil(&saved);
    assert_eq!(saved.faults(), expected);
}

#[test]
fn missing_table() {
    assert_faults(
        |world| world.remove("sectors.csv"),
        &[
            "sectors.csv: error: there is no such table, nor a .parquet of that name\n  hint: a world folder needs economies, sectors and flows; sectors has the columns sector, name, goods, trade_elasticity",
        ],
    );
    assert_faults(
        |world| world.remove("flows.csv"),
        &[
            "flows.csv: error: there is no such table, nor a .parquet of that name\n  hint: a world folder needs economies, sectors and flows; flows has the columns importer, exporter, sector, value, tariff",
        ],
    );
}

#[test]
fn table_without_rows() {
    assert_faults(
        |world| world.write("economies.csv", "economy,name\n"),
        &[
            "economies.csv: error: the table has no rows\n  hint: a world folder needs economies, sectors and flows; economies has the columns economy, name",
        ],
    );
    assert_faults(
        |world| world.write("economies.csv", ""),
        &[
            "economies.csv: error: the file is empty\n  hint: the first line names the columns: economy, name",
        ],
    );
}

#[test]
fn one_of_inputs_and_value_added() {
    let expected = |file: &str| {
        format!(
            "{file}: error: inputs and value_added belong together, and one of them is missing\n  \
             hint: add the other table, or remove this one for a world without intermediates"
        )
    };
    assert_faults(
        |world| world.remove("inputs.csv"),
        &[&expected("value_added.csv")],
    );
    assert_faults(
        |world| world.remove("value_added.csv"),
        &[&expected("inputs.csv")],
    );
    // A table that is there with a fault is not missing.
    assert_faults(
        |world| world.set("inputs.csv", 2, 4, "half"),
        &[
            "inputs.csv:2:4 (column share): error: \"half\" is not a number (a point for decimals, no separators, no percent sign)",
        ],
    );
}

#[test]
fn table_in_both_formats() {
    assert_faults(
        |world| world.write("flows.parquet", ""),
        &[
            "flows.csv: error: flows.parquet is there as well\n  hint: keep one of the two: it is not clear which one counts",
        ],
    );
}

#[test]
fn columns() {
    assert_faults(
        |world| world.set("flows.csv", 1, 4, "Value"),
        &[
            "flows.csv: error: column \"value\" is missing\n  hint: columns found: importer, exporter, sector, Value, tariff; the names are compared letter by letter",
            "flows.csv: error: column \"Value\" is not known here\n  hint: this table has the columns importer, exporter, sector, value, tariff; remove or rename the column",
        ],
    );
    assert_faults(
        |world| world.set("economies.csv", 1, 2, "economy"),
        &["economies.csv: error: column \"economy\" is there twice\n  hint: remove one of them"],
    );
}

#[test]
fn cells_that_are_no_numbers() {
    let number = "is not a number (a point for decimals, no separators, no percent sign)";
    for (cell, message) in [
        ("", "the cell is empty".to_owned()),
        ("  ", "the cell is empty".to_owned()),
        ("25%", format!("\"25%\" {number}")),
        ("1.000.000", format!("\"1.000.000\" {number}")),
        ("NaN", "\"NaN\" is not a finite number".to_owned()),
        ("inf", "\"inf\" is not a finite number".to_owned()),
        (
            "-Infinity",
            "\"-Infinity\" is not a finite number".to_owned(),
        ),
        ("1e999", "\"1e999\" is not a finite number".to_owned()),
    ] {
        let expected = format!("flows.csv:3:5 (column tariff): error: {message}");
        assert_faults(|world| world.set("flows.csv", 3, 5, cell), &[&expected]);
    }
    assert_faults(
        |world| world.set("flows.csv", 4, 2, ""),
        &["flows.csv:4:2 (column exporter): error: the cell is empty"],
    );
    assert_faults(
        |world| world.set("economies.csv", 6, 2, " "),
        &["economies.csv:6:2 (column name): error: the cell is empty"],
    );
}

#[test]
fn numbers_out_of_range() {
    assert_faults(
        |world| world.set("flows.csv", 2, 4, "-0.5"),
        &[
            "flows.csv:2:4 (column value): error: a flow of -0.5 is negative\n  hint: flows are values of purchases; set it to zero and calibrate the world",
        ],
    );
    for rate in ["-1", "-2.5"] {
        let expected = format!(
            "flows.csv:9:5 (column tariff): error: a tariff of {rate} pays for the whole product or more\n  \
             hint: tariffs are ratios above -1: 0.25 is a duty of 25%"
        );
        assert_faults(|world| world.set("flows.csv", 9, 5, rate), &[&expected]);
    }
    for theta in ["0", "-4"] {
        let expected = format!(
            "sectors.csv:3:4 (column trade_elasticity): error: a trade elasticity of {theta} is not above zero\n  \
             hint: the sign convention is theta > 0 (sigma - 1 in Armington models)"
        );
        assert_faults(|world| world.set("sectors.csv", 3, 4, theta), &[&expected]);
    }
    for share in ["-0.1", "1.01"] {
        let expected = format!(
            "value_added.csv:5:3 (column share): error: a value-added share of {share} is not between 0 and 1\n  \
             hint: it is value added over output"
        );
        assert_faults(
            |world| world.set("value_added.csv", 5, 3, share),
            &[&expected],
        );
    }
    for share in ["-0.01", "1.5"] {
        let expected = format!(
            "inputs.csv:7:4 (column share): error: an input share of {share} is not between 0 and 1\n  \
             hint: it is the input's part of the sector's intermediate bill"
        );
        assert_faults(|world| world.set("inputs.csv", 7, 4, share), &[&expected]);
    }
    assert_faults(
        |world| world.set("sectors.csv", 4, 3, "no"),
        &[
            "sectors.csv:4:3 (column goods): error: \"no\" is neither true nor false\n  hint: goods is true for products on which duties can be levied",
        ],
    );
}

#[test]
fn codes_that_are_not_there() {
    assert_faults(
        |world| world.set("flows.csv", 2, 1, "usa"),
        &[
            "flows.csv:2:1 (column importer): error: economy \"usa\" is not in the table economies\n  hint: did you mean \"USA\"?",
        ],
    );
    assert_faults(
        |world| world.set("flows.csv", 2, 2, "China"),
        &[
            "flows.csv:2:2 (column exporter): error: economy \"China\" is not in the table economies\n  hint: did you mean \"CHN\"?",
        ],
    );
    assert_faults(
        |world| world.set("inputs.csv", 2, 3, "A10"),
        &[
            "inputs.csv:2:3 (column input): error: sector \"A10\" is not in the table sectors\n  hint: did you mean \"A01\"?",
        ],
    );
    assert_faults(
        |world| {
            world.edit_line("flows.csv", 2, |line| {
                format!("{line}\nUSA,USA,services,1,0")
            })
        },
        &[
            "flows.csv:3:3 (column sector): error: sector \"services\" is not in the table sectors\n  hint: add it to sectors, or remove the row",
        ],
    );
    // A pair without a row is missing too.
    assert_faults(
        |world| world.set("value_added.csv", 2, 1, "Atlantis"),
        &[
            "value_added.csv:2:1 (column economy): error: economy \"Atlantis\" is not in the table economies\n  hint: add it to economies, or remove the row",
            "value_added.csv: error: 1 of 20 economy-sector pairs have no row; the first is USA A01\n  hint: every economy needs a value-added share in every sector (1 where idle)",
        ],
    );
}

#[test]
fn rows_and_codes_that_are_there_twice() {
    let repeat = |line: &str| format!("{line}\n{line}");
    let hint = "hint: keep one of the two rows";
    let expected = |file: &str, column: &str, words: &str| {
        format!(
            "{file}:3:1 (column {column}): error: {words} has a row already, at FOLDER/{file}:2:1 (column {column})\n  {hint}"
        )
    };
    for (file, column, words) in [
        ("flows.csv", "importer", "USA, USA, A01"),
        ("value_added.csv", "economy", "USA, A01"),
        ("inputs.csv", "economy", "USA, A01, A01"),
    ] {
        let expected = expected(file, column, words).replace("FOLDER/", "");
        assert_faults(|world| world.edit_line(file, 2, repeat), &[&expected]);
    }
    assert_faults(
        |world| world.edit_line("economies.csv", 3, |line| format!("{line}\nUSA,again")),
        &[
            "economies.csv:4:1 (column economy): error: \"USA\" is there already, at economies.csv:2:1 (column economy)\n  hint: keep it once",
        ],
    );
    assert_faults(
        |world| world.edit_line("sectors.csv", 5, |line| format!("{line}\nC26,again,true,3")),
        &[
            "sectors.csv:6:1 (column sector): error: \"C26\" is there already, at sectors.csv:3:1 (column sector)\n  hint: keep it once",
        ],
    );
}

#[test]
fn lines_that_are_no_rows() {
    assert_faults(
        |world| world.edit_line("flows.csv", 3, |_| "USA,CHN".into()),
        &[
            "flows.csv:3: error: the line has 2 cells and the header 5\n  hint: cells are separated by commas; one that holds a comma needs quotes around it",
        ],
    );
    assert_faults(
        |world| world.write("economies.csv", b"economy,name\nUSA,caf\xe9\n"),
        &[
            "economies.csv:2: error: the line is not UTF-8 text\n  hint: save the file as \"CSV UTF-8\"",
        ],
    );
}

#[test]
fn line_numbers_are_those_of_an_editor() {
    let expected = ["flows.csv:8:5 (column tariff): error: the cell is empty"];
    for end in ["\n", "\r\n"] {
        assert_faults(
            |world| {
                // Two empty lines above the row at fault.
                world.set("flows.csv", 6, 5, "");
                world.edit_line("flows.csv", 4, |line| format!("{line}\n\n"));
                world.write("flows.csv", world.text("flows.csv").replace('\n', end));
            },
            &expected,
        );
    }
}

#[test]
fn more_than_twenty_faults_of_a_table_are_counted() {
    let saved = Saved::csv();
    let lines = saved.text("flows.csv").lines().count();
    let spoil = |count: usize| {
        for line in 2..2 + count {
            saved.set("flows.csv", line, 4, "-1");
        }
        saved.faults()
    };
    assert_eq!(spoil(20).len(), 20);
    let found = spoil(21);
    assert_eq!(found.len(), 21);
    assert_eq!(
        found[20],
        "flows.csv: error: 1 more fault in this table, not shown"
    );
    let found = spoil(lines - 1);
    assert_eq!(found.len(), 21);
    assert!(found[19].starts_with("flows.csv:21:4"), "{}", found[19]);
    let rest = format!(
        "flows.csv: error: {} more faults in this table, not shown",
        lines - 21
    );
    assert_eq!(found[20], rest);
}
