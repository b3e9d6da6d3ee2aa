//! Which parties a stretch of words means: economies, with the person who speaks for one.

use super::Context;
use crate::clause::{Range, VerbGroup};
use crate::lexicon::ActorTerm;
use crate::who::{Class, Memory, economies_in, identify};
use crate::words::Tag;

/// A party to a dispute, as named at one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Party {
    /// The words that name it.
    pub(super) words: Range,
    pub(super) economies: Vec<String>,
    pub(super) person: Option<String>,
}

/// Finds parties; knows which economies the document is about.
pub(super) struct Parties<'c, 't, 'd> {
    context: &'c Context<'t, 'd>,
    /// Economies by how often they are named, most often first; first named first among equals.
    ranking: Vec<String>,
}

impl<'c, 't, 'd> Parties<'c, 't, 'd> {
    pub(super) fn of(context: &'c Context<'t, 'd>) -> Self {
        let text = context.text;
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for hit in text
            .hits
            .iter()
            .filter(|hit| hit.concept == text.lexicon.actor)
        {
            let actors = &text.lexicon.actors;
            let code: &str = match actors.term(&text.meaning(hit).value) {
                Some(ActorTerm::Economy(code) | ActorTerm::Adjective(code)) => code,
                Some(ActorTerm::Office(index)) => &actors.offices[*index].economy,
                Some(ActorTerm::Person(index)) => &actors.persons[*index].economy,
                _ => continue,
            };
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self {
            context,
            ranking: counts
                .into_iter()
                .map(|(code, _)| code.to_owned())
                .collect(),
        }
    }

    /// The two economies named most often.
    pub(super) fn both(&self) -> Vec<String> {
        self.ranking.iter().take(2).cloned().collect()
    }

    /// The economy named most often that is not among these.
    pub(super) fn other(&self, than: &[String]) -> Option<String> {
        self.ranking
            .iter()
            .find(|code| !than.contains(code))
            .cloned()
    }

    /// Who speaks the words at a token, if a government or somebody who speaks for one.
    pub(super) fn speaker(&self, range: &Range) -> Option<Party> {
        self.spoken_by(self.context.statement_of(range)?)
    }

    /// Who spoke last before a token in its paragraph: words that follow are theirs too.
    pub(super) fn spoke_before(&self, token: usize) -> Option<Party> {
        let text = self.context.text;
        let block = text.sentences[text.sentence_of(token)].block;
        let to = self
            .context
            .said
            .partition_point(|said| said.content.first().is_none_or(|one| one.start <= token));
        let last = to.checked_sub(1)?;
        let end = self.context.said[last].content.last()?.end;
        let near = end <= token && text.sentences[text.sentence_of(end - 1)].block == block;
        near.then(|| self.spoken_by(last)).flatten()
    }

    /// The party that speaks a statement.
    fn spoken_by(&self, statement: usize) -> Option<Party> {
        let who = self.context.said[statement].who.as_ref()?;
        let official = matches!(
            who.class,
            Class::Official | Class::Government | Class::Person | Class::Source | Class::StateMedia
        );
        if !official {
            return None;
        }
        let economies: Vec<String> = who
            .economies
            .iter()
            .map(|code| code.to_string())
            .filter(|code| !code.is_empty())
            .collect();
        if economies.is_empty() {
            if who.economies.len() == 2 {
                return Some(Party {
                    words: who.words.clone(),
                    economies: self.both(),
                    person: None,
                });
            }
            return self.same_office(&who.words).map(|party| Party {
                words: who.words.clone(),
                ..party
            });
        }
        let person = (who.class == Class::Official)
            .then(|| who.name.clone())
            .flatten();
        Some(Party {
            words: who.words.clone(),
            economies,
            person,
        })
    }

    /// The government whose office published the text, for words outside every statement.
    pub(super) fn publisher(&self, range: &Range) -> Option<Party> {
        if self.context.statement_of(range).is_some() {
            return None;
        }
        let economy = self.context.setting.economy.as_deref()?;
        Some(Party {
            words: range.clone(),
            economies: vec![economy.to_owned()],
            person: None,
        })
    }

    /// The party named last before a token as the subject of a verb.
    pub(super) fn before(&self, token: usize) -> Option<Party> {
        let text = self.context.text;
        let to = text.verbs.partition_point(|verb| verb.first < token);
        let mut last: Option<Range> = None;
        text.verbs[..to].iter().rev().take(40).find_map(|verb| {
            let subject = verb
                .subject
                .clone()
                .filter(|subject| subject.end <= token)?;
            if last.as_ref() == Some(&subject) {
                return None;
            }
            last = Some(subject.clone());
            self.named(&subject)
        })
    }

    /// The party that words name outright.
    pub(super) fn named(&self, words: &Range) -> Option<Party> {
        let text = self.context.text;
        text.hits_of(text.lexicon.actor, words.clone()).next()?;
        let who = identify(
            text,
            words.clone(),
            None,
            &Memory::default(),
            self.context.setting.day(),
        )?;
        let stands = matches!(
            who.class,
            Class::Official | Class::Government | Class::Person
        ) || who.class == Class::Other && self.only_economies(words);
        if !stands {
            return None;
        }
        let economies: Vec<String> = who
            .economies
            .iter()
            .filter(|code| !code.is_empty() && !matches!(&***code, "WLD" | "WTO"))
            .map(|code| {
                if **code == *"EUU" {
                    "EU".to_owned()
                } else {
                    code.to_string()
                }
            })
            .collect();
        let person = (who.class == Class::Official)
            .then(|| who.name.clone())
            .flatten();
        if economies.is_empty() {
            return None;
        }
        Some(Party {
            words: who.words,
            economies,
            person,
        })
    }

    /// Whether words are names of economies joined together, or their member states: `France, Italy and Spain`.
    fn only_economies(&self, words: &Range) -> bool {
        let text = self.context.text;
        let mut covered = words.start;
        let mut named = false;
        let mut hits = text
            .hits_of(text.lexicon.actor, words.clone())
            .filter(|hit| {
                matches!(
                    text.lexicon.actors.term(&text.meaning(hit).value),
                    Some(ActorTerm::Economy(_) | ActorTerm::Adjective(_) | ActorTerm::Office(_))
                )
            })
            .peekable();
        for token in words.clone() {
            if token < covered {
                continue;
            }
            while hits.peek().is_some_and(|hit| hit.first < token) {
                hits.next();
            }
            if let Some(hit) = hits.peek().filter(|hit| hit.first == token) {
                covered = hit.last;
                named = true;
                continue;
            }
            let link = matches!(
                text.tokens[token].tag,
                Tag::Determiner | Tag::Conjunction | Tag::Comma | Tag::Possessive
            ) || text.is_any(
                token,
                &[
                    "member",
                    "states",
                    "countries",
                    "nations",
                    "members",
                    "capitals",
                    "including",
                    "like",
                    "such",
                    "as",
                    "other",
                    "own",
                    "side",
                    "leaders",
                    "states",
                ],
            );
            if !link {
                return false;
            }
        }
        named
    }

    /// The party that the subject of a verb means, through pronouns and `both sides` too.
    pub(super) fn subject(&self, verb: &VerbGroup) -> Option<Party> {
        let subject = verb.subject.clone()?;
        self.meant(&subject)
    }

    /// The party that words mean, through pronouns and `both sides` too.
    pub(super) fn meant(&self, words: &Range) -> Option<Party> {
        let text = self.context.text;
        let mut words = words.clone();
        while words.start < words.end
            && (text.tokens[words.start].tag.is_mark()
                || matches!(
                    text.tokens[words.start].tag,
                    Tag::Conjunction | Tag::Subordinator | Tag::Preposition
                ))
        {
            words.start += 1;
        }
        if words.is_empty() {
            return None;
        }
        let first = words.start;
        let with_words = |party: Party| Party {
            words: words.clone(),
            ..party
        };
        if words.len() == 1
            || text.is_any(first, &["our", "its", "his", "her", "their", "my"]) && words.len() <= 4
        {
            if words.len() > 1
                && let Some(party) = self.named(&(first + 1..words.end))
            {
                return Some(with_words(party));
            }
            if text.is_any(first, &["we", "i", "us", "our", "my", "me"])
                && text.tokens[first].tag != Tag::Proper
            {
                return self
                    .speaker(&words)
                    .or_else(|| self.publisher(&words))
                    .map(with_words);
            }
            if text.is_any(
                first,
                &[
                    "he", "she", "it", "they", "him", "her", "them", "his", "its", "their",
                ],
            ) {
                // `Trump said he would`: the one who says so, unless another stands nearer.
                // In their own words speakers are `we`, and several are `they`.
                let said = self
                    .context
                    .statement_of(&words)
                    .map(|index| &self.context.said[index].statement.mode);
                let speaker = self.speaker(&words).filter(|speaker| {
                    said != Some(&crate::fact::Mode::Direct)
                        && text.quote_of(first).is_none()
                        && (!text.is_any(first, &["they", "them", "their"])
                            || speaker.person.is_none())
                });
                let content = self
                    .context
                    .statement_of(&words)
                    .map(|index| &self.context.said[index].content);
                let near = self.before(first).filter(|party| {
                    // `his` is a person's.
                    let person = text.is_any(first, &["he", "she", "him", "his", "her"]);
                    (!person || party.person.is_some())
                        && content.is_some_and(|content| {
                            content
                                .iter()
                                .any(|range| range.contains(&party.words.start))
                        })
                });
                return near
                    .or(speaker)
                    .or_else(|| self.before(first))
                    .map(with_words);
            }
        }
        if self.is_both(&words) {
            let named: Vec<String> = economies_in(text, &words)
                .iter()
                .map(|code| code.to_string())
                .collect();
            let economies = if named.len() >= 2 { named } else { self.both() };
            return Some(Party {
                words,
                economies,
                person: None,
            });
        }
        if let Some(party) = self.named(&words) {
            return Some(party);
        }
        // `member states`: of the Union, if it is spoken of.
        if words.len() <= 4
            && text.is(words.end - 1, "states")
            && words.len() >= 2
            && text.is(words.end - 2, "member")
            && self
                .ranking
                .iter()
                .any(|code| code == "EUU" || code == "EU")
        {
            return Some(Party {
                words,
                economies: vec!["EU".to_owned()],
                person: None,
            });
        }
        // `the country`, `the ministry`, `officials`: the one named last.
        let who = identify(
            text,
            words.clone(),
            None,
            &Memory::default(),
            self.context.setting.day(),
        )?;
        if who.class == Class::Government
            && who.economies.is_empty()
            && text.is_any(first, &["the", "its", "this", "that"])
            && words.len() <= 3
        {
            return self.same_office(&words).map(with_words);
        }
        None
    }

    /// `the ministry`: the one that was named before with its economy; else the party named last.
    fn same_office(&self, words: &Range) -> Option<Party> {
        let text = self.context.text;
        let head = words
            .clone()
            .rev()
            .find(|token| text.tokens[*token].tag.is_nominal())?;
        let lemma = text.tokens[head].lemma;
        let to = text
            .nouns
            .partition_point(|group| group.first < words.start);
        let named = (lemma != 0).then(|| {
            text.nouns[..to].iter().rev().take(120).find_map(|group| {
                let same = (group.first..group.last).any(|token| {
                    text.tokens[token].lemma == lemma
                        || text.word(token).eq_ignore_ascii_case(text.word(head))
                });
                same.then(|| self.named(&(group.first..group.last)))
                    .flatten()
            })
        });
        named.flatten().or_else(|| self.before(words.start))
    }

    /// `both sides`, `the two countries`
    pub(super) fn is_both(&self, words: &Range) -> bool {
        let text = self.context.text;
        let Some(at) = words
            .clone()
            .find(|token| text.is_any(*token, &["both", "two"]))
        else {
            return false;
        };
        (at + 1..words.end.min(at + 5)).any(|index| {
            text.is_any(
                index,
                &[
                    "sides",
                    "countries",
                    "nations",
                    "parties",
                    "governments",
                    "economies",
                    "leaders",
                    "presidents",
                    "powers",
                    "capitals",
                    "delegations",
                    "superpowers",
                    "neighbours",
                    "neighbors",
                ],
            )
        })
    }

    /// Economies named in a range that are not among these.
    pub(super) fn others_in(&self, range: &Range, than: &[String]) -> Vec<String> {
        economies_in(self.context.text, range)
            .iter()
            .map(|code| code.to_string())
            .filter(|code| !than.contains(code))
            .collect()
    }
}
