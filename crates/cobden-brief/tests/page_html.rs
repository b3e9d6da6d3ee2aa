//! What the HTML of a page promises.

mod common;

use cobden_brief::page::{Block, Column, Line, Page, PageFault, Section, Table, Trail, html};

const HOSTILE: &str = "</script><script>hacked()</script><img src=x onerror='hacked()'> \"quoted\" & \u{202e}turned\u{2066} <!--";

fn hostile_page() -> Page {
    let mut page = common::hostile(HOSTILE);
    page.trails = vec![Trail {
        figure: HOSTILE.to_owned(),
        title: HOSTILE.to_owned(),
        steps: vec![HOSTILE.to_owned(), format!("https://example.org/{HOSTILE}")],
    }];
    page
}

#[test]
fn the_sample_has_no_faults() {
    assert_eq!(common::sample().faults(), []);
}

#[test]
fn same_page_same_bytes() {
    assert_eq!(html(&common::sample()), html(&common::sample()));
}

#[test]
fn hostile_words_stay_words() {
    let page = hostile_page();
    let out = html(&page);
    // Vega, Vega-Lite, its interpreter, the page's own, and one for the chart's data.
    assert_eq!(out.matches("<script").count(), 5);
    assert_eq!(out.matches("</script").count(), 5);
    assert!(!out.contains("<img"));
    assert!(!out.contains('\u{202e}') && !out.contains('\u{2066}'));
    assert!(out.contains("&lt;/script&gt;&lt;script&gt;hacked()"));
}

#[test]
fn nothing_is_fetched() {
    let out = html(&common::sample());
    let lower = out.to_ascii_lowercase();
    for fetch in [
        "<link",
        "<iframe",
        "<object",
        "<embed",
        "@import",
        "<base",
        "src=\"",
        "srcset",
        "//# sourcemappingurl",
    ] {
        assert!(!lower.contains(fetch), "{fetch}");
    }
    assert!(out.contains("default-src 'none'"));
    assert!(!out.contains("unsafe-eval"));
}

#[test]
fn a_page_without_charts_is_small() {
    let page = Page {
        title: "T".to_owned(),
        ..Page::default()
    };
    let out = html(&page);
    assert!(out.len() < 30_000, "{}", out.len());
    assert!(!out.contains("University of Washington"));
    assert!(
        html(&common::sample()).contains("University of Washington"),
        "licences travel with the scripts"
    );
}

#[test]
fn every_figure_leads_to_a_trail_and_back() {
    let out = html(&common::sample());
    let mut links = 0;
    for part in out.split("href=\"#why-").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(
            out.contains(&format!("<details id=\"why-{name}\">")),
            "{name}"
        );
        assert_eq!(
            out.matches(&format!("id=\"figure-{name}\"")).count(),
            1,
            "{name}"
        );
        assert!(out.contains(&format!("href=\"#figure-{name}\"")), "{name}");
        links += 1;
    }
    assert!(links > 200, "{links}");
}

#[test]
fn anchors_are_unique_and_links_lead_somewhere() {
    for page in [common::sample(), hostile_page()] {
        let out = html(&page);
        // Scripts have text that looks like attributes.
        let body = &out[out.find("<body>").unwrap()..out.find("<script>").unwrap()];
        let values = |key: &'static str| {
            body.split(key)
                .skip(1)
                .map(|part| part.split('"').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let ids = values(" id=\"");
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        for target in values("href=\"#") {
            assert!(ids.contains(&target), "{target}");
        }
    }
}

#[test]
fn charts_have_words_data_and_numbers_without_scripts() {
    let out = html(&common::sample());
    assert_eq!(
        out.matches("<div class=\"plot\" role=\"img\" aria-label=\"")
            .count(),
        4
    );
    assert!(!out.contains("aria-label=\"\""));
    assert_eq!(
        out.matches("<details open>").count(),
        4,
        "closed only by the script that draws"
    );
}

#[test]
fn the_command_that_tells_why_is_named() {
    assert!(html(&common::sample()).contains("<code>cobden why DIR FIGURE</code>"));
}

#[test]
fn a_figure_without_trail_is_plain_and_a_fault() {
    let mut page = Page::default();
    page.sections.push(Section {
        id: "a b".to_owned(),
        title: "A".to_owned(),
        blocks: vec![
            Block::Paragraph(Line::default().figure("x.y", "12%")),
            Block::Table(Table {
                caption: "C".to_owned(),
                columns: vec![Column::default()],
                rows: vec![vec![Line::of("1"), Line::of("2")]],
            }),
        ],
    });
    page.sections.push(Section {
        id: "why".to_owned(),
        ..Section::default()
    });
    page.trails.push(Trail {
        figure: "z".to_owned(),
        ..Trail::default()
    });
    assert!(html(&page).contains("<p>12%</p>"));
    let owned = str::to_owned;
    assert_eq!(
        page.faults(),
        [
            PageFault::NoTrail {
                figure: owned("x.y"),
                section: owned("a b")
            },
            PageFault::NotShown { figure: owned("z") },
            PageFault::Anchor {
                anchor: owned("why"),
                count: 2
            },
            PageFault::AnchorText {
                anchor: owned("a b")
            },
            PageFault::Cells {
                table: owned("C"),
                row: 1,
                expected: 1,
                found: 2
            },
        ]
    );
    assert_eq!(
        page.faults()[0].to_string(),
        "figure `x.y` in section `a b` has no trail"
    );
}
