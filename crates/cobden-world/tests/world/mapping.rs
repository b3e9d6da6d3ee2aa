//! Mapping files: what they may say, and one provoking text per fault.

use crate::common::small;
use cobden_world::Mapping;

fn parse(text: &str) -> Result<Mapping, Vec<String>> {
    Mapping::parse("m.toml", text, &small())
        .map_err(|found| found.iter().map(ToString::to_string).collect())
}

fn assert_faults(text: &str, expected: &[&str]) {
    assert_eq!(parse(text).expect_err("a fault"), expected, "{text}");
}

#[test]
fn members_are_one_code_a_list_or_the_rest() {
    let text = r#"
        name = "three"
        [[economies]]
        code = "A"
        name = "Alpha"
        of = "CHN"
        [[economies]]
        code = "B"
        of = ["IND", "*"]
        [[economies]]
        code = "C"
        of = ["USA"]
    "#;
    let mapping = parse(text).unwrap();
    assert_eq!(mapping.name.as_deref(), Some("three"));
    let clusters: Vec<(&str, &str, &[usize])> = mapping
        .economies
        .iter()
        .map(|c| (c.code.as_str(), c.name.as_str(), c.members.as_slice()))
        .collect();
    assert_eq!(
        clusters,
        [
            ("A", "Alpha", &[1][..]),
            ("B", "B", &[2, 3, 4]),
            ("C", "C", &[0])
        ]
    );
    // Sectors are not mentioned and stay.
    let sectors: Vec<(&str, &str)> = mapping
        .sectors
        .iter()
        .map(|c| (c.code.as_str(), c.name.as_str()))
        .collect();
    let expected = [
        ("A01", "sector A01"),
        ("C26", "sector C26"),
        ("G", "sector G"),
        ("K", "sector K"),
    ];
    assert_eq!(sectors, expected);
}

#[test]
fn unknown_codes() {
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = [\"USA\", \"CHM\"]\n[[economies]]\ncode = \"B\"\nof = \"*\"\n",
        &[
            "m.toml:3:14: error: economy \"CHM\" is not in this world\n  hint: did you mean \"CHN\"?",
        ],
    );
    assert_faults(
        "[[sectors]]\ncode = \"A\"\nof = \"steel\"\n[[sectors]]\ncode = \"goods\"\nof = [\"A01\", \"C26\"]\n[[sectors]]\ncode = \"B\"\nof = \"*\"\n",
        &[
            "m.toml:3:6: error: sector \"steel\" is not in this world\n  hint: `cobden world info` lists the codes",
        ],
    );
}

#[test]
fn codes_that_are_there_twice() {
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = [\"USA\", \"CHN\"]\n[[economies]]\ncode = \"B\"\nof = [\"CHN\", \"*\"]\n",
        &[
            "m.toml:6:7: error: economy \"CHN\" is part of \"A\" already\n  hint: each belongs to one",
        ],
    );
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = [\"USA\", \"USA\", \"*\"]\n",
        &[
            "m.toml:3:14: error: economy \"USA\" is part of \"A\" already\n  hint: each belongs to one",
        ],
    );
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = \"USA\"\n[[economies]]\ncode = \"A\"\nof = \"*\"\n",
        &["m.toml:5:8: error: economy \"A\" is there twice\n  hint: join the two lists"],
    );
}

#[test]
fn codes_that_nobody_takes() {
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = [\"USA\", \"CHN\", \"MEX\"]\n",
        &[
            "m.toml: error: no economy of the new world takes DEU, IND\n  hint: add them, or one entry with of = \"*\"",
        ],
    );
    assert_faults(
        "sectors = []\n",
        &[
            "m.toml: error: no sector of the new world takes A01, C26, G, K\n  hint: add them, or one entry with of = \"*\"",
        ],
    );
}

#[test]
fn entries_without_members() {
    let hint = "hint: remove the entry";
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = []\n[[economies]]\ncode = \"B\"\nof = \"*\"\n",
        &[&format!(
            "m.toml:3:6: error: economy \"A\" has no members\n  {hint}"
        )],
    );
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = [\"USA\", \"CHN\", \"DEU\", \"MEX\", \"IND\"]\n[[economies]]\ncode = \"B\"\nof = \"*\"\n",
        &[&format!(
            "m.toml:6:6: error: economy \"B\" has no members\n  {hint}"
        )],
    );
}

#[test]
fn goods_with_services() {
    assert_faults(
        "[[sectors]]\ncode = \"A\"\nof = [\"A01\", \"G\"]\n[[sectors]]\ncode = \"C\"\nof = \"C26\"\n[[sectors]]\ncode = \"S\"\nof = \"K\"\n",
        &[
            "m.toml:3:6: error: sector \"A\" mixes goods (A01) with services (G)\n  hint: duties fall on goods alone; keep the two apart",
        ],
    );
}

#[test]
fn the_rest_is_taken_once() {
    assert_faults(
        "[[economies]]\ncode = \"A\"\nof = \"*\"\n[[economies]]\ncode = \"B\"\nof = [\"USA\", \"*\"]\n",
        &[
            "m.toml:6:14: error: only one entry can take all the others\n  hint: name the members",
            "m.toml:3:6: error: economy \"A\" has no members\n  hint: remove the entry",
        ],
    );
}

#[test]
fn texts_that_are_no_mapping() {
    let hint = "\n  hint: keys: name, [provenance], [[economies]] and [[sectors]], each with code, name and of";
    for (text, start) in [
        (
            "[[economy]]\ncode = \"A\"\nof = \"*\"\n",
            "m.toml:1:3: error: unknown field `economy`, expected one of ",
        ),
        (
            "[[economies]]\ncode = \"A\"\nmembers = \"*\"\n",
            "m.toml:3:1: error: unknown field `members`, expected one of ",
        ),
        (
            "[[economies]]\ncode = \"A\"\n",
            "m.toml:1:1: error: missing field `of`",
        ),
        (
            "[[economies]]\ncode = \"A\"\nof = 7\n",
            "m.toml:3:6: error: invalid type: integer `7`, expected a code in quotes, a list of codes, or \"*\"",
        ),
        (
            "[[economies]]\ncode = \"A\"\nof = [\"USA\", 7]\n",
            "m.toml:3:14: error: invalid type: integer `7`, expected a string",
        ),
        ("[[economies]]\ncode = A\n", "m.toml:2:8: error: "),
        (
            "[provenance]\nunit = \"dollars\"\n",
            "m.toml:2:8: error: \"dollars\" is not a unit of value",
        ),
    ] {
        let found = parse(text).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(start), "{}\nis not\n{start}", found[0]);
        assert!(found[0].ends_with(hint), "{}", found[0]);
    }
}

#[test]
fn faults_come_at_once() {
    let text = "[[economies]]\ncode = \"A\"\nof = [\"US\", \"CHN\", \"CHN\"]\n[[sectors]]\ncode = \"S\"\nof = [\"A01\", \"K\", \"C27\"]\n";
    let places: Vec<String> = parse(text)
        .unwrap_err()
        .iter()
        .map(|fault| fault.split(": error").next().unwrap_or_default().to_owned())
        .collect();
    // Unknown, twice, left out; then unknown, left out, mixed.
    let expected = [
        "m.toml:3:7",
        "m.toml:3:20",
        "m.toml",
        "m.toml:6:19",
        "m.toml",
        "m.toml:6:6",
    ];
    assert_eq!(places, expected);
}
