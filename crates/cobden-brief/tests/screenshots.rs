//! The sample page in headless Chromium, as wide as a telephone and as a screen.
//!
//! Asserted everywhere: every chart is drawn and has marks, no script complains, nothing is refused by the security
//! policy, and the page is no wider than the window. Compared with `tests/screenshots/*.png`, where the machine has the
//! fonts they were made with (`fonts.txt` has the widths of a sentence in them): same dimensions, and at most one in a
//! thousand squares of eight by eight pixels whose mean grey is off by more than 16 of 255. Colours of equal grey are not
//! told apart.
//!
//! `COBDEN_BLESS=1 cargo test -p cobden-brief --test screenshots` writes the pictures anew. Without a Chromium (variable
//! `CHROMIUM`, or on the path) nothing is tested, and the test says so.

mod browser;
mod common;
#[path = "browser/picture.rs"]
mod picture;

use std::path::{Path, PathBuf};

use browser::{Framed, Measured};
use cobden_brief::page::{Page, Trail, html};
use picture::Picture;

/// Width, height of the window and a name.
const WINDOWS: [(usize, usize, &str); 2] = [(390, 7000, "telephone"), (1280, 5700, "screen")];
/// The share of squares that may differ.
const TOLERANCE: f64 = 0.001;

fn stored(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/screenshots")
        .join(name)
}

fn chromium() -> Option<PathBuf> {
    let found = browser::find();
    if found.is_none() {
        eprintln!(
            "SKIPPED: no Chromium. Set CHROMIUM, or install chromium, chromium-browser or google-chrome."
        );
    }
    found
}

fn sound(measured: &Measured, width: usize, charts: usize) {
    assert_eq!(measured.faults, "", "scripts complain or are refused");
    assert_eq!((measured.charts, measured.drawn), (charts, charts));
    assert!(
        measured.marks.iter().all(|marks| *marks >= 5),
        "{measured:?}"
    );
    assert!(
        measured.tips.iter().all(|tip| tip.contains(": ")),
        "{:?}",
        measured.tips
    );
    assert_eq!(measured.inner, width);
    assert!(
        measured.scroll <= measured.inner,
        "the page is {} wide in a window of {width}",
        measured.scroll
    );
}

#[test]
fn the_sample_looks_as_it_did() {
    let Some(chromium) = chromium() else { return };
    let bless = std::env::var_os("COBDEN_BLESS").is_some_and(|value| value == "1");
    let page = html(&common::sample());
    let narrow = Framed::new(&chromium, &page, 320, 1000).measured();
    sound(&narrow, 320, 4);
    for (width, height, name) in WINDOWS {
        let framed = Framed::new(&chromium, &page, width, height);
        let measured = framed.measured();
        sound(&measured, width, 4);
        let (file, fonts) = (stored(&format!("{name}.png")), stored("fonts.txt"));
        let picture = framed.picture();
        if bless {
            picture.write(&file);
            std::fs::write(&fonts, measured.fonts + "\n").unwrap();
            continue;
        }
        let made_with = std::fs::read_to_string(&fonts).unwrap();
        if made_with.trim() != measured.fonts {
            eprintln!(
                "SKIPPED: pictures are of other fonts ({}, here {}).",
                made_with.trim(),
                measured.fonts
            );
            continue;
        }
        let before = Picture::read(&file);
        assert_eq!(
            (picture.width, picture.height),
            (before.width, before.height),
            "{name}"
        );
        let share = picture.difference(&before);
        if share > TOLERANCE {
            let now = std::env::temp_dir().join(format!("cobden-brief-{name}.png"));
            picture.write(&now);
            panic!(
                "{:.1}% of {name} differ from {}; now: {}",
                100.0 * share,
                file.display(),
                now.display()
            );
        }
    }
}

#[test]
fn hostile_and_endless_words_stay_in_their_place() {
    let Some(chromium) = chromium() else { return };
    let endless = "x".repeat(300);
    for words in [
        "</script><script>faults.push('run')</script><img src=x onerror=\"faults.push('run')\">",
        &endless,
    ] {
        let mut page: Page = common::hostile(words);
        page.trails = vec![Trail {
            figure: words.to_owned(),
            title: words.to_owned(),
            steps: vec![words.to_owned()],
        }];
        let measured = Framed::new(&chromium, &html(&page), 360, 2000).measured();
        sound(&measured, 360, 1);
    }
}

#[test]
fn difference_is_a_share_of_squares() {
    let plain = |grey: u8| Picture::filled(32, 16, [grey; 3]);
    assert_eq!(plain(100).difference(&plain(116)), 0.0);
    assert_eq!(plain(100).difference(&plain(117)), 1.0);
    assert_eq!(
        plain(100).difference(&plain(100).cropped(32, 8)),
        1.0,
        "other dimensions"
    );
    let mut spot = plain(100);
    spot.fill(8..16, 0..8, [0; 3]);
    assert_eq!(spot.difference(&plain(100)), 1.0 / 8.0);
}
