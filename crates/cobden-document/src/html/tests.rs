use proptest::prelude::*;

use crate::{Document, DocumentError, Format, Limits, Origin};

fn open(page: &str) -> Document {
    Document::open("page.html", page.as_bytes().to_vec(), &Limits::default()).unwrap()
}

fn text(body: &str) -> String {
    open(&format!("<!doctype html><body>{body}")).text
}

/// The bytes of the source behind words of the text.
fn behind<'p>(page: &'p str, document: &Document, words: &str) -> &'p str {
    let at = document.text.find(words).unwrap();
    match document.original(at..at + words.len()) {
        Origin::Source(range) => &page[range],
        other => panic!("{other:?}"),
    }
}

#[test]
fn blocks_lines_and_lists() {
    assert_eq!(
        text("<h1>A</h1><p>b\n c<p>d<br>e<br><br>f"),
        "A\n\nb c\n\nd\ne\n\nf"
    );
    assert_eq!(
        text("x<ul><li>one<li> two <ul><li>three</ul></ul>y"),
        "x\n\n- one\n- two\n\n- three\n\ny"
    );
    assert_eq!(text("<pre>a\nb\n\nc</pre>"), "a\nb\n\nc");
    assert_eq!(text("a <b>b</b>c<i> d</i>"), "a bc d");
    assert_eq!(
        text("<figure><img><figcaption>Port</figcaption></figure>t"),
        "Port\n\nt"
    );
    assert_eq!(text("1 < 2 &amp; 3 > 2"), "1 < 2 & 3 > 2");
}

#[test]
fn tables() {
    let rows = "<table><tr><th>Good<th>Duty<tr><td><p>Steel</p><td><p>25%</p></tr><tr><td><td>10%</table>z";
    assert_eq!(text(rows), "Good\tDuty\nSteel\t25%\n\t10%\n\nz");
    let layout = "<table><tr><td><p>one</p><p>two</p></td></tr><tr><td>three</table>";
    assert_eq!(text(layout), "one\n\ntwo\n\nthree");
}

#[test]
fn furniture_and_hidden_parts() {
    let page = "a<nav>menu<ul><li>x</ul></nav><script>if (1<2) '<p>'</script><style>p{}</style>\
                <span hidden>no <span>nor</span> this</span> b<p style='color:red; DISPLAY : none'>c</p>\
                <div class='x share'>tweet</div><svg><title>icon</title><text>t</text></svg><p>d";
    assert_eq!(text(page), "a\n\nb\n\nd");
    assert_eq!(text("one <i hidden>x</i>two"), "one two");
    // An unclosed menu ends with what it stands in.
    assert_eq!(text("<div><nav>menu</div>kept"), "kept");
}

#[test]
fn a_form_around_the_page_is_kept() {
    assert_eq!(
        text("<form><p>All of the text stands in here.</p></form><p>x"),
        "All of the text stands in here.\n\nx"
    );
    assert_eq!(
        text("<p>Some words of text here.</p><form>Search</form>"),
        "Some words of text here."
    );
}

const LONG: &str = "Duties on steel rise to a quarter of its value from the first of June, the ministry said in a note.";

#[test]
fn the_article_stands_for_the_page() {
    let page = format!(
        "<html><title>T - Site</title><div>Top stories today</div><h1>Steel</h1><div>By A</div>\
         <article><p>{LONG}</p><p>{LONG}</p></article><div>More of this</div></html>"
    );
    let document = open(&page);
    assert_eq!(document.text, format!("Steel\n\n{LONG}\n\n{LONG}"));
    assert_eq!(document.declared.title.as_deref(), Some("T - Site"));
    assert_eq!(behind(&page, &document, "Steel"), "Steel");
    assert_eq!(behind(&page, &document, LONG), LONG);
    // Teasers are articles too.
    let teasers = format!("<p>{LONG}<p>{LONG}<article>{LONG}</article>");
    assert_eq!(text(&teasers), format!("{LONG}\n\n{LONG}\n\n{LONG}"));
}

#[test]
fn the_way_back() {
    let page =
        "<html><p>Rates&nbsp;of <b>25</b>&percnt; &#8212;  said\u{200F} she</p><ul><li>x</ul>";
    let document = open(page);
    assert_eq!(document.text, "Rates\u{A0}of 25% — said\u{200F} she\n\n- x");
    assert_eq!(behind(page, &document, "Rates\u{A0}of"), "Rates&nbsp;of");
    assert_eq!(behind(page, &document, "25%"), "25</b>&percnt;");
    assert_eq!(behind(page, &document, "—"), "&#8212;");
    assert_eq!(
        behind(page, &document, "said\u{200F} she"),
        "said\u{200F} she"
    );
    assert_eq!(behind(page, &document, "x"), "x");
    assert_eq!(document.format, Format::Html);
}

#[test]
fn declared() {
    let page = r#"<html lang=en-GB><head><title>Window &amp; title</title>
        <meta property="og:title" content="Headline"><meta name=author content="https://x.example/a">
        <meta property="og:site_name" content="The Paper"><link rel="canonical" href="https://x.example/1">
        <meta property="article:published_time" content="2025-05-02T23:30:00-04:00">
        <script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"headline":"Linked headline",
        "author":[{"name":"A. Writer"},{"name":"B. Other"}],"publisher":{"name":"Paper"}}]}</script></head><p>x"#;
    let declared = open(page).declared;
    assert_eq!(declared.title.as_deref(), Some("Linked headline"));
    assert_eq!(declared.byline.as_deref(), Some("A. Writer, B. Other"));
    assert_eq!(declared.publisher.as_deref(), Some("Paper"));
    assert_eq!(declared.date, Some(jiff::civil::date(2025, 5, 2)));
    assert_eq!(declared.url.as_deref(), Some("https://x.example/1"));
    assert_eq!(declared.language.as_deref(), Some("en-GB"));

    let page = "<html><title>T</title><a rel=author href=/a>C. Third</a> <time datetime=2025-05-03>x</time>";
    let declared = open(page).declared;
    assert_eq!(declared.byline.as_deref(), Some("C. Third"));
    assert_eq!(declared.published.as_deref(), Some("2025-05-03"));
}

#[test]
fn nothing_to_read() {
    let page = b"<html><body><nav>menu</nav><script>fill()</script></body></html>".to_vec();
    let error = Document::open("a", page, &Limits::default()).unwrap_err();
    assert!(
        matches!(error, DocumentError::NoHtmlText { dropped: 4, .. }),
        "{error}"
    );
}

#[test]
fn nesting_costs_nothing() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", ""),
        ("<table><tr><td>", ""),
        ("<nav>", "</nav>"),
        ("<p hidden>", ""),
    ] {
        let page = format!(
            "<html><p>before{}deep{}after",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        let document =
            super::super::Document::open("a", page.into_bytes(), &Limits::default()).unwrap();
        assert!(document.text.starts_with("before"), "{open}");
    }
    let page = format!("<html>{}", "<a x='>'<!-- <b y=\"</i 'z=\">".repeat(100_000));
    let _ = Document::open("a", page.into_bytes(), &Limits::default());
}

#[test]
fn time_is_linear() {
    // Each would take hours if tags were looked for from the start again.
    let units = [
        "<a \"y='><a 'x=\">",
        "<!--",
        "<p",
        "&#1",
        "<script>",
        "<x y=\"",
        "</p></nav>",
        "<li>",
        "&",
        "<div hidden>x",
        " <b> ",
    ];
    for unit in units {
        let page = format!("<html><p>x</p>{}>", unit.repeat(1_000_000 / unit.len()));
        let start = std::time::Instant::now();
        let _ = Document::open("a", page.into_bytes(), &Limits::default());
        assert!(start.elapsed().as_secs() < 10, "{unit}");
    }
}

#[test]
fn cut_at_the_limit() {
    let limits = Limits {
        text: 100,
        ..Limits::default()
    };
    let page = format!("<html>{}", "<p>some words".repeat(1000));
    let document = Document::open("a", page.into_bytes(), &limits).unwrap();
    assert!(document.text.len() < 130 && document.notices[0].contains("first 100 bytes"));
}

/// Words with a space around each, so that they can be told apart in the source.
fn fragment() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "<div class=share>",
        "</div>",
        "<nav>",
        "</nav>",
        "<li>",
        "<ul>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<span hidden>",
        "</span>",
        "<article>",
        "</article>",
        "<h1>",
        "</h1>",
        "<!-- c -->",
        "<form>",
        "</form>",
        "<pre>",
        "</pre>",
        "<main>",
        "</main>",
        "<a href=x>",
        "</a>",
        "<",
        "&",
    ]);
    prop_oneof![
        3 => "[a-z\u{e9}\u{5173}]{1,6}",
        1 => prop::sample::select(vec![" ", "\n ", "&amp;", "&nbsp;", "&eacute;", "&lt", "&#8217;", "\u{200B}", "\u{A0}"]).prop_map(str::to_owned),
        2 => tags.prop_map(str::to_owned),
    ]
}

proptest! {
    /// What the text says, the bytes behind it say.
    #[test]
    fn words_map_to_their_bytes(parts in prop::collection::vec(fragment(), 0..60)) {
        let page = format!("<html><p>start</p>{}<p>end", parts.concat());
        let Ok(document) = Document::open("a", page.clone().into_bytes(), &Limits::default()) else {
            return Ok(());
        };
        let mut last = 0;
        for (at, character) in document.text.char_indices() {
            let Origin::Source(range) = document.original(at..at + character.len_utf8()) else {
                panic!("a page has no pages");
            };
            prop_assert!(range.start >= last && range.end <= page.len());
            last = range.start;
            let behind = page.get(range.clone());
            prop_assert!(behind.is_some(), "{:?} in {:?}", range, page);
            let behind = behind.unwrap();
            if !matches!(character, '\n' | '\t' | ' ' | '-') {
                let mut said = String::new();
                let length = super::entity::reference(behind, &mut said);
                let same = behind == character.to_string() || (length == Some(behind.len()) && said == character.to_string());
                prop_assert!(same, "{:?} is behind {:?} in {:?} of {:?}", behind, character, document.text, page);
            }
        }
    }

    #[test]
    fn any_text_is_survived(body in "(\\PC|[<>/\"'=&;! \n-]|<[a-z]{1,6}|</[a-z]{1,6}>){0,300}") {
        let _ = Document::open("a", format!("<html>{body}").into_bytes(), &Limits::default());
    }
}
