//! Text files of a record: blocks of entries put in and taken out, files written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The first line of a file that the review makes.
const HEADING: &str =
    "# Entries accepted in review; each names the document and the words it rests on.\n";

/// A file's text; none if there is no file.
pub(crate) fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The text with a block at its end, an empty line before it; as it is if the block stands in it already.
pub(crate) fn with(text: Option<String>, block: &str) -> String {
    let mut text = text.unwrap_or_else(|| HEADING.to_owned());
    if find(&text, block).is_some() {
        return text;
    }
    if !text.is_empty() {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push('\n');
    }
    text.push_str(block);
    text
}

/// The text without a block and the empty line before it; nothing if only what the review wrote would be left.
pub(crate) fn without(text: Option<String>, block: &str) -> Option<String> {
    let mut text = text?;
    if let Some(at) = find(&text, block) {
        let from = if text[..at].ends_with("\n\n") {
            at - 1
        } else {
            at
        };
        text.replace_range(from..at + block.len(), "");
    }
    (text != HEADING).then_some(text)
}

/// Where a block stands: on lines of its own.
pub(crate) fn find(text: &str, block: &str) -> Option<usize> {
    text.match_indices(block)
        .map(|(at, _)| at)
        .find(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')
}

/// Writes a file so that at any moment either the old or the new text is there; none takes the file away.
///
/// `drafted` is called when the new text lies beside the file and the file is still the old one.
pub(crate) fn write(path: &Path, text: Option<&str>, drafted: impl Fn()) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let Some(text) = text else {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => return settle(folder),
        }
    };
    fs::create_dir_all(folder)?;
    let draft = unfinished(path);
    let mut file = File::create(&draft)?;
    if let Ok(about) = fs::metadata(path) {
        if about.permissions().readonly() {
            drop(file);
            fs::remove_file(&draft)?;
            let message = "the file may not be written";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
        file.set_permissions(about.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    drafted();
    fs::rename(&draft, path)?;
    settle(folder)
}

/// Takes away what a program that was stopped left of a file.
pub(crate) fn sweep(path: &Path) {
    // Nothing reads it: its name begins with a dot.
    let _ = fs::remove_file(unfinished(path));
}

fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.unfinished"))
}

/// Makes the folder remember its new name.
#[cfg(unix)]
fn settle(folder: &Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn settle(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_goes_in_once_and_comes_out_without_a_trace() {
        let old = "# mine\n\n[event.a]\nwhat = \"x\"\n".to_owned();
        let block = "[event.b]\nwhat = \"y\"\n";
        let new = with(Some(old.clone()), block);
        assert_eq!(with(Some(new.clone()), block), new);
        assert_eq!(without(Some(new), block), Some(old));
        let fresh = with(None, block);
        assert!(fresh.starts_with(HEADING));
        assert_eq!(without(Some(fresh), block), None);
    }

    #[test]
    fn a_block_is_not_found_inside_another() {
        let text = "note = \"[event.b]\"\n";
        assert_eq!(find(text, "[event.b]"), None);
    }

    #[test]
    fn files_are_replaced_and_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/a.toml");
        write(&path, Some("one"), || ()).unwrap();
        write(&path, Some("two"), || ()).unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some("two"));
        write(&path, None, || ()).unwrap();
        write(&path, None, || ()).unwrap();
        assert_eq!(read(&path).unwrap(), None);
        assert_eq!(fs::read_dir(folder.path().join("deep")).unwrap().count(), 0);
    }
}
