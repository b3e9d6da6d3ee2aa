//! What the text of a page promises.

mod common;

use cobden_brief::page::{Block, Line, Page, Section, TextStyle, text};
use unicode_width::UnicodeWidthStr;

fn style(width: usize) -> TextStyle {
    TextStyle {
        width,
        ..TextStyle::default()
    }
}

fn one(block: Block) -> Page {
    Page {
        title: "T".to_owned(),
        sections: vec![Section {
            id: "s".to_owned(),
            title: "S".to_owned(),
            blocks: vec![block],
        }],
        ..Page::default()
    }
}

#[test]
fn lines_fit_and_end_in_no_space() {
    let page = common::sample();
    for width in [60, 80, 100] {
        for line in text(&page, &style(width)).lines() {
            assert_eq!(line, line.trim_end());
            assert!(
                line.width() <= width || line.trim().split(' ').count() == 1,
                "{width}: {line}"
            );
        }
    }
}

#[test]
fn same_page_same_text_without_escapes() {
    let page = common::sample();
    let out = text(&page, &style(80));
    assert_eq!(out, text(&page, &style(80)));
    assert!(!out.contains('\u{1b}') && !out.contains("\n\n\n") && out.ends_with(".\n"));
}

#[test]
fn no_word_is_broken() {
    let page = common::sample();
    let words = |width| {
        let out = text(&page, &style(width));
        out.split_whitespace()
            .filter(|word| word.len() > 30)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(
        words(40).iter().any(|word| word.starts_with("3f1d2c9a")),
        "{:?}",
        words(40)
    );
}

#[test]
fn ids_follow_figures_only_if_asked_for() {
    let page = one(Block::Paragraph(
        Line::of("It is ")
            .figure("duty.us.cn", "47.5%")
            .and(", no more."),
    ));
    assert_eq!(
        text(&page, &style(80)),
        "T\n=\n\nS\n-\n\nIt is 47.5%, no more.\n"
    );
    let ids = TextStyle {
        ids: true,
        ..style(80)
    };
    assert!(text(&page, &ids).ends_with("It is 47.5% [duty.us.cn], no more.\n"));
}

#[test]
fn what_stands_out_is_bold_only_if_asked_for() {
    let page = one(Block::Paragraph(Line::of("a ").strong("b c").and(" d")));
    assert!(text(&page, &style(80)).ends_with("\na b c d\n"));
    let ansi = TextStyle {
        ansi: true,
        ..style(80)
    };
    assert!(text(&page, &ansi).ends_with("\na \u{1b}[1mb c\u{1b}[0m d\n"));
}

#[test]
fn escapes_in_words_do_nothing() {
    let page = one(Block::Paragraph(Line::of("a\u{1b}[31mred\u{202e}b")));
    assert!(text(&page, &style(80)).ends_with("\na[31mredb\n"));
}

#[test]
fn paragraphs_and_lists_wrap() {
    let words = "one two three four five six seven eight nine ten";
    let page = one(Block::List(vec![Line::of(words), Line::of("b")]));
    assert!(
        text(&page, &style(40))
            .ends_with("\n- one two three four five six seven\n  eight nine ten\n- b\n")
    );
}

#[test]
fn tables_stand_side_by_side_or_one_below_the_other() {
    use cobden_brief::page::{Column, Table};
    let column = |title: &str, numeric: bool| Column {
        title: title.to_owned(),
        unit: numeric.then(|| "%".to_owned()),
        numeric,
    };
    let table = Table {
        caption: "Duties".to_owned(),
        columns: vec![
            column("Economy", false),
            column("Average duty", true),
            column("Change", true),
        ],
        rows: vec![
            vec![
                Line::of("United States"),
                Line::of("47.5"),
                Line::of("-3.6"),
            ],
            vec![Line::of("China"), Line::of("131.9"), Line::of("+0.1")],
        ],
    };
    let page = one(Block::Table(table));
    let expected = "\n\
Duties
                      Average
  Economy             duty, %  Change, %
  -------------  ------------  ---------
  United States          47.5       -3.6
  China                 131.9       +0.1
";
    let out = text(&page, &style(40));
    assert!(out.ends_with(expected), "{out}");
    let page = one(Block::Table(Table {
        caption: String::new(),
        columns: vec![
            column("Economy", false),
            column("Proposal-with-a-very-long-name", false),
        ],
        rows: vec![vec![Line::of("China"), Line::of("halve it")]],
    }));
    let out = text(&page, &style(40));
    assert!(
        out.ends_with("\n  China\n    Proposal-with-a-very-long-name:\n      halve it\n"),
        "{out}"
    );
}
