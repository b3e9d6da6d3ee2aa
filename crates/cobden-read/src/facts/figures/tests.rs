use crate::fact::{Direction, Extract, Fact, Figure};

/// The figures of a text with their evidence, in order.
fn figures(text: &str) -> Vec<(String, Figure, String)> {
    crate::read(text, &crate::layout::Declared::default())
        .extracts
        .into_iter()
        .filter_map(|extract| {
            let Extract {
                fact,
                evidence,
                rule,
                ..
            } = extract;
            match fact {
                Fact::Figure(figure) => Some((evidence.of(text).to_owned(), figure, rule)),
                _ => None,
            }
        })
        .collect()
}

fn one(text: &str) -> (String, Figure, String) {
    let mut found = figures(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

fn none(text: &str) {
    assert_eq!(figures(text), [], "{text}");
}

#[test]
fn a_subject_that_moves() {
    let (words, figure, rule) =
        one("Shares in Seoul slid 2.4 percent after the announcement of the levy.");
    assert_eq!(words, "Shares in Seoul slid 2.4 percent");
    assert_eq!(figure.direction, Some(Direction::Down));
    assert_eq!(figure.number, Some(2.4));
    assert_eq!(figure.unit.as_deref(), Some("percent"));
    assert_eq!(figure.economy.as_deref(), Some("KOR"));
    assert_eq!(rule, "figure-move");
}

#[test]
fn a_share_tells_more_than_points() {
    let (words, figure, _) =
        one("The Nikkei 225 lost 512.3 points, or 1.3%, to end at 38,920.1 after a weak start.");
    assert!(words.ends_with("to end at 38,920.1"), "{words}");
    assert_eq!(figure.number, Some(1.3));
    assert_eq!(figure.economy.as_deref(), Some("JPN"));
}

#[test]
fn where_it_arrived() {
    let (_, figure, _) =
        one("The price of a tonne has fallen from $420 to $310 since the duty took effect.");
    assert_eq!(figure.number, Some(310.0));
    assert_eq!(figure.unit.as_deref(), Some("USD"));
}

#[test]
fn states() {
    let (_, figure, rule) = one("European bourses closed slightly higher on Tuesday.");
    assert_eq!(
        (figure.direction, rule.as_str()),
        (Some(Direction::Up), "figure-state")
    );
    let (_, figure, _) = one("Bond yields were little changed in early dealings.");
    assert_eq!(figure.direction, Some(Direction::Flat));
}

#[test]
fn movement_carried_by_a_verb() {
    let (_, figure, rule) =
        one("Factory output posted the steepest decline since March 2020, the bureau said.");
    assert_eq!(rule, "figure-noun");
    assert_eq!(figure.direction, Some(Direction::Down));
    assert!(figure.since.is_some());
    let (_, figure, _) = one("The peso hit a four-month low in the afternoon trading session.");
    assert_eq!(figure.direction, Some(Direction::Down));
}

#[test]
fn what_failed_to_move_is_flat() {
    let (_, figure, _) = one("The duties failed to increase exports of steel from the country.");
    assert_eq!(figure.direction, Some(Direction::Flat));
}

#[test]
fn levels_and_ranks() {
    let (_, figure, rule) =
        one("Exports to the neighbour totalled $48 billion in 2023, the ministry said.");
    assert_eq!(rule, "figure-level");
    assert_eq!(figure.number, Some(48e9));
    let (_, figure, rule) =
        one("Canada is the third-largest trading partner of the small republic.");
    assert_eq!(rule, "figure-rank");
    assert_eq!(figure.direction, Some(Direction::Flat));
}

#[test]
fn nouns_and_adjectives_of_movement() {
    let (words, figure, rule) = one("Ports blamed the collapse in shipments from Asia.");
    assert_eq!(words, "the collapse in shipments from Asia");
    assert_eq!(
        (figure.direction, rule.as_str()),
        (Some(Direction::Down), "figure-movement")
    );
    let (_, figure, rule) = one("Retailers complained about soaring freight costs.");
    assert_eq!(
        (figure.direction, rule.as_str()),
        (Some(Direction::Up), "figure-moving")
    );
    let (_, _, rule) = one("Traders shrugged off disappointing retail data.");
    assert_eq!(rule, "figure-quality");
}

#[test]
fn the_far_end_of_a_scale() {
    let (words, figure, rule) =
        one("The decree took applied rates on furniture to the highest level since 1934.");
    assert_eq!(rule, "figure-peak", "{words}");
    assert_eq!(figure.direction, Some(Direction::Up));
}

#[test]
fn wishes_plans_and_possibilities_are_none() {
    none("Exports could fall by 20 percent if the duty is raised.");
    none("The minister wants to increase exports of wine.");
    none("If prices rise further, the bank will act.");
    none("Economists expect the economy to shrink by 1 percent.");
}

#[test]
fn duties_and_refusals_are_none() {
    none("Tariffs on steel rose to 50 percent in June.");
    none("The ministry declined to comment on the matter.");
    none("Trade negotiators gained support at home.");
}

#[test]
fn figures_without_a_verb() {
    let found = figures(
        "The Nasdaq slumped 3 percent on Friday, with the Dow down 2.7% to 44,000 and the Kospi 1.9% lower at 3,100.",
    );
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found
            .iter()
            .all(|(_, figure, _)| figure.direction == Some(Direction::Down)),
        "{found:?}"
    );
    let (words, figure, _) = one("The news sent bond yields sharply lower.");
    assert_eq!(words, "sent bond yields sharply lower");
    assert_eq!(figure.direction, Some(Direction::Down));
    let (_, figure, _) = one("The shock brought the worst day of the year for Asian stocks.");
    assert_eq!(figure.direction, Some(Direction::Down));
    none("He walked down 3 streets to the market.");
}

#[test]
fn shares_totals_and_flows_that_stopped() {
    let rules = |text: &str| -> Vec<String> {
        figures(text).into_iter().map(|(_, _, rule)| rule).collect()
    };
    for (text, rule) in [
        (
            "Chile sold $9 billion of copper there, about a third of its total exports.",
            "figure-portion",
        ),
        (
            "No shipments of tungsten to Japan were recorded in May.",
            "figure-nothing",
        ),
        (
            "Imports rose in May after April’s 2.1% drop.",
            "figure-change",
        ),
    ] {
        assert!(
            rules(text).iter().any(|found| found == rule),
            "{text}: {:?}",
            figures(text)
        );
    }
    none("The minister said 40 percent of voters trust him.");
}
