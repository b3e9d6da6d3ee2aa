//! Discount factors by closed form, and against streams added up period by period.

use super::*;

fn temptation(deal: f64, breach: f64, war: f64) -> Temptation {
    Temptation { deal, breach, war }
}

fn keeping(one: Temptation, after: u32, lasts: Option<u32>) -> Keeping {
    one.keeping(Answer { after, lasts }).expect("sound inputs")
}

/// Gain of keeping over breaking, both streams added up period by period.
fn gain_of_keeping(one: Temptation, answer: Answer, delta: f64) -> f64 {
    let (mut total, mut weight) = (0.0, 1.0);
    for period in 0..20_000u32 {
        let at_war =
            period >= answer.after && answer.lasts.is_none_or(|k| period < answer.after + k);
        let broken = if period < answer.after {
            one.breach
        } else if at_war {
            one.war
        } else {
            one.deal
        };
        total += weight * (one.deal - broken);
        weight *= delta;
    }
    total
}

#[test]
fn the_textbook_case() {
    // Bagwell and Staiger: (3 − 2)/(3 − 1).
    assert_eq!(
        keeping(temptation(2.0, 3.0, 1.0), 1, None),
        Keeping::From(0.5)
    );
    // Two periods of breach: the square root.
    let Keeping::From(delta) = keeping(temptation(2.0, 3.0, 1.0), 2, None) else {
        panic!("a threshold")
    };
    assert!((delta - 0.5_f64.sqrt()).abs() < 1e-15);
}

#[test]
fn streams_are_even_at_the_threshold_and_part_beside_it() {
    for (deal, breach, war) in [(0.3, 0.35, -0.4), (0.3, 1.0, 0.2), (-0.1, 0.0, -0.2)] {
        for (after, lasts) in [
            (1, None),
            (3, None),
            (1, Some(2)),
            (2, Some(30)),
            (4, Some(12)),
        ] {
            let one = temptation(deal, breach, war);
            let answer = Answer { after, lasts };
            match keeping(one, after, lasts) {
                Keeping::From(delta) => {
                    assert!(gain_of_keeping(one, answer, delta).abs() < 1e-10);
                    assert!(gain_of_keeping(one, answer, delta + 1e-4) > 0.0);
                    assert!(gain_of_keeping(one, answer, delta - 1e-4) < 0.0);
                }
                Keeping::Never(Reason::AnswerTooShort) => {
                    for delta in [0.01, 0.3, 0.9, 0.999] {
                        assert!(gain_of_keeping(one, answer, delta) < 0.0);
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn a_short_answer_binds_by_a_quadratic() {
    // d = 1, k = 2: 1·(δ + δ²) = 1, the golden section.
    let Keeping::From(delta) = keeping(temptation(2.0, 3.0, 1.0), 1, Some(2)) else {
        panic!("a threshold")
    };
    assert!((delta - 0.5 * (5.0_f64.sqrt() - 1.0)).abs() < 1e-14);
    // One period of punishment for one of breach, as large: only at δ = 1.
    let short = keeping(temptation(2.0, 3.0, 1.0), 1, Some(1));
    assert_eq!(short, Keeping::Never(Reason::AnswerTooShort));
}

#[test]
fn corners_are_told_by_name() {
    let war_no_worse = Keeping::Never(Reason::WarNoWorse);
    assert_eq!(keeping(temptation(1.0, 2.0, 1.0), 1, None), war_no_worse);
    assert_eq!(keeping(temptation(1.0, 2.0, 1.5), 1, None), war_no_worse);
    assert_eq!(keeping(temptation(1.0, 1.0, 1.5), 1, None), war_no_worse);
    assert_eq!(keeping(temptation(1.0, 1.0, 0.5), 1, None), Keeping::Always);
    assert_eq!(
        keeping(temptation(1.0, 0.9, 0.5), 3, Some(2)),
        Keeping::Always
    );
    assert_eq!(keeping(temptation(1.0, 0.9, 1.0), 1, None), Keeping::Always);
    // Breaking costs 1 now and brings 1 a period from the next on: at δ = 1/2 it is even.
    let one = temptation(2.0, 1.0, 3.0);
    assert_eq!(keeping(one, 1, None), Keeping::UpTo(0.5));
    assert!(gain_of_keeping(one, Answer::default(), 0.6) < 0.0);
    assert!(gain_of_keeping(one, Answer::default(), 0.4) > 0.0);
    assert_eq!(keeping(one, 1, Some(1)), Keeping::Always);
}

#[test]
fn all_sides_need_the_largest() {
    let sides = [Keeping::From(0.4), Keeping::Always, Keeping::From(0.7)];
    assert_eq!(Keeping::of_all(&sides), Some(0.7));
    assert_eq!(Keeping::of_all(&[Keeping::Always]), Some(0.0));
    let lost = [Keeping::From(0.4), Keeping::Never(Reason::WarNoWorse)];
    assert_eq!(Keeping::of_all(&lost), None);
    assert_eq!(Keeping::of_all(&[Keeping::UpTo(0.9)]), None);
}

#[test]
fn a_factor_stands_for_a_yearly_rate() {
    // Half a year twice: 1/0.9² − 1.
    assert!((yearly_rate(0.9, 6.0) - (1.0 / 0.81 - 1.0)).abs() < 1e-14);
    assert_eq!(yearly_rate(1.0, 6.0), 0.0);
    assert_eq!(yearly_rate(0.0, 6.0), f64::INFINITY);
}

#[test]
fn every_fault_is_told_at_once() {
    let faults = temptation(f64::NAN, 1.0, f64::INFINITY)
        .keeping(Answer {
            after: 0,
            lasts: Some(0),
        })
        .expect_err("faults");
    assert_eq!(faults.len(), 4);
}
