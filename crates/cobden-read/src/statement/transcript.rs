//! Transcripts: paragraphs behind the label of their speaker.

use super::Reader;
use crate::clause::Range;
use crate::fact::Mode;
use crate::layout::BlockKind;
use crate::lexicon::ActorTerm;
use crate::text::Text;
use crate::who::{Class, Who, identify};
use crate::words::{Shape, Tag};

/// Labels that a text must have before it is taken for a transcript.
const LABELS: usize = 2;
/// The longest label, in tokens.
const LONGEST: usize = 8;

/// The paragraphs of a text that stand behind a label: their tokens, and the label where one opens the turn.
pub(super) struct Turn {
    /// The sentences of the paragraph.
    pub(super) sentences: Range,
    /// The label that opens the paragraph, without its colon.
    pub(super) label: Option<Range>,
    /// What is said; nothing where it is only a greeting or a handing over.
    pub(super) content: Range,
    /// Whether a journalist has the floor, who tells what others said.
    pub(super) narrated: bool,
}

/// The surnames of those a radio transcript presents as its journalists: `ANN LEE, HOST:`.
fn journalists<'t>(text: &'t Text<'_>) -> Vec<&'t str> {
    [", HOST:", ", BYLINE:"]
        .iter()
        .flat_map(|mark| text.text.match_indices(mark))
        .filter_map(|(at, _)| text.text[..at].split_whitespace().next_back())
        .collect()
}

/// Words of handing over: paragraphs with them say nothing.
const FORMAL: [&[&str]; 6] = [
    &["turn", "it", "over"],
    &["take", "your", "questions"],
    &["take", "questions"],
    &["go", "ahead"],
    &["thank", "you", "so", "much"],
    &["good", "to", "see"],
];

/// Whether a paragraph is a greeting or hands the floor to somebody.
fn formal(text: &Text<'_>, content: &Range) -> bool {
    let words = content
        .clone()
        .filter(|token| text.tokens[*token].shape != Shape::Mark)
        .count();
    let sentences = content
        .clone()
        .filter(|token| text.tokens[*token].tag == Tag::Stop)
        .count();
    words <= 5
        || words <= sentences * 4
        || words <= 24
            && content.clone().any(|token| {
                FORMAL.iter().any(|phrase| {
                    phrase
                        .iter()
                        .enumerate()
                        .all(|(at, word)| text.is(token + at, word))
                })
            })
}

/// The turns of a transcript; none if the text is not one.
pub(super) fn turns(text: &Text<'_>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut labels = 0;
    let journalists = journalists(text);
    let mut first = 0;
    while first < text.sentences.len() {
        let block = text.sentences[first].block;
        let mut last = first + 1;
        while last < text.sentences.len() && text.sentences[last].block == block {
            last += 1;
        }
        let tokens = text.sentences[first].first..text.sentences[last - 1].last;
        if matches!(
            text.block_kind(first),
            BlockKind::Body | BlockKind::ListItem | BlockKind::Subhead
        ) {
            let label = label(text, &tokens);
            labels += usize::from(label.is_some());
            let start = label.as_ref().map_or(tokens.start, |label| {
                label.end + usize::from(text.is(label.end, ":"))
            });
            if labels > 0 && start < tokens.end {
                let content = start..tokens.end;
                let content = if formal(text, &content) {
                    start..start
                } else {
                    content
                };
                let narrated = match &label {
                    Some(label) => journalists.contains(&text.word(label.end - 1)),
                    None => turns.last().is_some_and(|turn: &Turn| turn.narrated),
                };
                turns.push(Turn {
                    narrated,
                    sentences: first..last,
                    label,
                    content,
                });
            }
        }
        first = last;
    }
    if labels < LABELS || !alternates(text, &turns) {
        Vec::new()
    } else {
        turns
    }
}

/// Whether the labels are those of a conversation: somebody asks, or one speaker has the floor again. Headings do neither.
fn alternates(text: &Text<'_>, turns: &[Turn]) -> bool {
    let labels: Vec<&str> = turns
        .iter()
        .filter_map(|turn| turn.label.clone())
        .map(|label| text.words(label))
        .collect();
    let asks = labels.iter().any(|label| {
        matches!(
            *label,
            "Q" | "Question" | "QUESTION" | "Reporter" | "REPORTER" | "THE PRESS"
        )
    });
    let again = labels
        .iter()
        .enumerate()
        .any(|(index, label)| labels[..index].contains(label));
    let capitals = labels
        .iter()
        .filter(|label| !label.bytes().any(|byte| byte.is_ascii_lowercase()))
        .count()
        >= LABELS;
    asks || again || capitals
}

/// `GAO FENG:`, `Ms. Tai:`, `Q`: capitalised words before a colon at the start of a paragraph.
fn label(text: &Text<'_>, tokens: &Range) -> Option<Range> {
    let letter = text.word(tokens.start);
    if letter == "Q" && tokens.len() > 1 && text.tokens[tokens.start + 1].shape != Shape::Lower
        || letter == "A" && text.is(tokens.start + 1, ":")
    {
        return Some(tokens.start..tokens.start + 1);
    }
    let colon = (tokens.start..tokens.end.min(tokens.start + LONGEST))
        .find(|index| text.is(*index, ":"))?;
    let label = tokens.start..colon;
    let names = label.clone().all(|index| {
        matches!(text.tokens[index].shape, Shape::Capital | Shape::Upper)
            || matches!(
                text.tokens[index].tag,
                Tag::Stop | Tag::Dash | Tag::Possessive | Tag::Preposition | Tag::Open | Tag::Close
            )
    });
    // A label names somebody and is followed by a sentence; `Purpose: to stop` is a heading.
    // Labels in capitals speak in short turns as well.
    let capitals = !text
        .words(label.clone())
        .bytes()
        .any(|byte| byte.is_ascii_lowercase())
        && label.len() > 1;
    let speaks = text
        .tokens
        .get(colon + 1)
        .is_some_and(|token| token.shape != Shape::Lower)
        && tokens.end - colon > if capitals { 1 } else { 6 };
    let somebody = label
        .clone()
        .any(|index| text.tokens[index].tag == Tag::Proper)
        // `TRUMP:` alone in capitals
        || label.len() == 1
            && text.tokens[label.start].shape == Shape::Upper
            && text.word(label.start).len() > 3
            && !text.is_any(
                label.start,
                &["note", "photo", "image", "file", "watch", "read", "update", "more", "video",
                  "source", "editor", "breaking", "date", "time", "tags", "topics", "related"],
            );
    (names && speaks && somebody && !label.is_empty() && label.len() <= 6).then_some(label)
}

impl Reader<'_, '_> {
    /// Notes a turn, whole: what was said in it is one statement. Returns who has the floor, and the statement that opened it.
    pub(super) fn turn(
        &mut self,
        turn: &Turn,
        speaker: Option<&(Who, Option<usize>)>,
    ) -> Option<(Who, Option<usize>)> {
        let text = self.text;
        let who = match (&turn.label, speaker) {
            (Some(label), _) => self.labelled(label.clone()),
            (None, Some((who, _))) => who.clone(),
            (None, None) => return None,
        };
        let opened = speaker
            .filter(|_| turn.label.is_none())
            .and_then(|(_, opened)| *opened);
        let mut content = turn.content.clone();
        if content.is_empty() {
            return Some((who, opened));
        }
        if text.tokens[content.start].tag == Tag::Quote {
            content.start += 1;
        }
        let evidence = turn
            .label
            .as_ref()
            .map_or(content.start, |label| label.start)..content.end;
        let noted = self.note(
            Some(who.clone()),
            None,
            vec![content],
            evidence,
            Mode::Direct,
            "transcript",
            0.85,
        );
        self.said[noted].continues = opened;
        Some((who, opened.or(Some(noted))))
    }

    fn labelled(&self, label: Range) -> Who {
        let text = self.text;
        let question = text.is_any(label.start, &["q", "question", "reporter", "the press"]);
        let answer = text.word(label.start) == "A" && label.len() == 1;
        let president = text.is(label.end - 1, "president") && label.len() <= 2;
        // Whose office answers: the publisher's, else the first that the text names.
        let economies = || match &self.setting.economy {
            Some(economy) => vec![economy.clone()],
            None => text
                .hits_of(text.lexicon.actor, 0..text.tokens.len().min(60))
                .find_map(
                    |hit| match text.lexicon.actors.term(&text.meaning(hit).value) {
                        Some(ActorTerm::Office(index)) => {
                            Some(text.lexicon.actors.offices[*index].economy.clone())
                        }
                        _ => None,
                    },
                )
                .filter(|_| answer)
                .into_iter()
                .collect(),
        };
        let office = |class| Who {
            class,
            economies: economies(),
            name: None,
            words: label.clone(),
            role: None,
        };
        if question {
            return Who {
                economies: Vec::new(),
                ..office(Class::Outlet)
            };
        }
        if answer {
            return office(Class::Government);
        }
        let actors = &text.lexicon.actors;
        let holder = president
            .then(|| actors.holder("president", "USA", self.setting.day()))
            .flatten();
        // `MS. JEAN-PIERRE`: the surname of somebody on file.
        let surname = || {
            let words = text.words(label.clone());
            let words = words
                .rsplit_once(['.', ' '])
                .map_or(words, |(_, name)| name);
            actors.persons.iter().position(|person| {
                person
                    .name
                    .rsplit_once(' ')
                    .is_some_and(|(_, name)| name.eq_ignore_ascii_case(words))
            })
        };
        if let Some(person) = holder.or_else(surname).map(|index| &actors.persons[index]) {
            return Who {
                class: Class::Official,
                economies: vec![person.economy.clone()],
                name: Some(person.name.to_string()),
                words: label,
                role: None,
            };
        }
        let found = identify(text, label.clone(), None, &self.memory, self.setting.day())
            .filter(|who| who.class != Class::Other);
        match found {
            Some(mut who) => {
                if matches!(
                    who.class,
                    Class::Person | Class::Business | Class::Government
                ) {
                    who.class = Class::Official;
                }
                if who.economies.is_empty() {
                    who.economies = economies();
                }
                Who {
                    words: label,
                    ..who
                }
            }
            None => Who {
                class: Class::Person,
                economies: economies(),
                name: Some(text.words(label.clone()).to_owned()),
                words: label,
                role: None,
            },
        }
    }
}
