//! Repeated timing and what the machine says of itself.

use std::fmt;
use std::time::Instant;

/// Wall seconds of several runs.
pub(super) struct Timing {
    /// The fastest.
    pub best: f64,
    /// The middle one.
    pub median: f64,
}

/// Runs `work` once to warm up and `runs` times to measure.
pub(super) fn repeat(runs: usize, mut work: impl FnMut()) -> Timing {
    work();
    let mut seconds: Vec<f64> = (0..runs.max(3))
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    Timing {
        best: seconds[0],
        median: seconds[seconds.len() / 2],
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4} ({:.4})", self.best, self.median)
    }
}

/// Seconds as milliseconds.
pub(super) fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", 1e3 * seconds)
}

/// Processor and toolchain in a few words.
pub(super) fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model
        .map_or("an unnamed processor", |(_, name)| name.trim())
        .to_owned();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{model}, {cores} cores, {}", std::env::consts::OS)
}

/// Peak memory of this process.
pub(super) fn peak_memory_megabytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or("not known on this system".into(), |kb| {
        format!("{:.0} MB", kb / 1024.0)
    })
}
