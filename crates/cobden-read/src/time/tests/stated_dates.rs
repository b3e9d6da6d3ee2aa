//! Dates of date lines.

use crate::time::{Order, stated};

fn seen(text: &str, order: Order) -> Vec<String> {
    stated(text, order)
        .iter()
        .map(|date| {
            let mut line = format!("{} ", date.span.of(text));
            line += &match (date.period(), date.day) {
                (Some(period), _) => period.to_string(),
                (None, Some(day)) => format!("--{:02}-{day:02}", date.month),
                (None, None) => format!("--{:02}", date.month),
            };
            if let Some(time) = date.time {
                line += &format!(" {time}");
            }
            if let Some(offset) = date.offset {
                line += &format!(" {offset:+}");
            }
            if date.ambiguous {
                line += " ?";
            }
            line
        })
        .collect()
}

#[test]
fn date_lines() {
    let mut wrong = Vec::new();
    for (text, wanted) in [
        (
            "05/02/2025 09:38:49 [BN]",
            "05/02/2025 09:38:49 2025-05-02 09:38:49 ?",
        ),
        ("13/02/2025", "13/02/2025 2025-02-13"),
        ("02/13/2025", "02/13/2025 2025-02-13"),
        ("May 2, 2025", "May 2, 2025 2025-05-02"),
        ("2 May 2025", "2 May 2025 2025-05-02"),
        ("2025-05-02", "2025-05-02 2025-05-02"),
        ("2025/5/2", "2025/5/2 2025-05-02"),
        (
            "2025-04-24T15:43:23",
            "2025-04-24T15:43:23 2025-04-24 15:43:23",
        ),
        (
            "2026-02-04T02:05:35+00:00",
            "2026-02-04T02:05:35+00:00 2026-02-04 02:05:35 +0",
        ),
        (
            "2026-02-04T02:05:35Z",
            "2026-02-04T02:05:35Z 2026-02-04 02:05:35 +0",
        ),
        (
            "Fri, 02 May 2025 10:27 UTC+8",
            "Fri, 02 May 2025 10:27 UTC+8 2025-05-02 10:27:00 +480",
        ),
        (
            "10:27 UTC+8, 2025-05-07",
            "10:27 UTC+8, 2025-05-07 2025-05-07 10:27:00 +480",
        ),
        ("Published: May 12th, 2025", "May 12th, 2025 2025-05-12"),
        (
            "Apr 30, 2025  12:00",
            "Apr 30, 2025  12:00 2025-04-30 12:00:00",
        ),
        ("April 30 (Reuters)", "April 30 --04-30"),
        ("BEIJING, May 2 - China", "May 2 --05-02"),
        (
            "Wednesday, February 25, 2026",
            "Wednesday, February 25, 2026 2026-02-25",
        ),
        (
            "3:47 P.M. EDT, Aug. 1, 2019",
            "3:47 P.M. EDT, Aug. 1, 2019 2019-08-01 15:47:00",
        ),
        ("02.05.2025", "02.05.2025 2025-05-02"),
        ("May 2025", "May 2025 2025-05"),
        ("31 June 2025", ""),
        ("Section 301 of 1974, version 1.2.3, on Friday", ""),
        ("It may 2 be", ""),
    ] {
        let got = seen(text, Order::MonthFirst).join("; ");
        if got != wanted {
            wrong.push(format!("{text:?}: wanted {wanted:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn order_of_digits() {
    assert_eq!(
        seen("05/02/2025", Order::DayFirst),
        ["05/02/2025 2025-02-05 ?"]
    );
    assert_eq!(
        seen("05/05/2025", Order::DayFirst),
        ["05/05/2025 2025-05-05"]
    );
    assert_eq!(
        seen("2025-05-02", Order::DayFirst),
        ["2025-05-02 2025-05-02"]
    );
}
