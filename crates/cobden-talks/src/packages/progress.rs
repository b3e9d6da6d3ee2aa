//! How far the work is.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cobden_num::Control;

use super::Unsolved;

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Pieces of work done.
    pub done: usize,
    /// Pieces in all.
    pub total: usize,
    /// Time spent.
    pub elapsed: Duration,
}

impl Progress {
    /// The time the rest takes, if it takes as long as what was done.
    pub fn remaining(&self) -> Duration {
        let left = self.total.saturating_sub(self.done) as f64;
        self.elapsed.mul_f64(left / self.done.max(1) as f64)
    }
}

/// Counts what all threads have done, tells of it and asks whether to go on.
pub struct Clock<'a> {
    total: usize,
    done: AtomicUsize,
    stopped: AtomicBool,
    begun: Instant,
    tell: &'a (dyn Fn(Progress) -> Control + Sync),
}

impl<'a> Clock<'a> {
    /// Of some pieces of work, beginning now.
    pub fn new(total: usize, tell: &'a (dyn Fn(Progress) -> Control + Sync)) -> Self {
        Self {
            total,
            done: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            begun: Instant::now(),
            tell,
        }
    }

    /// Whether the rest is to be left.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Why the work is not done, once it was stopped.
    pub fn interrupted<F>(&self) -> Unsolved<F> {
        Unsolved::Interrupted {
            done: self.done.load(Ordering::Relaxed),
            total: self.total,
        }
    }

    /// One more is done.
    pub fn tick(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let progress = Progress {
            done,
            total: self.total,
            elapsed: self.begun.elapsed(),
        };
        if (self.tell)(progress) == Control::Stop {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }
}
