//! Asking a person: single keys at a terminal, lines of a pipe elsewhere.

use std::io::{self, BufRead, IsTerminal, Write};

use console::{Key, Term};

use crate::cli::Failure;

/// Where answers come from.
pub(super) struct Ask {
    /// The terminal, where there is one at both ends.
    keys: Option<Term>,
}

/// What was answered to a question with a letter.
pub(super) struct Answer {
    /// The letter, small.
    pub(super) letter: char,
    /// What stood behind it on its line.
    pub(super) rest: String,
}

impl Ask {
    pub(super) fn new() -> Self {
        let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        let keys = terminal.then(Term::stdout);
        Self { keys }
    }

    /// A letter; none at the end of the input or where the person interrupts.
    pub(super) fn letter(&mut self, question: &str) -> Result<Option<Answer>, Failure> {
        say(question)?;
        let Some(term) = &self.keys else {
            let line = read_line()?;
            return Ok(line.map(|line| {
                let line = line.trim();
                let mut letters = line.chars();
                let letter = letters.next().unwrap_or('\n').to_ascii_lowercase();
                let rest = letters.as_str();
                // `reject` and `r` mean the same; so does `r because`.
                let word = rest.split_whitespace().next().unwrap_or_default();
                let rest = match rest.starts_with(char::is_whitespace) {
                    true => rest.trim(),
                    false => rest[word.len()..].trim(),
                };
                Answer {
                    letter,
                    rest: rest.to_owned(),
                }
            }));
        };
        let letter = loop {
            match term.read_key() {
                Ok(Key::Char(letter)) => break letter.to_ascii_lowercase(),
                Ok(Key::Enter) => break '\n',
                Ok(Key::ArrowRight | Key::ArrowDown) => break 's',
                Ok(Key::ArrowLeft | Key::ArrowUp) => break 'b',
                Ok(Key::CtrlC | Key::Escape) => {
                    say("\n")?;
                    return Ok(None);
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    say("\n")?;
                    return Ok(None);
                }
                Err(error) => return Err(Failure::System("the terminal".into(), error)),
            }
        };
        let echo = if letter.is_control() { ' ' } else { letter };
        say(&format!("{echo}\n"))?;
        Ok(Some(Answer {
            letter,
            rest: String::new(),
        }))
    }

    /// A line; none at the end of the input.
    pub(super) fn line(&mut self, question: &str) -> Result<Option<String>, Failure> {
        say(question)?;
        Ok(read_line()?.map(|line| line.trim().to_owned()))
    }

    /// Whether keys are read one by one, so that a reason has to be asked for.
    pub(super) fn is_terminal(&self) -> bool {
        self.keys.is_some()
    }
}

/// A line of standard input; bytes that are no UTF-8 become replacement characters.
fn read_line() -> Result<Option<String>, Failure> {
    let mut line = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut line);
    match read {
        Ok(0) => Ok(None),
        Ok(_) => Ok(Some(String::from_utf8_lossy(&line).into_owned())),
        Err(error) => Err(Failure::System("standard input".into(), error)),
    }
}

/// Shows text at once.
pub(super) fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::System("standard output".into(), error))
}
