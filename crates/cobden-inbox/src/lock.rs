//! One program at a time carries out decisions.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::error::InboxError;

/// How long to wait for another program.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Held while a decision is carried out; let go of when dropped, or when the program ends in whatever way.
///
/// So an intended decision that is found under the lock belongs to a program that is gone.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock of an inbox: an empty file beside it.
    pub(crate) fn take(inbox: &Path) -> Result<Self, InboxError> {
        let path = beside(inbox);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|fault| InboxError::File {
                path: path.clone(),
                fault,
            })?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::WouldBlock) => {
                    let path = inbox.to_owned();
                    return Err(InboxError::Locked { path });
                }
                Err(TryLockError::Error(fault)) => return Err(InboxError::File { path, fault }),
            }
        }
    }
}

fn beside(inbox: &Path) -> PathBuf {
    let mut name = inbox.as_os_str().to_owned();
    name.push("-lock");
    name.into()
}
