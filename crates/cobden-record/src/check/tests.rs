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

/// The warnings of a record with these entries.
fn warnings(entries: &[String]) -> String {
    let text = format!("{BASE}{}", entries.concat());
    let read = Record::from_texts(vec![("record.toml".to_owned(), text)]);
    let (_, warnings) = read.unwrap_or_else(|faults| panic!("{faults}"));
    warnings.to_string()
}

fn amendment(id: &str, measures: &str, keys: &str) -> String {
    format!(
        "\n[amendment.{id}]\nsources = [\"fr\"]\nknown = 2025-05-12\nmeasures = [{measures}]\n{keys}\n"
    )
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

#[test]
fn what_is_used_is_known_by_then() {
    let list = "\n[list.l]\nsources = [\"fr\"]\ncodes = [\"8517\"]\n".to_owned();
    let condition = "\n[condition.c]\nsources = [\"fr\"]\ntext = \"t\"\ndefault = 0.5\nshares = \"s\"\n\n[list.s]\nsources = [\"fr\"]\nfile = \"s.csv\"\n";
    let late = |text: &str, name: &str| {
        let header = format!("{name}]\n");
        text.replace(&header, &format!("{header}known = 2025-04-03\n"))
    };
    let on_list = measure("x", &[("products", "[\"l\"]")]);
    let suspended = measure("x", &[("known", "2025-04-01")])
        + &amendment(
            "a",
            "\"x\"",
            "effect = \"suspends\"\nfrom = 2025-05-14\nproducts = [\"l\"]",
        );
    assert_eq!(warnings(&[on_list.clone(), list.clone()]), "");
    let found = warnings(&[on_list, late(&list, "list.l")]);
    assert!(
        found.contains("\"l\" was known on 2025-04-03 only, \"x\" on 2025-04-02 already"),
        "{found}"
    );
    let much_later = late(&list, "list.l").replace("2025-04-03", "2025-06-01");
    assert_eq!(warnings(&[suspended.clone(), late(&list, "list.l")]), "");
    assert!(warnings(&[suspended, much_later]).contains("\"a\" on 2025-05-12"));

    let shares = |entries: &[String]| {
        let text = format!("{BASE}{}", entries.concat());
        let shares = "code,share\n85,0.5\n".to_owned();
        let texts = vec![
            ("record.toml".to_owned(), text),
            ("s.csv".to_owned(), shares),
        ];
        let (_, warnings) = Record::from_texts(texts).expect("no fault");
        warnings.to_string()
    };
    for keys in [
        ("when", "[\"c\"]"),
        ("unless", "[\"c\"]"),
        ("rate", "\"share(c) * 10%\""),
    ] {
        let measure = measure("x", &[keys]);
        assert_eq!(shares(&[measure.clone(), condition.to_owned()]), "");
        let found = shares(&[measure.clone(), late(condition, "condition.c")]);
        assert!(found.contains("\"c\" was known on 2025-04-03"), "{found}");
        let found = shares(&[measure, late(condition, "list.s")]);
        assert!(found.contains("which \"c\" rests on"), "{found}");
    }
}

#[test]
fn an_extension_by_authority_leaves_open_measures_alone() {
    let open = measure("x", &[]);
    let dated = measure("y", &[("family", "\"f\""), ("until", "2025-07-01")]);
    let extends = |names: &str| amendment("e", names, "effect = \"extends\"\nuntil = 2025-08-01");
    let both = [open.clone(), dated.clone()].concat();
    assert_eq!(warnings(&[both.clone(), extends("\"a\"")]), "");
    let found = warnings(&[both, extends("\"x\"")]);
    assert!(found.contains("it gets one"), "{found}");
    let found = warnings(&[open.clone(), extends("\"a\"")]);
    assert!(found.contains("nothing is extended"), "{found}");
    let later = dated.replace("known = 2025-04-02", "known = 2025-05-20");
    let found = warnings(&[open, later, extends("\"a\"")]);
    assert!(found.contains("nothing is extended"), "{found}");
}

#[test]
fn a_name_shared_by_actors_is_told_where_an_amendment_uses_it() {
    let own = measure("x", &[]);
    let other = measure("y", &[("actor", "\"CHN\""), ("target", "\"USA\"")]);
    let ends = |name: &str| amendment("e", name, "effect = \"ends\"\nfrom = 2025-06-01");
    assert_eq!(
        warnings(&[own.clone(), other.clone(), ends("\"x\", \"y\"")]),
        ""
    );
    let found = warnings(&[own, other, ends("\"a\"")]);
    assert!(
        found.contains("\"a\" means measures of CHN, USA"),
        "{found}"
    );
}

#[test]
fn a_rate_that_can_be_negative_is_told_wherever_it_is_written() {
    let found = warnings(&[measure("x", &[("rate", "\"15% - base\"")])]);
    assert!(found.contains("max(0%, 15% - base)"), "{found}");
    let found = warnings(&[
        measure("x", &[]),
        amendment(
            "c",
            "\"x\"",
            "effect = \"corrects\"\nset = { rate = \"15% - base\" }",
        ),
    ]);
    assert!(found.contains("max(0%, 15% - base)"), "{found}");
    let text = format!(
        "{BASE}{}\n[list.l]\nsources = [\"fr\"]\nfile = \"l.csv\"\n",
        measure("x", &[("products", "[\"l\"]"), ("rate", "\"listed\"")])
    );
    let table = "code,rate\n84,15% - base\n85,\"max(0%, 15% - base)\"\n".to_owned();
    let texts = vec![
        ("record.toml".to_owned(), text),
        ("l.csv".to_owned(), table),
    ];
    let (_, found) = Record::from_texts(texts).expect("no fault");
    let found = found.to_string();
    assert!(found.contains("l.csv:2"), "{found}");
    assert!(!found.contains("l.csv:3"), "{found}");
}
