//! Repeated timing and what the machine says of itself.

use std::fmt;
use std::time::Instant;

/// Seconds of several runs.
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

/// CPU seconds of `work` on this thread: means of rounds of a fifth of a second, one of them where a run takes
/// seconds. A thread's clock is behind by a few milliseconds, so that single short runs cannot be timed.
pub(super) fn cpu(mut work: impl FnMut()) -> Timing {
    const ROUND: f64 = 0.2;
    const LONG: f64 = 2.0;
    let mut round = |least: f64| {
        let (wall, cpu) = (Instant::now(), thread_seconds());
        let mut runs = 0;
        while runs == 0 || wall.elapsed().as_secs_f64() < least {
            work();
            runs += 1;
        }
        let wall = wall.elapsed().as_secs_f64();
        let spent = match (cpu, thread_seconds()) {
            (Some(before), Some(after)) => after - before,
            _ => wall,
        };
        spent / f64::from(runs)
    };
    let first = round(0.0);
    if first > LONG {
        return Timing {
            best: first,
            median: first,
        };
    }
    let mut seconds: Vec<f64> = (0..5).map(|_| round(ROUND)).collect();
    seconds.sort_by(f64::total_cmp);
    Timing {
        best: seconds[0],
        median: seconds[seconds.len() / 2],
    }
}

/// CPU seconds of this thread so far, where the system says them.
fn thread_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(1e-9 * nanoseconds)
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
