//! An entry in the hands of a person: in an editor, or key by key.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use cobden::inbox::{Draft, visible};

use super::ask::{Ask, say};
use crate::cli::Failure;

/// The person's editor, if one is named.
pub(super) fn editor() -> Option<String> {
    let names = ["VISUAL", "EDITOR"];
    let mut found = names
        .into_iter()
        .filter_map(|name| std::env::var(name).ok());
    found.find(|editor| !editor.trim().is_empty())
}

/// The text of drafts as it is edited: with what is missing as comments.
pub(super) fn whole(draft: &Draft, source: Option<&Draft>) -> String {
    let source = source.map_or(String::new(), |source| source.text() + "\n");
    source + &draft.text()
}

/// Without the comments on what is missing.
pub(super) fn without_gaps(text: &str, drafts: &[&Draft]) -> String {
    let comments: Vec<String> = drafts
        .iter()
        .flat_map(|draft| {
            let text = draft.text();
            let from = draft.block().len();
            text[from..].lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let kept = text
        .lines()
        .filter(|line| !comments.iter().any(|one| one == line));
    kept.map(|line| format!("{line}\n")).collect()
}

/// Lets the person edit a text in their editor; none if it comes back empty.
pub(super) fn in_editor(editor: &str, text: &str) -> Result<Option<String>, Failure> {
    let file =
        Scratch::new(text).map_err(|error| Failure::System("a temporary file".into(), error))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    let status = Command::new(program).args(words).arg(&file.path).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => {
            say(&format!(
                "the editor {} ended with {status}; nothing was taken over\n",
                visible(editor)
            ))?;
            return Ok(None);
        }
        Err(error) => {
            say(&format!(
                "the editor {} cannot be run: {error}; set VISUAL or EDITOR\n",
                visible(editor)
            ))?;
            return Ok(None);
        }
    }
    let text = match fs::read_to_string(&file.path) {
        Ok(text) => text,
        Err(error) => {
            say(&format!("what the editor left cannot be read: {error}\n"))?;
            return Ok(None);
        }
    };
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}

/// A file that is gone when it is no longer needed.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn new(text: &str) -> io::Result<Self> {
        let folder = std::env::temp_dir();
        let number = std::process::id();
        for turn in 0..1_000 {
            let path = folder.join(format!("cobden-entry-{number}-{turn}.toml"));
            match create(&path) {
                Ok(mut file) => {
                    let scratch = Self { path };
                    file.write_all(text.as_bytes())?;
                    return Ok(scratch);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// A new file that only its owner reads.
fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left behind it does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

/// Goes through the keys one by one; false if the input ended.
pub(super) fn by_keys(ask: &mut Ask, draft: &mut Draft) -> Result<bool, Failure> {
    say("Enter keeps a value, - takes the key out, anything else takes its place.\n")?;
    let keys: Vec<(&'static str, String)> = draft.keys.clone();
    for (key, value) in keys {
        let Some(answer) = ask.line(&format!("{key} = {}\n  ", visible(&value)))? else {
            return Ok(false);
        };
        match answer.as_str() {
            "" => {}
            "-" => draft.unset(key),
            text => draft.set(key, toml_value(text)),
        }
    }
    fill(ask, draft, false)
}

/// Asks for what is missing; false if something that is needed stays so.
pub(super) fn fill(ask: &mut Ask, draft: &mut Draft, only_needed: bool) -> Result<bool, Failure> {
    for gap in draft.gaps.clone() {
        if only_needed && !gap.required {
            continue;
        }
        let question = format!("{}: {}\n  ", gap.key, gap.question);
        match ask.line(&question)?.as_deref() {
            None => return Ok(false),
            Some("") if gap.required => return Ok(false),
            Some("") => {}
            Some(text) => draft.set(gap.key, toml_value(text)),
        }
    }
    Ok(true)
}

/// What a person writes for a value: TOML if it is, else a string.
fn toml_value(text: &str) -> String {
    let is_toml = format!("x = {text}")
        .parse::<toml::Table>()
        .is_ok_and(|table| table.len() == 1);
    if is_toml && !text.contains('\n') {
        text.to_owned()
    } else {
        toml::Value::from(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_as_toml_or_as_text() {
        assert_eq!(toml_value("2025-05-02"), "2025-05-02");
        assert_eq!(toml_value("0.5"), "0.5");
        assert_eq!(toml_value("[\"USA\"]"), "[\"USA\"]");
        assert_eq!(toml_value("CHN"), "\"CHN\"");
        assert_eq!(toml_value("a \"b\" c"), "'a \"b\" c'");
    }
}
