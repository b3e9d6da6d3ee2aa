//! Where the law differs from what others published, and why: tables for the document.

use cobden::schedule::Schedule;
use jiff::civil::{Date, date};

use super::Bench;

/// Dates of Waugh's series and why they differ from the law.
const WAUGH: [(&str, &str); 20] = [
    ("2025-02-04", "fentanyl duty at 20% a month early"),
    ("2025-03-06", "section 301 of January 2025"),
    (
        "2025-03-12",
        "articles under 232 pay no fentanyl duty, but 232 on their whole value",
    ),
    ("2025-04-03", "the same; car parts a month early"),
    (
        "2025-04-05",
        "34% where the law had 10%; annex II and electronics not yet exempt",
    ),
    ("2025-04-08", "84% a day early; the same"),
    (
        "2025-04-09",
        "125% a day early, without the fentanyl duty; the same",
    ),
    (
        "2025-04-11",
        "fentanyl duty left out of 145; car parts already at 25%",
    ),
    ("2025-05-12", "Geneva two days early"),
    (
        "2025-06-03",
        "metals at 50% a day early; articles under 232 pay no fentanyl duty",
    ),
    (
        "2025-08-07",
        "34% where the law had 10 + 20; articles under 232 pay no fentanyl duty",
    ),
    ("2025-10-14", "the same"),
    ("2025-11-01", "nine days early"),
    (
        "2025-11-14",
        "fentanyl duty lifted from annex II of November and from articles under 232",
    ),
    ("2025-12-04", "the same"),
    ("2026-02-07", "the same; section 301 of January 2026"),
    ("2026-02-20", "collection stopped on 24 February"),
    (
        "2026-02-24",
        "section 301; articles under 232 on their whole value",
    ),
    (
        "2026-04-06",
        "section 301; goods taken out of 232 pay no surcharge",
    ),
    ("2026-07-22", "the same"),
];

/// A step of the law that the Yale tracker has on another day: the law's days, what the tracker reads between them.
const YALE: [(Date, Date, &[Date], &str); 7] = [
    (
        date(2025, 1, 27),
        date(2025, 2, 4),
        &[date(2025, 2, 4)],
        "fentanyl 10% for none",
    ),
    (
        date(2025, 2, 4),
        date(2025, 3, 4),
        &[date(2025, 3, 4)],
        "fentanyl 20% for 10%",
    ),
    (
        date(2025, 4, 3),
        date(2025, 4, 5),
        &[date(2025, 4, 5), date(2025, 4, 9)],
        "reciprocal 84% for none",
    ),
    (
        date(2025, 4, 5),
        date(2025, 4, 9),
        &[date(2025, 4, 9), date(2025, 4, 10)],
        "125% for 10%",
    ),
    (
        date(2025, 4, 9),
        date(2025, 4, 10),
        &[date(2025, 4, 10)],
        "125% for 84%",
    ),
    (
        date(2025, 4, 14),
        date(2025, 5, 14),
        &[date(2025, 5, 14)],
        "10% for 125%",
    ),
    (
        date(2025, 10, 15),
        date(2025, 11, 10),
        &[date(2025, 11, 10)],
        "fentanyl 10% for 20%",
    ),
];

/// Days of PIIE's chart with its levels as printed, and what stands behind a difference.
const PIIE: [(Date, f64, Date, f64, &str); 4] = [
    (
        date(2025, 1, 20),
        20.8,
        date(2025, 4, 11),
        124.1,
        "135 points on what is not exempt; the electronics are a fifth of imports from China in 2024 and evidently less of its basket",
    ),
    (
        date(2025, 4, 11),
        124.1,
        date(2025, 5, 3),
        126.5,
        "not explained: here car parts move from the reciprocal duty to 25%",
    ),
    (
        date(2025, 5, 3),
        126.5,
        date(2025, 5, 14),
        51.1,
        "115 points on the share that owes the reciprocal duty",
    ),
    (
        date(2025, 5, 14),
        51.1,
        date(2025, 9, 25),
        57.6,
        "metals and copper at 50%, here on metal content; its treatment not seen",
    ),
];

impl Bench {
    /// The tables, with the law's figures as the engine gives them.
    pub(super) fn published(&self) -> Result<String, String> {
        let schedule = self.schedule(&self.record)?;
        let base = self.average(&schedule, date(2024, 12, 31))?;
        Ok(format!(
            "{}{}{}",
            self.waugh_table(&schedule, base)?,
            self.yale_table(&schedule)?,
            self.piie_table(&schedule)?
        ))
    }

    fn waugh_table(&self, schedule: &Schedule<'_>, base: f64) -> Result<String, String> {
        let mut text = format!(
            "Percentage points on United States imports from China in 2024 (Census, ten-digit lines). Law: `examples/us-china`, as the increase over \
             31 December 2024 ({base:.2}). A second calculation, from the lists and without the engine, was within 0.6 points of the law's \
             column up to July 2026; 0.3 of that is chapter 98, which the record's lines do not have.\n\n\
             **Waugh** (trade-war-redux-2025, July 2026)\n\n| date | published | law | difference | why |\n|---|---:|---:|---:|---|\n"
        );
        let published = self.waugh_series()?;
        for (day, why) in WAUGH {
            let theirs = published
                .iter()
                .find(|(other, _)| other.to_string() == day)
                .ok_or_else(|| format!("{day} is not in the series"))?;
            let law = self.average(schedule, theirs.0)? - base;
            let (theirs, gap) = (theirs.1, theirs.1 - law);
            text += &format!("| {day} | {theirs:.2} | {law:.2} | {gap:+.2} | {why} |\n");
        }
        Ok(text)
    }

    fn yale_table(&self, schedule: &Schedule<'_>) -> Result<String, String> {
        let mut text = String::from(
            "\n**What dating by publication amounts to.** The tracker of the Budget Lab at Yale takes the day on which a schedule was published for the \
             day on which a duty began, but for revisions that it corrects (its `revision_dates.csv`, May 2026). Its country series of those days was not \
             seen; these are the law's own steps, on the days between:\n\n| from | until | it reads | points of the law's step |\n|---|---|---|---:|\n",
        );
        for (from, until, steps, what) in YALE {
            let mut gap = 0.0;
            for day in steps {
                gap += self.step(schedule, *day)?;
            }
            text += &format!("| {from} | {until} | {what} | {gap:+.2} |\n");
        }
        Ok(text)
    }

    /// By how much the average moves on a day.
    fn step(&self, schedule: &Schedule<'_>, day: Date) -> Result<f64, String> {
        let before = day.yesterday().map_err(|error| error.to_string())?;
        Ok(self.average(schedule, day)? - self.average(schedule, before)?)
    }

    fn piie_table(&self, schedule: &Schedule<'_>) -> Result<String, String> {
        let mut text = String::from(
            "\n**Peterson Institute** (C. P. Bown) weighs six-digit averages with China's exports to the world in 2017 and leaves exclusions out: levels cannot be \
             compared, only steps.\n\n| from | to | published | law | what stands behind it |\n|---|---|---:|---:|---|\n",
        );
        for (from, before, to, after, why) in PIIE {
            let law = self.average(schedule, to)? - self.average(schedule, from)?;
            text += &format!(
                "| {from} | {to} | {:+.1} | {law:+.1} | {why} |\n",
                after - before
            );
        }
        Ok(text)
    }
}
