use jiff::civil::date;

use crate::{Products, Rates, Record};

const HEAD: &str = "[record]\ntitle = \"t\"\nformat = 1\n";

const SOURCE: &str = r#"
[source.fr]
publisher = "Federal Register"
kind = "official"
date = 2025-04-07

[source.early]
publisher = "A newspaper"
kind = "press"
date = 2025-04-03
"#;

const ACT: &str = r#"
[act.order]
sources = ["fr"]
reference = "Executive Order 1"
issuer = "The President"
announced = 2025-04-02
published = 2025-04-07
"#;

const MEASURE: &str = r#"
[measure.duty]
sources = ["fr"]
act = "order"
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "reciprocal"
products = "all"
rate = "34%"
from = 2025-04-09
"#;

fn read(texts: &[(&str, &str)]) -> Result<Record, String> {
    let texts = texts
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    match Record::from_texts(texts.collect()) {
        Ok((record, warnings)) => {
            assert!(warnings.is_empty(), "{warnings}");
            Ok(record)
        }
        Err(faults) => Err(faults.to_string()),
    }
}

fn one(entries: &str) -> Record {
    let text = format!("{HEAD}{SOURCE}{ACT}{entries}");
    read(&[("record.toml", &text)]).unwrap()
}

#[test]
fn the_day_of_knowledge_is_that_of_the_act_and_lists_need_none() {
    let record = one(&format!(
        "{MEASURE}\n[list.l]\nsources = [\"fr\", \"early\"]\ncodes = [\"8517\"]\n"
    ));
    assert_eq!(record.acts["order"].common.known, date(2025, 4, 2));
    assert_eq!(record.measures["duty"].common.known, date(2025, 4, 2));
    assert_eq!(record.sources["fr"].common.known, date(2025, 4, 7));
    assert!(record.latest().knows(&record.lists["l"]));
    assert!(record.as_known(date(2000, 1, 1)).knows(&record.lists["l"]));
    assert!(
        !record
            .as_known(date(2025, 4, 1))
            .knows(&record.measures["duty"])
    );
}

#[test]
fn products_and_rates_have_short_and_long_forms() {
    let with = |products: &str, rate: &str| {
        let text = MEASURE
            .replace("products = \"all\"", products)
            .replace("rate = \"34%\"", rate);
        one(&text).measures["duty"].body.clone()
    };
    let short = with("products = \"8517\"", "rate = \"10%\"");
    let long = with(
        "products = { include = [\"8517\"], exclude = [] }",
        "rate = [{ rate = \"10%\" }]",
    );
    assert_eq!(short, long);
    let staged =
        "rate = [{ from = 2025-04-09, rate = \"10%\" }, { from = 2026-04-09, rate = \"5%\" }]";
    match with("products = \"all\"", staged).rate {
        Some(Rates::Steps(steps)) => assert_eq!(steps[1].from, Some(date(2026, 4, 9))),
        other => panic!("{other:?}"),
    }
}

#[test]
fn tables_may_be_in_any_order_with_any_line_ends() {
    let text = format!("{HEAD}{SOURCE}\n[list.l]\nsources = [\"fr\"]\nfile = \"lists/x.csv\"\n");
    let sorted = "code,rate,label\n8517,25%,phones\n851713,2.5%,\"smart, new\"\n";
    let other = "\u{feff}label,code,rate\r\n\"smart, new\",8517.13, 2.5%\r\nphones, 8517,25%\r\n";
    let read = |csv: &str| read(&[("record.toml", &text), ("lists/x.csv", csv)]).unwrap();
    let (sorted, other) = (read(sorted), read(other));
    assert_eq!(sorted, other);
    assert_eq!(
        sorted.lists["l"].body.rows[1].label.as_deref(),
        Some("smart, new")
    );
}

#[test]
fn periods_begin_on_their_first_day() {
    let indicator = |period: &str| {
        let text = format!(
            "[indicator.i]\nsources = [\"fr\"]\nknown = 2025-05-01\neconomy = \"CHN\"\nname = \"Orders\"\nperiod = \"{period}\"\n"
        );
        one(&text).indicators["i"].body.on
    };
    assert_eq!(indicator("2025-Q2"), date(2025, 4, 1));
    assert_eq!(indicator("2025-05"), date(2025, 5, 1));
    assert_eq!(indicator("2025"), date(2025, 1, 1));
}

/// A base, two records that include it, and one that includes both.
fn diamond(top: &str, entries: &str) -> Result<Record, String> {
    let base = format!("{HEAD}{SOURCE}{ACT}{MEASURE}");
    let side = format!("{HEAD}include = [\"../base\"]\n");
    let left = "[amendment.end]\nsources = [\"fr\"]\nknown = 2025-05-12\nmeasures = [\"duty\"]\neffect = \"ends\"\nfrom = 2025-05-14\n";
    let top = format!("{HEAD}include = [\"left\", \"right\"]\n{top}");
    read(&[
        ("base/record.toml", &base),
        ("left/record.toml", &side),
        ("left/deep/entries.toml", left),
        ("right/record.toml", &side),
        ("record.toml", &top),
        ("entries.toml", entries),
        (".hidden/broken.toml", "[["),
    ])
}

#[test]
fn a_record_included_twice_is_read_once() {
    let record = diamond("", "").unwrap();
    assert_eq!(record.measures.len(), 1);
    assert_eq!(record.amendments.len(), 1);
    assert_eq!(record.manifest.include, ["left", "right"]);
}

#[test]
fn an_entry_takes_the_place_of_an_included_one() {
    let other = MEASURE.replace("34%", "10%");
    let fault = diamond("", &other).unwrap_err();
    assert!(fault.contains("base/record.toml:22:1"), "{fault}");
    assert!(fault.contains("override = [\"duty\"]"), "{fault}");
    let record = diamond("override = [\"duty\"]", &other).unwrap();
    assert_eq!(record.measures.len(), 1);
    assert_ne!(record.measures, diamond("", "").unwrap().measures);
}

#[test]
fn what_is_dropped_may_still_be_named_by_included_records() {
    let record = diamond("drop = [\"duty\"]", "").unwrap();
    assert!(record.measures.is_empty());
    assert_eq!(record.amendments.len(), 1);
    // What else rests on it is a fault.
    let fault = diamond("drop = [\"order\"]", "").unwrap_err();
    assert!(fault.contains("\"order\" is dropped"), "{fault}");
}

#[test]
fn the_hash_is_of_what_is_said_not_of_where() {
    let together = one(MEASURE);
    let text = format!("{HEAD}{MEASURE}");
    let apart = [
        ("record.toml", text.as_str()),
        ("b/a.toml", ACT),
        ("c.toml", SOURCE),
    ];
    assert_eq!(together, read(&apart).unwrap());
    let titled = text.replace("\"t\"", "\"another title\"");
    let titled = [
        ("record.toml", titled.as_str()),
        ("a.toml", ACT),
        ("c.toml", SOURCE),
    ];
    assert_eq!(together.hash, read(&titled).unwrap().hash);
    assert_ne!(together.hash, one(&MEASURE.replace("34%", "35%")).hash);
    assert_eq!(together.hash.len(), 64);
}

#[test]
fn the_disk_and_memory_give_the_same_record() {
    let folder = tempfile::tempdir().unwrap();
    let record = one(&format!(
        "{MEASURE}\n[list.l]\nsources = [\"fr\"]\ncodes = [\"8517\"]\n"
    ));
    for (path, text) in record.to_texts() {
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    let (loaded, _) = Record::load(folder.path()).unwrap();
    assert_eq!(loaded, record);
    assert_eq!(loaded.codes(&Products::All), record.codes(&Products::All));
}

#[test]
fn the_hash_does_not_depend_on_the_names_of_files() {
    let named = |file: &str| {
        let text = format!(
            "{HEAD}{SOURCE}\n[list.l]\nsources = [\"fr\"]\nfile = \"{file}\"\n[nomenclature.n]\nsources = [\"fr\"]\nimporter = \"CHN\"\nhs = 2022\nfile = \"n{file}\"\n"
        );
        let lines = format!("n{file}");
        let csv = "code\n8517\n";
        read(&[("record.toml", &text), (file, csv), (&lines, csv)]).unwrap()
    };
    let (a, b) = (named("a.csv"), named("b.csv"));
    assert_eq!(a.hash, b.hash);
    assert_eq!(a, b);
    assert_eq!(a.to_texts(), b.to_texts());
}

#[test]
fn tables_of_the_same_name_do_not_take_each_others_place() {
    // `b` has the name that the table of `a` would get, and an included record has a file of its own.
    let list =
        |id: &str, file: &str| format!("\n[list.{id}]\nsources = [\"fr\"]\nfile = \"{file}\"\n");
    let base = format!("{HEAD}{SOURCE}{}", list("c", "lists/b.csv"));
    let top = format!(
        "{HEAD}include = [\"base\"]\n{}{}",
        list("a", "lists/b.csv"),
        list("b", "lists/a.csv")
    );
    let record = read(&[
        ("record.toml", &top),
        ("lists/b.csv", "code\n8517\n"),
        ("lists/a.csv", "code\n8518\n"),
        ("base/record.toml", &base),
        ("base/lists/b.csv", "code\n8519\n"),
    ])
    .unwrap();
    let texts = record.to_texts();
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(p, t)| (p.as_str(), t.as_str()))
        .collect();
    let again = read(&texts).unwrap();
    assert_eq!(again.lists, record.lists);
    assert_eq!(again.hash, record.hash);
}

#[test]
fn includes_go_no_deeper_than_the_stack() {
    let text = |at: usize| format!("{HEAD}include = [\"r{}\"]\n", at + 1);
    let mut texts = vec![("record.toml".to_owned(), text(0))];
    for at in 1..3000 {
        let text = text(at).replace("\"r", "\"../r");
        texts.push((format!("r{at}/record.toml"), text));
    }
    let faults = Record::from_texts(texts).unwrap_err().to_string();
    assert!(faults.contains("more than 64 deep"), "{faults}");
    assert!(faults.contains("r63/record.toml:4:"), "{faults}");
}

#[test]
fn what_is_below_and_not_read_is_told() {
    let text = format!("{HEAD}{SOURCE}");
    let texts = [
        ("record.toml", text.as_str()),
        ("UP.TOML", ""),
        ("own/record.toml", ""),
    ];
    let texts = texts.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let (_, warnings) = Record::from_texts(texts.to_vec()).unwrap();
    let warnings = warnings.to_string();
    assert!(warnings.contains("UP.TOML is not read"), "{warnings}");
    assert!(
        warnings.contains("own is a record of its own"),
        "{warnings}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    let link = |to: &str, path: &str| {
        std::os::unix::fs::symlink(to, folder.path().join(path)).unwrap();
    };
    write("record.toml", &format!("{HEAD}{SOURCE}"));
    link("/dev/zero", "zero.toml");
    let large = std::fs::File::create(folder.path().join("large.toml")).unwrap();
    large.set_len(300_000_000).unwrap();
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    link("..", "sub/up");
    let faults = Record::load(folder.path()).unwrap_err().to_string();
    for part in [
        "is not a file",
        "larger than 256 MB",
        "is a link to a folder",
    ] {
        assert!(faults.contains(part), "{part}: {faults}");
    }
}

#[test]
fn names_that_only_dropped_measures_had_are_gone() {
    let rule = "[rule.r]\nsources = [\"fr\"]\nknown = 2025-05-01\nlayers = [\"reciprocal\"]\nrelation = \"adds\"\nothers = [\"all\"]\n";
    // What an included record says of them stays without effect.
    let base = format!("{HEAD}{SOURCE}{ACT}{MEASURE}{rule}");
    let top = format!("{HEAD}include = [\"base\"]\ndrop = [\"duty\"]\n");
    read(&[("base/record.toml", &base), ("record.toml", &top)]).unwrap();
    let base = format!("{HEAD}{SOURCE}{ACT}{MEASURE}");
    let top = format!("{top}{rule}");
    let fault = read(&[("base/record.toml", &base), ("record.toml", &top)]).unwrap_err();
    assert!(fault.contains("\"reciprocal\" is dropped"), "{fault}");
}

#[test]
fn an_amendment_is_by_those_whose_measures_were_known() {
    let later = MEASURE
        .replace("[measure.duty]", "[measure.later]")
        .replace("act = \"order\"", "known = 2026-01-01")
        .replace("actor = \"USA\"", "actor = \"JPN\"");
    let end = "[amendment.end]\nsources = [\"fr\"]\nknown = 2025-05-12\nmeasures = [\"reciprocal\"]\neffect = \"ends\"\nfrom = 2025-05-14\n";
    let record = one(&format!("{MEASURE}{later}{end}"));
    let items = record.latest().timeline();
    let item = items.iter().find(|item| item.id == "end").unwrap();
    assert_eq!(item.by, ["USA"]);
}
