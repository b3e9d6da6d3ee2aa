//! Where a world's files are read from: a folder on disk or bytes inside the program.

use std::io;
use std::path::PathBuf;

use bytes::Bytes;

/// A read-only set of named files.
pub trait Folder {
    /// The path of a file as it is shown to people.
    fn shown(&self, file: &str) -> String;
    /// The bytes of a file; `None` when there is no such file.
    ///
    /// # Errors
    /// What the operating system says when a file that exists cannot be read.
    fn read(&self, file: &str) -> io::Result<Option<Bytes>>;
}

/// A folder on disk.
#[derive(Debug, Clone)]
pub struct Directory(pub PathBuf);

impl Folder for Directory {
    fn shown(&self, file: &str) -> String {
        self.0.join(file).display().to_string()
    }

    fn read(&self, file: &str) -> io::Result<Option<Bytes>> {
        match std::fs::read(self.0.join(file)) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Files compiled into the program.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// Name shown in front of the files.
    pub name: &'static str,
    /// File names and contents.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl Folder for Embedded {
    fn shown(&self, file: &str) -> String {
        format!("<{}>/{file}", self.name)
    }

    fn read(&self, file: &str) -> io::Result<Option<Bytes>> {
        let found = self.files.iter().find(|(name, _)| *name == file);
        Ok(found.map(|(_, content)| Bytes::from_static(content)))
    }
}
