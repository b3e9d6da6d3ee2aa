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

#[test]
fn what_is_likely_said_of_it() {
    let (_, forecast, rule) = one("A long dispute over salmon is likely, the envoy said.");
    assert_eq!(rule, "forecast-prospect");
    assert_eq!(forecast.hedge.as_deref(), Some("likely"));
    let (words, _, _) = one("It is unlikely that the two capitals settle the row this year.");
    assert!(words.contains("settle the row"), "{words}");
    none("The cut was more likely than a rise.");
}

#[test]
fn likenesses() {
    let (_, forecast, rule) =
        one("It does not look like the two sides will settle the wine row soon.");
    assert_eq!(rule, "forecast-looks-like");
    assert!(forecast.negated);
}

#[test]
fn the_more_the_more() {
    let (_, _, rule) = one("The longer the duties stay, the higher the bill for farmers.");
    assert_eq!(rule, "forecast-the-more");
}

#[test]
fn prices_and_demand_of_themselves() {
    let (_, _, rule) = one("Demand for lithium will outpace what the mines yield.");
    assert_eq!(rule, "forecast-course");
    let (_, _, rule) = one("Inflation is seen rising to 4 percent.");
    assert_eq!(rule, "forecast-seen");
    none("The duties on exports will start on Friday.");
}

#[test]
fn what_should_come_by_a_day() {
    let (_, forecast, rule) = one("The first part of the pact should be ready by June 2026.");
    assert_eq!(rule, "forecast-should");
    assert!(forecast.scoreable);
    none("The levies should be withdrawn, the minister said.");
}

#[test]
fn words_in_quotation_marks_belong_to_the_verb() {
    let (words, _, _) = one(
        "The minister warned that the levies would \u{201c}seriously damage\u{201d} both economies.",
    );
    assert!(words.contains("damage"), "{words}");
}

#[test]
fn plans_and_schedules_are_none() {
    none("The envoy is set to be nominated next week.");
    none("Our team will continue to deliver results.");
    none("I am looking forward to speaking with the president.");
    none("The page may contain material of others.");
}

#[test]
fn what_others_hope_for() {
    let (_, _, rule) = one("The traders hoped that the truce would bring buyers back.");
    assert_eq!(rule, "forecast-hope");
    none("Beijing hopes for a cut in the duties.");
}

#[test]
fn what_is_scheduled_is_no_forecast() {
    none("The duties will rise to 25% at the beginning of next year.");
    none("The talks will begin on Monday in Geneva.");
    none("It would be difficult to say who gains.");
}
