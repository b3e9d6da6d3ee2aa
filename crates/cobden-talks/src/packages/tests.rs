use std::sync::atomic::{AtomicUsize, Ordering};

use cobden_num::Control;
use proptest::prelude::*;

use super::*;

fn table(players: usize, steps: usize) -> Packages {
    let names = (0..players).map(|player| format!("p{player}")).collect();
    let steps = (0..steps)
        .map(|step| Step {
            id: format!("s{step}"),
            by: step % players,
            title: format!("step {step}"),
        })
        .collect();
    Packages::new(names, steps).expect("a sound table")
}

fn answer(payoffs: Vec<f64>) -> Answer {
    Answer {
        payoffs,
        residual: 1e-12,
        iterations: 4,
    }
}

/// Solves a table whose package k has the k-th payoffs, none where there are none.
fn solve(table: &Packages, payoffs: &[Option<Vec<f64>>]) -> Solved<String> {
    let worth = |subset: Subset| {
        let found = payoffs[subset.index()].clone();
        found.map(answer).ok_or_else(|| "no equilibrium".to_owned())
    };
    table
        .solve(|subset| subset, worth, &|_| Control::Continue)
        .expect("today has payoffs")
}

/// Two players, each with one step that costs him 1 and brings the other 3, solved by hand.
#[test]
fn the_prisoners_dilemma_by_hand() {
    let payoffs = [[0.0, 0.0], [-1.0, 3.0], [3.0, -1.0], [2.0, 2.0]];
    let solved = solve(&table(2, 2), &payoffs.map(|one| Some(one.to_vec())));
    let efficient: Vec<usize> = solved.efficient().collect();
    assert_eq!(efficient, [1, 2, 3]);
    let better: Vec<bool> = solved.packages.iter().map(|p| p.better_for_all).collect();
    assert_eq!(better, [false, false, false, true]);
    assert_eq!(solved.best.nash, Some(3));
    assert_eq!(solved.best.egalitarian, 3);
    assert_eq!(solved.best.of_player, [2, 1]);
    assert_eq!(solved.first_steps[0].own, Some(-1.0));
    assert_eq!(solved.first_steps[1].own, Some(-1.0));
    assert_eq!(solved.first_steps[1].gains, Some(vec![3.0, -1.0]));
}

#[test]
fn weak_and_strong_dominance_are_told_apart() {
    // Package 1 is as good as today for the second player and better for the first; 3 is worse for both.
    let payoffs = [[0.0, 0.0], [1.0, 0.0], [-2.0, -1.0], [-1.0, -1.0]];
    let solved = solve(&table(2, 2), &payoffs.map(|one| Some(one.to_vec())));
    let standing: Vec<_> = solved
        .packages
        .iter()
        .filter_map(|p| p.efficiency)
        .collect();
    use Efficiency::{Dominated, Strong, Weak};
    assert_eq!(standing, [Weak, Strong, Dominated, Dominated]);
    assert_eq!(solved.best.nash, None, "no package is better for both");
    assert_eq!(
        solved.best.egalitarian, 1,
        "of equal smallest gains the larger other one"
    );
}

#[test]
fn of_equal_packages_the_smallest_is_best() {
    // The second step changes nothing: packages 1 and 3 are one as to payoffs.
    let payoffs = [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0], [1.0, 1.0]];
    let solved = solve(&table(2, 2), &payoffs.map(|one| Some(one.to_vec())));
    assert_eq!(solved.best.nash, Some(1));
    assert_eq!(solved.best.egalitarian, 1);
    let efficient: Vec<usize> = solved.efficient().collect();
    assert_eq!(efficient, [1, 3]);
}

#[test]
fn what_is_a_last_digit_is_no_gain() {
    let payoffs = [[1.0, 1.0], [1.0 + 0.5 * GAIN, 1.1]];
    let solved = solve(&table(2, 1), &payoffs.map(|one| Some(one.to_vec())));
    assert!(!solved.packages[1].better_for_all);
}

#[test]
fn failed_packages_are_told_and_are_never_efficient() {
    let payoffs = [
        Some(vec![0.0, 0.0]),
        None,
        Some(vec![f64::NAN, 9.0]),
        Some(vec![1.0, 1.0]),
    ];
    let solved = solve(&table(2, 2), &payoffs);
    assert_eq!(solved.failed, 2);
    assert_eq!(
        solved.packages[1].outcome,
        Err(PackageFault::Unanswered("no equilibrium".to_owned()))
    );
    assert_eq!(
        solved.packages[2].outcome,
        Err(PackageFault::NotFinite { player: 0 })
    );
    assert_eq!(solved.efficient().collect::<Vec<_>>(), [3]);
    assert_eq!(solved.best.of_player, [3, 3]);
    assert_eq!(solved.first_steps[0].gains, None);
}

#[test]
fn without_today_there_is_no_comparison() {
    let unsolved = table(1, 1).solve(
        |subset| subset,
        |subset| {
            if subset.is_empty() {
                Err("none")
            } else {
                Ok(answer(vec![1.0]))
            }
        },
        &|_| Control::Continue,
    );
    let fault = PackageFault::Unanswered("none");
    assert_eq!(unsolved, Err(Unsolved::Today(fault)));
}

#[test]
fn packages_with_one_answer_are_solved_once() {
    // The third step changes nothing.
    let solves = AtomicUsize::new(0);
    let effective: Subset = [0, 1].into_iter().collect();
    let solved = table(2, 3).solve(
        |subset| subset.and(effective),
        |subset| {
            solves.fetch_add(1, Ordering::Relaxed);
            Ok::<_, String>(answer(vec![subset.index() as f64, 0.0]))
        },
        &|_| Control::Continue,
    );
    let solved = solved.expect("payoffs");
    assert_eq!((solves.into_inner(), solved.solves), (4, 4));
    assert_eq!(solved.packages[7].outcome, solved.packages[3].outcome);
}

#[test]
fn work_can_be_stopped() {
    let worth = |_| Ok::<_, String>(answer(vec![0.0]));
    let stop_at_third = |progress: Progress| {
        if progress.done >= 3 {
            Control::Stop
        } else {
            Control::Continue
        }
    };
    let unsolved = table(1, 10).solve(|subset| subset, worth, &stop_at_third);
    assert!(matches!(
        unsolved,
        Err(Unsolved::Interrupted {
            done: 3..,
            total: 1024
        })
    ));
}

#[test]
fn the_rest_takes_as_long_as_what_was_done() {
    let progress = Progress {
        done: 10,
        total: 40,
        elapsed: std::time::Duration::from_secs(2),
    };
    assert_eq!(progress.remaining().as_secs_f64(), 6.0);
}

#[test]
fn faults_of_a_table_come_all_at_once() {
    let step = |id: &str, by| Step {
        id: id.to_owned(),
        by,
        title: String::new(),
    };
    let mut steps: Vec<Step> = (0..21).map(|k| step(&format!("s{k}"), 0)).collect();
    steps[3] = step("s2", 7);
    let faults = Packages::new(vec!["A".to_owned()], steps).expect_err("three faults");
    assert_eq!(
        faults,
        [
            TableFault::TooManySteps { found: 21 },
            TableFault::NoPlayer {
                step: "s2".to_owned(),
                by: 7,
                players: 1
            },
            TableFault::Repeated {
                step: "s2".to_owned()
            },
        ]
    );
}

#[test]
fn digits_do_not_depend_on_threads() {
    let table = table(2, 8);
    let payoffs: Vec<_> = (0..256u32)
        .map(|k| Some(vec![f64::from(k * 37 % 101), f64::from(k * 53 % 97)]))
        .collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| solve(&table, &payoffs))
    };
    assert_eq!(on(1), on(4));
}

/// Payoffs of few values, so that ties and weak dominance are common; some packages fail.
fn payoffs(players: usize, steps: usize) -> impl Strategy<Value = Vec<Option<Vec<f64>>>> {
    let one = prop::collection::vec((-3i8..4).prop_map(f64::from), players);
    let solved = prop::option::weighted(0.9, one.clone());
    (one, prop::collection::vec(solved, (1 << steps) - 1)).prop_map(|(today, others)| {
        let mut all = vec![Some(today)];
        all.extend(others);
        all
    })
}

fn any_table() -> impl Strategy<Value = (usize, usize, Vec<Option<Vec<f64>>>)> {
    (1usize..4, 0usize..6)
        .prop_flat_map(|(players, steps)| (Just(players), Just(steps), payoffs(players, steps)))
}

proptest! {
    #[test]
    fn efficiency_is_that_of_brute_force((players, steps, payoffs) in any_table()) {
        let solved = solve(&table(players, steps), &payoffs);
        for (own, package) in payoffs.iter().zip(&solved.packages) {
            let Some(own) = own else {
                prop_assert_eq!(package.efficiency, None);
                continue;
            };
            let others = || payoffs.iter().flatten();
            let all = |other: &Vec<f64>, than: fn(f64, f64) -> bool| {
                other.iter().zip(own).all(|(a, b)| than(*a, *b))
            };
            let strictly = others().any(|other| all(other, |a, b| a > b));
            let weakly = others().any(|other| other != own && all(other, |a, b| a >= b));
            let expected = if strictly {
                Efficiency::Dominated
            } else if weakly {
                Efficiency::Weak
            } else {
                Efficiency::Strong
            };
            prop_assert_eq!(package.efficiency, Some(expected));
        }
    }

    #[test]
    fn the_best_are_those_of_brute_force((players, steps, payoffs) in any_table()) {
        let solved = solve(&table(players, steps), &payoffs);
        let today = payoffs[0].clone().unwrap_or_default();
        let gains = |own: &Vec<f64>| -> Vec<f64> {
            own.iter().zip(&today).map(|(a, b)| a - b).collect()
        };
        let smallest = |own: &Vec<f64>| gains(own).into_iter().fold(f64::INFINITY, f64::min);
        let all = || payoffs.iter().flatten();
        let fairest = all().map(smallest).fold(f64::NEG_INFINITY, f64::max);
        let chosen = payoffs[solved.best.egalitarian].as_ref().map(smallest);
        prop_assert_eq!(chosen, Some(fairest));
        let product = |own: &Vec<f64>| gains(own).iter().product::<f64>();
        let better = all().filter(|own| gains(own).iter().all(|gain| *gain > 0.0));
        let largest = better.map(product).reduce(f64::max);
        let chosen = solved.best.nash.and_then(|place| payoffs[place].as_ref()).map(product);
        prop_assert_eq!(chosen, largest);
        if let Some(best) = solved.best.nash {
            prop_assert!(solved.packages[best].efficiency.is_some_and(Efficiency::is_efficient));
        }
        prop_assert!(solved.packages[solved.best.egalitarian].efficiency.is_some_and(Efficiency::is_efficient));
    }
}
