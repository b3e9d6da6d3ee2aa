//! A line on standard error when work takes long.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use cobden::num::{Control, Iteration, Monitor};
use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far the work is once it has taken [`PATIENCE`].
pub(crate) struct Line {
    start: Instant,
    bar: Option<ProgressBar>,
    wanted: bool,
}

/// How long work may take in silence.
const PATIENCE: Duration = Duration::from_secs(2);

impl Line {
    /// A line that stays away when `quiet`, on no terminal, or under `NO_COLOR` or `COBDEN_NO_PROGRESS`.
    pub(crate) fn new(quiet: bool) -> Self {
        let unwanted = ["NO_COLOR", "COBDEN_NO_PROGRESS"]
            .iter()
            .any(|v| std::env::var_os(v).is_some());
        Self {
            start: Instant::now(),
            bar: None,
            wanted: !quiet && !unwanted && std::io::stderr().is_terminal(),
        }
    }
}

impl Line {
    /// Shows a message, once the patience is over.
    pub(crate) fn show(&mut self, message: impl FnOnce(f64) -> String) {
        let elapsed = self.start.elapsed();
        if self.wanted && elapsed > PATIENCE {
            let bar = self.bar.get_or_insert_with(|| {
                ProgressBar::new_spinner().with_style(ProgressStyle::default_spinner())
            });
            bar.set_message(message(elapsed.as_secs_f64()));
            bar.tick();
        }
    }
}

impl Monitor for Line {
    fn iteration(&mut self, progress: Iteration) -> Control {
        self.show(|seconds| {
            format!(
                "iteration {}, residual {:.1e}, {} maps, {seconds:.0} s",
                progress.iteration, progress.residual, progress.evaluations,
            )
        });
        Control::Continue
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
