//! Who said what: quotations and reported speech.
//!
//! Quotations come first: what stands round their marks names the speaker. Then every verb of speech outside them is
//! asked what it brings along: a clause, an infinitive, a noun. Last come sentences in quotation marks that nobody is
//! named for: they carry on the words before.

mod according;
mod attributed;
mod chain;
mod content;
mod direct;
mod ends;
mod heed;
mod nominal;
mod reported;
mod silence;
mod subject;
mod trailing;
mod transcript;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::clause::Range;
use crate::fact::{Attribution, Extract, Fact, Mode, Statement};
use crate::layout::{BlockKind, Layout, OutletKind, Outlets};
use crate::lexicon::Concept;
use crate::period::Period;
use crate::span::Span;
use crate::text::Text;
use crate::time::{Anchor, Tense};
use crate::who::{Class, Memory, Who};

/// What is known of the document as a whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    /// When it was published.
    pub(crate) date: Option<Period>,
    /// Whether its publisher belongs to a state, and which.
    pub(crate) state_media: Option<Box<str>>,
    /// The publisher.
    pub(crate) publisher: Option<String>,
    /// The economy whose office published it, if one did.
    pub(crate) economy: Option<Box<str>>,
}

impl Setting {
    /// What the layout found out.
    pub(crate) fn of(layout: &Layout) -> Self {
        let publisher = layout
            .note
            .publisher
            .as_ref()
            .or(layout.note.agency.as_ref())
            .map(|words| words.text.clone());
        let outlet = publisher
            .as_deref()
            .and_then(|name| Outlets::bundled().named(name));
        let state_media = outlet
            .filter(|outlet| outlet.kind == OutletKind::StateMedia)
            .map(|outlet| outlet.economy.as_str().into());
        {
            let economy = outlet
                .filter(|outlet| {
                    matches!(outlet.kind, OutletKind::Official | OutletKind::StateMedia)
                })
                .map(|outlet| outlet.economy.as_str().into());
            Self {
                date: layout.note.date.map(|date| date.period),
                state_media,
                publisher,
                economy,
            }
        }
    }

    /// The day to ask who held an office.
    pub(crate) fn day(&self) -> Option<Date> {
        self.date.map(|date| date.first)
    }
}

/// A statement with the tokens it is made of, for what is read after it.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) statement: Statement,
    pub(crate) who: Option<Who>,
    pub(crate) evidence: Range,
    pub(crate) content: Vec<Range>,
    pub(crate) rule: &'static str,
    pub(crate) confidence: f64,
    /// The number of the statement whose quotation it carries on.
    pub(crate) continues: Option<usize>,
}

/// Reads the statements of a text.
pub(crate) struct Reader<'t, 'd> {
    text: &'t Text<'d>,
    setting: &'t Setting,
    /// The state whose media speak here, by the publisher or by a credit in the text.
    state_media: Option<Box<str>>,
    memory: Memory,
    cue: Concept,
    said: Vec<Said>,
    /// Verbs already used as the cue of a quotation.
    used: Vec<usize>,
}

impl<'t, 'd> Reader<'t, 'd> {
    /// Reads the statements of a text, in the order of the text.
    pub(crate) fn read(text: &'t Text<'d>, setting: &'t Setting) -> Vec<Said> {
        let mut reader = Self {
            text,
            setting,
            state_media: setting
                .state_media
                .clone()
                .or_else(|| credited_state(text.text)),
            memory: Memory::default(),
            cue: text.lexicon.concept("cue"),
            said: Vec::new(),
            used: Vec::new(),
        };
        let turns = transcript::turns(text);
        let mut turns = turns.iter().peekable();
        let mut speaker = None;
        for sentence in 0..text.sentences.len() {
            while turns
                .next_if(|turn| turn.sentences.end <= sentence)
                .is_some()
            {}
            match turns.peek() {
                Some(turn) if turn.sentences.contains(&sentence) && !turn.narrated => {
                    if turn.sentences.start == sentence {
                        speaker = reader.turn(turn, speaker.as_ref());
                    }
                    reader.reports(sentence);
                }
                _ => reader.sentence(sentence),
            }
        }
        reader.said
    }

    /// Reads one sentence, with the quotations that begin in it.
    fn sentence(&mut self, number: usize) {
        if matches!(self.text.block_kind(number), BlockKind::Title) {
            return;
        }
        let from = self.said.len();
        self.quotations(number);
        self.reports(number);
        self.heed(number);
        self.said[from..].sort_by_key(|said| {
            said.content
                .first()
                .map_or(said.evidence.start, |content| content.start)
        });
    }

    /// The frames of the verb of a group, with the token after the cue.
    fn frames(&self, verb: usize) -> Vec<(&'static str, usize)> {
        let main = self.text.verbs[verb].main;
        let mut frames: Vec<(&'static str, usize)> = Vec::new();
        for hit in self.text.hits_of(
            self.cue,
            main..self.text.sentences[self.text.verbs[verb].sentence].last,
        ) {
            if hit.first != main {
                break;
            }
            frames.push((&self.text.meaning(hit).value, hit.last));
        }
        frames
    }

    /// The publisher that speaks of itself by name is the author: `the Institute maintains`.
    fn own_voice(&self, who: Who) -> Who {
        let Some(publisher) = self.setting.publisher.as_deref().filter(|_| {
            matches!(
                who.class,
                Class::Person | Class::Business | Class::Outlet | Class::Other
            )
        }) else {
            return who;
        };
        let words = self.text.words(who.words.clone());
        let initials: String = publisher
            .split(' ')
            .filter_map(|word| word.chars().next())
            .filter(|letter| letter.is_uppercase())
            .collect();
        let short = initials.len() >= 3
            && words.starts_with(&initials)
            && words.len() <= initials.len() + 2;
        if short || words.starts_with(publisher) {
            return Who {
                class: Class::Author,
                economies: Vec::new(),
                name: Some(publisher.to_owned()),
                ..who
            };
        }
        who
    }

    /// Notes a statement.
    #[allow(clippy::too_many_arguments)]
    fn note(
        &mut self,
        who: Option<Who>,
        cue: Option<Range>,
        content: Vec<Range>,
        evidence: Range,
        mode: Mode,
        rule: &'static str,
        confidence: f64,
    ) -> usize {
        let text = self.text;
        let who = who.map(|who| self.own_voice(who)).map(|mut who| {
            // In the papers of a state, `the ministry` is that state's.
            if who.class == Class::Government
                && who.economies.is_empty()
                && let Some(state) = self.state_media.as_ref().or(self.setting.economy.as_ref())
            {
                who.economies.push(state.clone());
            }
            who
        });
        let content_spans: Vec<Span> = content
            .iter()
            .map(|range| text.span(range.clone()))
            .collect();
        let mut statement = Statement {
            speaker: who.as_ref().map(|who| text.span(who.words.clone())),
            role: who
                .as_ref()
                .and_then(|who| who.role.clone())
                .map(|role| text.span(role)),
            cue: cue.clone().map(|cue| text.span(cue)),
            content: content_spans,
            mode,
            attribution: who
                .as_ref()
                .map_or(Attribution::Unsourced, Who::attribution),
            side: who.as_ref().and_then(Who::side),
            speaker_name: who.as_ref().and_then(|who| who.name.clone()),
            ..Statement::default()
        };
        // State media that report what their own state says are the weakest link.
        if let (Some(state), Some(who)) = (&self.state_media, &who)
            && matches!(who.class, Class::Official | Class::Government)
            && who.economies.first() == Some(state)
        {
            statement.attribution = Attribution::StateMedia;
        }
        if let Some(cue) = &cue {
            let tense = Tense::Past;
            let inside = |token: usize| content.iter().any(|range| range.contains(&token));
            let time = text
                .times_in(evidence.clone())
                .iter()
                .find(|time| !inside(text.token_at(time.span.start)));
            if let Some(time) = time {
                statement.when = Some(time.span);
                statement.date = time
                    .resolve(&Anchor {
                        document: self.setting.date,
                        tense,
                        previous: None,
                    })
                    .map(|resolved| resolved.period);
            }
            let denial = text.is_any(
                cue.start,
                &[
                    "denied",
                    "denies",
                    "deny",
                    "denying",
                    "refuted",
                    "refutes",
                    "rebutted",
                    "dismissed",
                ],
            );
            statement.denies = denial;
        }
        if let Some(who) = &who {
            // A noun of speech does not change who has the floor.
            if rule != "nominal" {
                self.memory.met(text, who, true);
            }
        }
        self.said.push(Said {
            statement,
            who,
            evidence,
            content,
            rule,
            confidence,
            continues: None,
        });
        self.said.len() - 1
    }
}

/// Turns what was said into extracts, with ids in the order of the text.
pub(crate) fn extracts(text: &Text<'_>, said: &[Said]) -> Vec<Extract> {
    let id = |index: usize| format!("sta{:02}", index + 1);
    said.iter()
        .enumerate()
        .map(|(index, said)| {
            let mut statement = said.statement.clone();
            statement.continues = said.continues.map(id);
            Extract {
                id: id(index),
                evidence: text.span(said.evidence.clone()),
                fact: Fact::Statement(statement),
                from: None,
                duplicate_of: None,
                layer: None,
                rule: said.rule.to_owned(),
                confidence: said.confidence,
            }
        })
        .collect()
}

/// The state whose media a text credits: `(Source: Xinhua)`.
fn credited_state(text: &str) -> Option<Box<str>> {
    ["Source:", "SOURCE:", "source:", "Courtesy of", "Editor:"]
        .iter()
        .find_map(|mark| {
            let at = text.find(mark)? + mark.len();
            let rest = &text[at..];
            let line = rest.split(['\n', ')', '|']).next()?.trim();
            Outlets::bundled()
                .named(line)
                .filter(|outlet| outlet.kind == OutletKind::StateMedia)
                .map(|outlet| outlet.economy.as_str().into())
        })
}
