use crate::fact::{Fact, Forecast};

/// The forecasts of a text with their evidence and rule, in order.
fn forecasts(text: &str) -> Vec<(String, Forecast, String)> {
    crate::read(text, &crate::layout::Declared::default())
        .extracts
        .into_iter()
        .filter_map(|extract| match extract.fact {
            Fact::Forecast(forecast) => {
                Some((extract.evidence.of(text).to_owned(), forecast, extract.rule))
            }
            _ => None,
        })
        .collect()
}

fn one(text: &str) -> (String, Forecast, String) {
    let mut found = forecasts(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

fn none(text: &str) {
    assert_eq!(forecasts(text), [], "{text}");
}

#[test]
fn what_may_come() {
    let (words, forecast, rule) =
        one("A shortage of magnets could halt car plants in Europe within six weeks.");
    assert_eq!(
        words,
        "A shortage of magnets could halt car plants in Europe within six weeks"
    );
    assert_eq!(rule, "forecast-may");
    assert_eq!(forecast.hedge.as_deref(), Some("could"));
    assert_eq!(forecast.by.as_deref(), Some("article author"));
    assert!(forecast.scoreable);
}

#[test]
fn conditions_belong_to_it() {
    let text = "If the talks collapse, prices of toys may double before the holidays.";
    let (words, forecast, _) = one(text);
    assert!(words.starts_with("If the talks"), "{words}");
    let condition = forecast.condition.map(|span| span.of(text));
    assert_eq!(condition, Some("If the talks collapse"));
}

#[test]
fn consequences_in_the_future_tense() {
    let (_, _, rule) = one("The new duties will hurt small importers in both countries.");
    assert_eq!(rule, "forecast-will");
    let (_, forecast, rule) = one("Retailers will likely pass the cost on to shoppers.");
    assert_eq!(rule, "forecast-likely");
    assert_eq!(forecast.hedge.as_deref(), Some("will likely"));
}

#[test]
fn expectations_of_somebody() {
    let (_, forecast, rule) =
        one("Economists expect the economy to shrink by 1 percent this year.");
    assert_eq!(rule, "forecast-expect");
    assert_eq!(forecast.by.as_deref(), Some("Economists"));
    assert!(forecast.scoreable);
    let (_, _, rule) = one("A ruling is expected by the end of June.");
    assert_eq!(rule, "forecast-expected");
}

#[test]
fn likely_and_unlikely() {
    let (_, forecast, rule) = one("The pause is unlikely to restore confidence among farmers.");
    assert_eq!(rule, "forecast-likely-to");
    assert!(forecast.negated);
}

#[test]
fn risks() {
    let (_, _, rule) = one("Korea risks losing its largest market for batteries.");
    assert_eq!(rule, "forecast-risk");
}

#[test]
fn odds_need_a_number() {
    let (_, _, rule) = one("The bank put the odds of a recession at 35 percent.");
    assert_eq!(rule, "forecast-outlook");
    none("The chances of a recession worried the bank.");
}

#[test]
fn decisions_are_measures() {
    none("Washington will impose a duty of 25 percent on copper next week.");
    none("The ministry will announce the list on Friday.");
    none("The two leaders may meet in Lima.");
    none("We will respond in kind, the minister said.");
}

#[test]
fn questions_and_conditions_alone_are_none() {
    none("Will the duties hurt importers?");
    none("The bank asked whether prices could rise.");
    none("The tariff was higher than expected.");
}
