use proptest::prelude::*;

use super::*;
use crate::period::Period;

fn of(text: &str) -> Layout {
    let layout = Layout::of(text, &Declared::default());
    sound(text, &layout);
    layout
}

/// Blocks stand in order, apart, on characters, and hold everything that is seen.
fn sound(text: &str, layout: &Layout) {
    let mut last = 0;
    for block in &layout.blocks {
        assert!(
            block.span.start >= last && block.span.end > block.span.start,
            "{block:?}"
        );
        assert!(text.get(block.span.start..block.span.end).is_some());
        assert!(text.get(block.words.start..block.words.end).is_some());
        assert!(block.span.contains(block.words), "{block:?}");
        let gap = &text[last..block.span.start];
        assert!(unseen(gap), "{gap:?} is in no block");
        last = block.span.end;
    }
    assert!(unseen(&text[last..]), "{:?} is in no block", &text[last..]);
    let mut last = 0;
    for noise in &layout.noise {
        assert!(
            noise.start >= last && text.get(noise.start..noise.end).is_some(),
            "{noise:?}"
        );
        last = noise.end;
    }
}

fn unseen(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    })
}

fn kinds(text: &str) -> Vec<(BlockKind, &str)> {
    of(text)
        .blocks
        .iter()
        .map(|block| (block.kind, block.words.of(text)))
        .collect()
}

const LONG: &str = "The council of an invented country raised its duty on ducks to 12 percent on Monday, and its neighbour said it would answer soon.";
const MORE: &str = "Traders of geese had asked for calm, since both sides buy from each other and neither has a pond of its own to fall back on.";

#[test]
fn a_page_with_all_that_stands_beside_a_text() {
    let text = format!(
        "Duck duty raised again | Pond Post\n\nBy Ann Drake, Pond Post\n\nPublished May 2, 2025 10:27 GMT\n\nDuck duty raised again\n\nPONDVILLE, May 2 (Reuters) - {LONG}\n\n{MORE} (Xinhua/AP)\n\nShare this article\n\nSign Up for Our Newsletter\n\nYou May Also Like\n\nSwan prices fall in autumn\n\nThe price of swans fell when the\u{2026}\n"
    );
    let found = kinds(&text);
    use BlockKind::*;
    let only: Vec<BlockKind> = found.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        only,
        [
            Title,
            Credit,
            Byline,
            Date,
            RepeatedTitle,
            Dateline,
            Body,
            Body,
            Credit,
            Noise(NoiseKind::Share),
            Noise(NoiseKind::Newsletter),
            Noise(NoiseKind::Related),
            Noise(NoiseKind::Related),
            Noise(NoiseKind::Related)
        ]
    );
    let note = of(&text).note;
    assert_eq!(note.title.unwrap().text, "Duck duty raised again");
    assert_eq!(note.publisher.unwrap().text, "Pond Post");
    assert_eq!(note.byline.unwrap().text, "Ann Drake");
    assert_eq!(note.dateline.unwrap().text, "PONDVILLE");
    assert_eq!(note.agency.unwrap().text, "Reuters");
    let date = note.date.unwrap();
    assert_eq!(
        (date.period.to_string().as_str(), date.basis),
        ("2025-05-02", Basis::Stated)
    );
    assert_eq!(note.repeats, ["Reuters", "Xinhua", "Associated Press"]);
}

#[test]
fn text_without_a_headline_has_none() {
    let text = format!("{LONG}\n{MORE}\n");
    assert!(
        kinds(&text)
            .iter()
            .all(|(kind, _)| *kind == BlockKind::Body)
    );
    let note = of(&text).note;
    assert!(note.title.is_none() && note.date.is_none());
    assert_eq!(note.notices.len(), 1);
}

#[test]
fn a_box_in_the_middle_ends_where_the_text_goes_on() {
    let text = format!(
        "Duck duty raised again\n\n{LONG}\nRead Also\n\nSwan prices: autumn fall ends as swans fly\nSwan prices rose after a long autumn fall, said people who watch swans fly and land.\n{MORE}\n{LONG}\n"
    );
    let found = kinds(&text);
    let noise: Vec<&str> = found
        .iter()
        .filter(|(kind, _)| matches!(kind, BlockKind::Noise(_)))
        .map(|(_, words)| *words)
        .collect();
    assert_eq!(noise.len(), 3, "{found:?}");
    assert_eq!(found.last().unwrap().0, BlockKind::Body);
}

#[test]
fn opinion_runs_from_its_heading() {
    let text = format!(
        "Duck duty raised again\n\n{LONG}\n\nPEx Analysis: Time for Bread\n\nPond Exchanges (PEx) says so. {MORE}\n"
    );
    let layout = of(&text);
    let last = layout.blocks.last().unwrap();
    assert!(last.opinion && !layout.blocks[1].opinion);
    assert_eq!(layout.note.publisher.unwrap().text, "Pond Exchanges (PEx)");
}

#[test]
fn main_points_and_summaries_are_layers() {
    let text = format!(
        "Summary by Bloomberg AI\n- Ducks cost more.\n- Geese too.\nBy Bloomberg News\n05/02/2025 09:38:49 [BN]\n(Bloomberg) \u{2014} {LONG}\n{MORE}"
    );
    let layout = of(&text);
    let only: Vec<BlockKind> = layout.blocks.iter().map(|block| block.kind).collect();
    use BlockKind::*;
    assert_eq!(
        only,
        [
            Noise(NoiseKind::Heading),
            AiSummary,
            AiSummary,
            Byline,
            Date,
            Credit,
            Body,
            Body
        ]
    );
    assert!(layout.note.title.is_none());
    assert_eq!(
        layout.note.date.unwrap().value.unwrap().of(&text),
        "05/02/2025 09:38:49"
    );

    let text = format!(
        "Duck duty raised again\n\nHighlights\n\n  \u{2022} One point.\n  \u{2022} Another.\n\n{LONG}\n\n{MORE}"
    );
    let only: Vec<BlockKind> = kinds(&text).iter().map(|(kind, _)| *kind).collect();
    assert_eq!(only, [Title, Subhead, Highlights, Highlights, Body, Body]);
}

#[test]
fn furniture_inside_a_paragraph() {
    let text = format!("{LONG} A daily paper, (opens in a new tab) says so.[^3]\n");
    let layout = of(&text);
    let words: Vec<&str> = layout.noise.iter().map(|span| span.of(&text)).collect();
    assert_eq!(words, ["(opens in a new tab)", "[^3]"]);
    assert!(layout.is_noise(layout.noise[0]));
    assert!(!layout.is_noise(Span::new(0, 20)));
}

#[test]
fn captions_take_the_lines_above_their_credit() {
    let text = format!(
        "Duck duty raised again\nApr 08, 2025\nA Pond\nDucks on an invented pond in spring.\nJane Doe | CC BY 4.0\n\n{LONG}\n\n{MORE}\n"
    );
    let captions = kinds(&text)
        .iter()
        .filter(|(kind, _)| *kind == BlockKind::Caption)
        .count();
    assert_eq!(captions, 3);
}

#[test]
fn what_the_page_declares_fills_gaps_and_conflicts_are_told() {
    let declared = Declared {
        title: Some("Duck duty raised again".into()),
        publisher: Some("Pond Post".into()),
        date: Period::parse("2025-05-03"),
        ..Declared::default()
    };
    let text = format!("Menu\n\nDuck duty raised again\n\nMay 2, 2025\n\n{LONG}\n");
    let note = Layout::of(&text, &declared).note;
    assert_eq!(note.publisher.unwrap().text, "Pond Post");
    assert_eq!(note.date.unwrap().period.to_string(), "2025-05-02");
    assert_eq!(note.notices.len(), 1, "{:?}", note.notices);
}

#[test]
fn a_day_without_its_month_is_told() {
    let text = format!("{LONG} He spoke on Monday (8th).");
    let note = of(&text).note;
    assert!(note.translated);
    assert!(
        note.notices[0].contains("Monday (8th)"),
        "{:?}",
        note.notices
    );
}

#[test]
fn huge_lines_and_many_lines_pass() {
    let line = LONG.repeat(20_000);
    let layout = of(&line);
    assert_eq!(layout.blocks.len(), 1);
    let lines = format!(
        "{}\n\n{LONG}\n",
        "Duck duty raised again by all\nRelated\n".repeat(20_000)
    );
    of(&lines);
}

proptest! {
    #[test]
    fn any_text_is_cut_soundly(text in "(\\PC|\n|\r\n| ){0,400}") {
        of(&text);
    }

    #[test]
    fn pages_of_odd_lines_are_cut_soundly(lines in prop::collection::vec(prop::sample::select(vec![
        "", " ", "You May Also Like", "Related", "Read Also", "By Ann Drake", "05/02/2025 [BN]", "date 2026-01-07 TOKYO: x", "(Reuters) - ", "BEIJING, May 2 (Reuters) - ",
        "- (Xinhua/AP)", "Highlights", "\u{2022} a", "1. b", "(c) d", "<p>x</p><p>y", "What Ducks Say\u{2026}", "PEx Analysis: So", "Pond (PEx) says.", "Advertisement", "Skip to end of carousel",
        "End of carousel", "Photo: AP", "Source: Reuters", "Leave a Reply", "A - Reuters", "A title of many words | Pond", "é", "\u{feff}", "# A", "***", "x [1] [^2] ADVERTISEMENT Read more: z", LONG, MORE, "DUCK 1.2 +3%", "— Ann",
        "Copyright 2025 Reuters", "By é", "Date: 2025-05-02", "Source: FT Published: 2025-05-02", "ẞİ By: x", "Sunday (8th)",
    ]), 0..40), sep in prop::sample::select(vec!["\n", "\r\n", "\n\n", "\r"])) {
        let text = lines.join(sep);
        of(&text);
    }
}

#[test]
fn parts_of_a_line_and_names_of_papers() {
    let of = |text: &str| Layout::of(text, &Declared::default()).note;
    let body = "\n\nDucks were counted on the lake at noon, and nobody could say how many had left for the south this year.\n";
    let note = of(&format!(
        "Lake Gazette\n\nDucks leave the lake in numbers{body}"
    ));
    assert_eq!(
        note.publisher.map(|words| words.text).as_deref(),
        Some("Lake Gazette")
    );
    assert!(note.byline.is_none());
    let note = of(&format!(
        "Ducks leave the lake in numbers\nBY Ann Lee | COMMODITIES | May 2, 2025{body}"
    ));
    let byline = note.byline.expect("a byline");
    assert_eq!(byline.text, "Ann Lee");
    assert_eq!(
        byline.line.map(|line| line.end - line.start),
        Some("BY Ann Lee".len())
    );
    let note = of(&format!(
        "Ducks leave the lake in numbers{body}\n\nWith files from Ann Lee in Paris\n"
    ));
    assert_eq!(
        note.byline.map(|words| words.text).as_deref(),
        Some("Ann Lee")
    );
}
