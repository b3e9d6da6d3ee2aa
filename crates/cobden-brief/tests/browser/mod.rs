//! A page in headless Chromium: what it measures there, and a picture of it.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long Chromium may take for one page.
const PATIENCE: Duration = Duration::from_secs(120);

/// A Chromium: that of the variable `CHROMIUM`, or the first on the path under a usual name.
pub(crate) fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        places
            .iter()
            .map(|place| place.join(name))
            .find(|file| file.is_file())
    })
}

/// What a page measures in a window.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Measured {
    /// Figures with a chart.
    pub(crate) charts: usize,
    /// Those the script says it drew.
    pub(crate) drawn: usize,
    /// Of each chart, the marks: paths and words inside its picture.
    pub(crate) marks: Vec<usize>,
    /// Of each chart, what is told beside the pointer on its first bar or point.
    pub(crate) tips: Vec<String>,
    /// The width of the window.
    pub(crate) inner: usize,
    /// The width of what is in it.
    pub(crate) scroll: usize,
    /// The widths of a sentence in the page's three fonts, which tell machines' fonts apart.
    pub(crate) fonts: String,
    /// Errors and warnings of scripts, and breaches of the security policy.
    pub(crate) faults: String,
}

/// Watches for faults from the first script on, and reports when everything has been drawn.
const PROBE: &str = r#"<script>
var faults = [];
addEventListener("error", function (e) { faults.push(e.message); });
addEventListener("unhandledrejection", function (e) { faults.push(String(e.reason)); });
document.addEventListener("securitypolicyviolation", function (e) { faults.push(e.violatedDirective + " " + e.blockedURI); });
["warn", "error"].forEach(function (name) {
  console[name] = function () { faults.push(Array.from(arguments).join(" ")); };
});
addEventListener("load", function () { setTimeout(function () {
  var charts = Array.from(document.querySelectorAll("figure.chart"));
  var fonts = ["--serif", "--sans", "--mono"].map(function (name) {
    var span = document.createElement("span");
    span.textContent = "Waltz, bad nymph, for quick jigs vex: 0123456789.";
    span.style.cssText = "position:absolute;white-space:nowrap;font:40px " +
      getComputedStyle(document.documentElement).getPropertyValue(name);
    document.body.append(span);
    var width = span.getBoundingClientRect().width.toFixed(1);
    span.remove();
    return width;
  });
  var tips = charts.map(function (c) {
    var mark = c.querySelector("svg .mark-rect path, svg .mark-symbol.role-mark path");
    if (!mark) return "";
    mark.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: 9, clientY: 9 }));
    var tip = document.querySelector(".tip");
    var said = tip.hidden ? "" : tip.textContent;
    mark.dispatchEvent(new MouseEvent("mouseout", { bubbles: true }));
    return said;
  });
  parent.postMessage([
    charts.length, charts.filter(function (c) { return c.classList.contains("drawn"); }).length,
    charts.map(function (c) { return c.querySelectorAll("svg g[class*=mark] path, svg g[class*=mark] text").length; }).join("+"),
    tips.join("\t"), innerWidth, document.documentElement.scrollWidth, fonts.join("+"), faults.join(" | "),
  ].join("\n"), "*");
}, 1500); });
</script>"#;

/// A folder with a page as it is, and in a frame of a given size: a window of Chromium has a least width.
pub(crate) struct Framed {
    folder: tempfile::TempDir,
    width: usize,
    height: usize,
    chromium: PathBuf,
}

impl Framed {
    pub(crate) fn new(chromium: &Path, html: &str, width: usize, height: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Before any other script, after the policy.
        let probed = html.replacen("<style>", &format!("{PROBE}<style>"), 1);
        std::fs::write(folder.path().join("page.html"), probed).unwrap();
        let frame = format!(
            "<!DOCTYPE html><body style=\"margin:0\"><pre id=\"report\" hidden></pre><script>\
             onmessage = function (e) {{ document.getElementById('report').textContent = e.data; }};</script>\
             <iframe src=\"page.html\" style=\"display:block;border:0;width:{width}px;height:{height}px\"></iframe>"
        );
        std::fs::write(folder.path().join("frame.html"), frame).unwrap();
        Self {
            folder,
            width,
            height,
            chromium: chromium.to_owned(),
        }
    }

    /// What the page reports of itself.
    pub(crate) fn measured(&self) -> Measured {
        let dom = self.run("--dump-dom");
        let report = dom
            .split("<pre id=\"report\" hidden=\"\">")
            .nth(1)
            .and_then(|rest| rest.split("</pre>").next());
        let report = report.unwrap_or_else(|| panic!("no report in {dom}"));
        let lines: Vec<&str> = report.splitn(8, '\n').collect();
        assert_eq!(lines.len(), 8, "the page did not report: {report:?}");
        let number = |text: &str| {
            text.parse()
                .unwrap_or_else(|_| panic!("{text:?} is no number"))
        };
        Measured {
            charts: number(lines[0]),
            drawn: number(lines[1]),
            marks: lines[2]
                .split('+')
                .filter(|text| !text.is_empty())
                .map(number)
                .collect(),
            tips: lines[3].split('\t').map(str::to_owned).collect(),
            inner: number(lines[4]),
            scroll: number(lines[5]),
            fonts: lines[6].to_owned(),
            faults: lines[7].to_owned(),
        }
    }

    /// A picture of the frame.
    pub(crate) fn picture(&self) -> super::picture::Picture {
        let file = self.folder.path().join("picture.png");
        self.run(&format!("--screenshot={}", file.display()));
        super::picture::Picture::read(&file)
            .cropped(self.width, self.height)
            .coarse()
    }

    /// Chromium's output for the frame. It has to end by itself, in time.
    fn run(&self, what: &str) -> String {
        let profile = tempfile::tempdir().unwrap();
        let out = self.folder.path().join("out.txt");
        let mut child = Command::new(&self.chromium)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--hide-scrollbars",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
            ])
            .args([
                "--force-device-scale-factor=1",
                "--font-render-hinting=none",
                "--virtual-time-budget=10000",
            ])
            .arg("--blink-settings=preferredColorScheme=1")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!(
                "--window-size={},{}",
                self.width.max(500),
                self.height
            ))
            .arg(what)
            .arg(format!(
                "file://{}",
                self.folder.path().join("frame.html").display()
            ))
            .env("TZ", "America/Los_Angeles") // Days have to be right west of Greenwich too.
            .stdin(Stdio::null())
            .stdout(File::create(&out).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while child.try_wait().unwrap().is_none() {
            if start.elapsed() > PATIENCE {
                let _ = child.kill();
                panic!("Chromium took more than {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        std::fs::read_to_string(out).unwrap()
    }
}
