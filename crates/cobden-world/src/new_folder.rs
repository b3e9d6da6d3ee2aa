//! Folders that appear only when they are complete.

use std::io;
use std::path::Path;

/// Whether nothing has the folder's name yet.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`].
pub fn check_free(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        let message = "there is something of that name already; choose another name";
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    }
    Ok(())
}

/// Lets `write` fill a folder of another name beside it, and gives it its name when that is done.
/// Nothing is left behind otherwise, and nothing that was there before is touched.
///
/// # Errors
/// As [`check_free`], and what `write` and the operating system say.
pub fn new_folder(folder: &Path, write: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    check_free(folder)?;
    let mut partial = folder.file_name().unwrap_or_default().to_owned();
    partial.push(format!(".partial-{}", std::process::id()));
    // Beside the folder, also where its path ends in a slash.
    let partial = folder.with_file_name(partial);
    check_free(&partial)?;
    std::fs::create_dir_all(&partial)?;
    let done = write(&partial).and_then(|()| std::fs::rename(&partial, folder));
    if done.is_err() {
        // What is said is why writing failed, not why tidying did.
        let _ = std::fs::remove_dir_all(&partial);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_whole_or_not_there() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("results");
        let entries = || std::fs::read_dir(desk.path()).unwrap().count();
        let failed = new_folder(&folder, |partial| {
            std::fs::write(partial.join("a"), "1")?;
            Err(io::Error::other("disk full"))
        });
        assert!(failed.is_err());
        assert_eq!(entries(), 0);
        new_folder(&folder, |partial| std::fs::write(partial.join("a"), "1")).unwrap();
        assert!(folder.join("a").exists());
        assert_eq!(entries(), 1);
        let again = new_folder(&folder, |_| Ok(()));
        assert_eq!(again.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }
}
