use crate::Record;

const BASE: &str = r#"
[record]
title = "t"
format = 1

[source.fr]
publisher = "Federal Register"
kind = "official"
date = 2025-04-07
"#;

/// Keys of a measure; later ones take the place of these.
fn measure(id: &str, keys: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("sources", "[\"fr\"]"),
        ("known", "2025-04-02"),
        ("actor", "\"USA\""),
        ("target", "\"CHN\""),
        ("instrument", "\"tariff\""),
        ("authority", "\"a\""),
        ("products", "\"all\""),
        ("rate", "\"10%\""),
        ("from", "2025-04-09"),
    ];
    all.retain(|(key, _)| keys.iter().all(|(other, _)| key != other));
    all.extend(keys);
    let lines: Vec<String> = all
        .iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    format!("\n[measure.{id}]\n{}\n", lines.join("\n"))
}

fn rule(id: &str, layers: &str, relation: &str, others: &str) -> String {
    let mut text = format!(
        "\n[rule.{id}]\nsources = [\"fr\"]\nknown = 2025-04-02\nlayers = [{layers}]\nrelation = \"{relation}\"\n"
    );
    if !others.is_empty() {
        text += &format!("others = [{others}]\n");
    }
    text
}

/// The faults of a record with these entries.
fn faults(entries: &[String]) -> String {
    let text = format!("{BASE}{}", entries.concat());
    let read = Record::from_texts(vec![("record.toml".to_owned(), text)]);
    read.err()
        .map_or_else(String::new, |faults| faults.to_string())
}

fn sound(entries: &[String]) {
    let faults = faults(entries);
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn an_overlap_is_a_fault_unless_something_relates_the_two() {
    let first = measure("x", &[]);
    let second = |keys: &[(&str, &str)]| measure("y", &[&[("from", "2025-06-01")], keys].concat());
    let found = faults(&[first.clone(), second(&[])]);
    assert!(
        found.contains("overlapping validity: \"y\" and \"x\""),
        "{found}"
    );
    assert!(found.contains("from 2025-06-01 on"), "{found}");
    sound(&[first.clone(), second(&[("ends", "[\"x\"]")])]);
    sound(&[first.clone(), second(&[("replaces", "[\"x\"]")])]);
    sound(&[first.clone(), second(&[("family", "\"f\"")])]);
    sound(&[first.clone(), second(&[("target", "\"MEX\"")])]);
    sound(&[first.clone(), second(&[("products", "[\"85\"]")])]);
    sound(&[first.clone(), second(&[("status", "\"threatened\"")])]);
    let over = measure("x", &[("until", "2025-06-01")]);
    sound(&[over, second(&[])]);
    let highest = rule("r", "\"a\"", "highest of", "");
    sound(&[first.clone(), second(&[]), highest]);
    let amended = "\n[amendment.e]\nsources = [\"fr\"]\nknown = 2025-05-01\nmeasures = [\"x\"]\neffect = \"ends\"\nfrom = 2025-06-01\n";
    sound(&[first, second(&[]), amended.to_owned()]);
}

#[test]
fn equal_goods_overlap_however_they_are_written() {
    let found = faults(&[
        measure("x", &[("products", "[\"85\"]")]),
        measure("y", &[("products", "[\"8517\", \"85\"]")]),
    ]);
    assert!(found.contains("overlapping validity"), "{found}");
}

#[test]
fn a_circle_counts_only_where_all_of_it_holds() {
    let circle = |x: &[(&str, &str)], y: &[(&str, &str)]| {
        let x = [&[("authority", "\"b\""), ("replaces", "[\"y\"]")], x].concat();
        let y = [&[("replaces", "[\"b\"]")], y].concat();
        faults(&[measure("x", &x), measure("y", &y)])
    };
    let found = circle(&[], &[]);
    assert!(found.contains("circle on 2025-04-09"), "{found}");
    assert_eq!(
        circle(&[("until", "2025-05-01")], &[("from", "2025-05-01")]),
        ""
    );
    assert_eq!(circle(&[("target", "\"MEX\"")], &[]), "");
    assert_eq!(
        circle(&[("products", "[\"85\"]")], &[("products", "[\"86\"]")]),
        ""
    );
    assert_eq!(
        circle(&[("target", "\"EU\"")], &[("target", "\"GBR\"")]),
        ""
    );
    assert_eq!(
        circle(&[("target", "\"all\""), ("except", "[\"CHN\"]")], &[]),
        ""
    );
    assert_ne!(
        circle(&[("target", "\"EU\"")], &[("target", "\"FRA\"")]),
        ""
    );
    assert_eq!(circle(&[("status", "\"announced\"")], &[]), "");
}

#[test]
fn a_circle_of_rules_names_them() {
    let measures = ["a", "b", "c"].map(|name| {
        let authority = format!("\"layer-{name}\"");
        measure(name, &[("authority", authority.as_str())])
    });
    let found = faults(&[
        measures.concat(),
        rule("r1", "\"layer-b\"", "excluded by", "\"layer-a\""),
        rule("r2", "\"layer-b\"", "replaces", "\"layer-c\""),
        rule("r3", "\"layer-c\"", "replaces", "\"layer-a\""),
    ]);
    for rule in ["r1", "r2", "r3"] {
        assert!(found.contains(&format!("by rule \"{rule}\"")), "{found}");
    }
    assert_eq!(found.matches("circle").count(), 1, "{found}");
}

#[test]
fn rules_contradict_only_where_both_name_the_pair() {
    let measures = measure("x", &[("authority", "\"b\"")]) + &measure("y", &[]);
    let yields = rule("yields", "\"b\"", "excluded by", "\"a\"");
    let named = rule("adds", "\"a\"", "adds", "\"x\"");
    let found = faults(&[measures.clone(), yields.clone(), named]);
    assert!(found.contains("contradictory rules"), "{found}");
    sound(&[
        measures.clone(),
        yields.clone(),
        rule("adds", "\"a\"", "adds", "\"all\""),
    ]);
    let before = rule("adds", "\"a\"", "adds", "\"x\"") + "until = 2025-04-09\n";
    sound(&[measures, yields, before]);
}

#[test]
fn codes_are_looked_up_in_the_vintage_of_the_actor() {
    let held = "\n[nomenclature.n]\nsources = [\"fr\"]\nimporter = \"USA\"\nhs = 2022\n";
    let old = measure("x", &[("products", "[\"8517.12\"]")]);
    sound(std::slice::from_ref(&old));
    let found = faults(&[old.clone(), held.to_owned()]);
    assert!(
        found.contains("8517.12 is not in the Harmonized System of 2022"),
        "{found}"
    );
    sound(&[old, held.replace("2022", "2017")]);
    let national = measure("x", &[("products", "[\"98\", \"9903.88.01\"]")]);
    sound(&[national, held.to_owned()]);
}

#[test]
fn what_could_not_be_read_is_not_missed_by_others() {
    let broken = measure("x", &[("rate", "25"), ("authority", "\"b\"")]);
    let other = measure("y", &[("replaces", "[\"x\", \"b\"]")]);
    let found = faults(&[broken, other]);
    assert_eq!(found.matches("error").count(), 1, "{found}");
}
