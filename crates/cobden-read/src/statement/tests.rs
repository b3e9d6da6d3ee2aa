use crate::fact::{Attribution, Extract, Fact, Mode, Side, Statement};
use crate::{layout::Declared, read};

fn statements(text: &str) -> Vec<Statement> {
    read(text, &Declared::default())
        .extracts
        .into_iter()
        .filter_map(|extract: Extract| match extract.fact {
            Fact::Statement(statement) => Some(statement),
            _ => None,
        })
        .collect()
}

fn content(text: &str, statement: &Statement) -> Vec<String> {
    statement
        .content
        .iter()
        .map(|span| span.of(text).to_owned())
        .collect()
}

/// Speaker and first content of each statement.
fn said(text: &str) -> Vec<(String, String)> {
    statements(text)
        .iter()
        .map(|statement| {
            (
                statement
                    .speaker
                    .map_or(String::new(), |span| span.of(text).to_owned()),
                content(text, statement)
                    .first()
                    .cloned()
                    .unwrap_or_default(),
            )
        })
        .collect()
}

fn has(text: &str, speaker: &str, words: &str) {
    let found = said(text);
    assert!(
        found
            .iter()
            .any(|(who, what)| who == speaker && what == words),
        "{speaker} / {words} not in {found:?}"
    );
}

fn only(text: &str) -> Statement {
    let mut found = statements(text);
    assert_eq!(found.len(), 1, "{:?}", said(text));
    found.remove(0)
}

#[test]
fn what_stands_before_an_attribution_is_one_statement() {
    let text = "Canada's answer suggests it is “not going to fold,” said Ruth Ames, an economist at Larch Bank.";
    let found = only(text);
    assert_eq!(found.attribution, Attribution::Analyst);
    assert_eq!(
        content(text, &found),
        ["Canada's answer suggests it is “not going to fold,”"]
    );
    has(
        "Duties would hurt buyers more than sellers, the ministry said.",
        "the ministry",
        "Duties would hurt buyers more than sellers",
    );
}

#[test]
fn a_move_in_answer_is_no_speech() {
    assert!(
        statements("After Washington raised its duties, Beijing responded with its own measures.")
            .is_empty()
    );
    assert!(statements("The figures add to signs that exports are weakening.").is_empty());
    assert!(
        statements("The cabinet cut its forecast, signalling flexibility on duties.").is_empty()
    );
}

#[test]
fn a_gerund_goes_on_with_the_main_clause() {
    let text = "Trump said the talks had gone well, adding that Canada would soon sign.";
    has(text, "Trump", "the talks had gone well");
    has(text, "Trump", "Canada would soon sign");
    let text = "Beijing called for calm on all sides whilst noting a “shared duty” to trade.";
    has(text, "Beijing", "calm on all sides");
    has(text, "Beijing", "a “shared duty” to trade");
}

#[test]
fn contents_end_before_what_the_narrator_adds() {
    has(
        "Ottawa says it will answer in kind, but the answer has a price.",
        "Ottawa",
        "it will answer in kind",
    );
    has(
        "Brussels criticised the plan as “blackmail” on Tuesday, raising the temperature.",
        "Brussels",
        "the plan as “blackmail”",
    );
    has(
        "As Washington confirms that the visit is on, a court ruling has changed the mood.",
        "Washington",
        "the visit is on",
    );
}

#[test]
fn nouns_carry_speech_of_their_owner() {
    has(
        "The minister dismissed President Donald Trump's claim that Brazil runs a surplus, and left.",
        "Donald Trump",
        "Brazil runs a surplus",
    );
    has(
        "Stocks fell after a threat by Donald Trump to double the duties.",
        "Donald Trump",
        "to double the duties",
    );
    // A threat that is merely named is not reported.
    assert!(
        !said("Markets shrugged at Trump's threat to double the duties.")
            .iter()
            .any(|(_, what)| what.starts_with("to double"))
    );
}

#[test]
fn a_quotation_after_a_full_stop_inside_the_marks_keeps_its_speaker() {
    let text = "“The talks are over!” Trump wrote on his platform.";
    let found = only(text);
    assert_eq!(found.mode, Mode::Direct);
    assert_eq!(found.speaker_name.as_deref(), Some("Donald Trump"));
}

#[test]
fn a_split_quotation_goes_on_in_small_letters() {
    let text = "“We will answer,” Trump said, “and we will answer at once.”";
    let found = statements(text);
    assert_eq!(found.len(), 2, "{:?}", said(text));
    assert_eq!(found[1].mode, Mode::Direct);
    assert!(found[1].continues.is_some());
}

#[test]
fn a_statement_may_be_led_in_by_a_line() {
    let text = "U.S. Trade Representative Robert Lighthizer today released the following statement:\n\n“We opened this case on Monday. We will close it soon.”";
    let found = only(text);
    assert_eq!(found.speaker_name.as_deref(), Some("Robert Lighthizer"));
    assert_eq!(found.mode, Mode::Direct);
}

#[test]
fn whoever_utters_speaks_even_if_unknown() {
    has(
        "Several members of the choir said the fee was too high.",
        "Several members of the choir",
        "the fee was too high",
    );
    assert!(
        statements("The index showed that orders fell.").is_empty()
            || !said("The index showed orders fell.")
                .iter()
                .any(|(_, what)| what == "orders fell")
    );
}

#[test]
fn wishes_count_only_when_quoted() {
    assert!(statements("Tokyo hopes to reach a deal by June.").is_empty());
    has(
        "Tokyo hopes to reach a “fair and lasting” deal by June.",
        "Tokyo",
        "to reach a “fair and lasting” deal by June",
    );
}

#[test]
fn those_without_a_name_are_anonymous() {
    let attribution = |text: &str| only(text).attribution;
    assert_eq!(
        attribution("Traders said the harvest would be late."),
        Attribution::Anonymous
    );
    assert_eq!(
        attribution("Several suppliers said they would move to India."),
        Attribution::Anonymous
    );
    assert_eq!(
        attribution("A White House official said the list was not final."),
        Attribution::Anonymous
    );
    assert_eq!(
        attribution(
            "The list is not final, according to people with direct knowledge of the talks."
        ),
        Attribution::Anonymous
    );
    assert_eq!(
        attribution("U.S. officials said the list was final."),
        Attribution::OfficialStatement
    );
}

#[test]
fn a_distant_subject_is_found() {
    let text = "Erin Holm, a former clerk who worked in Geneva in 2011, said the court was slow.";
    has(text, "Erin Holm", "the court was slow");
}

#[test]
fn what_an_outlet_reports_is_the_outlets() {
    let found =
        only("Japan has floated new ideas to ease tensions, according to the Asahi newspaper.");
    assert_eq!(found.attribution, Attribution::OtherOutlet);
}

#[test]
fn pairs_of_single_marks_quote() {
    let text = "''We must not give way,'' Trump told the crowd.";
    let found = only(text);
    assert_eq!(found.mode, Mode::Direct);
    assert_eq!(content(text, &found), ["We must not give way,"]);
}

#[test]
fn transcripts_skip_greetings_and_know_their_speakers() {
    let text = "MS. JEAN-PIERRE: Hi.\n\nQ Hello.\n\nMS. JEAN-PIERRE: The President has signed an order that raises duties on steel today.\n\nQ When do they begin, and what do they cover?\n\nAMBASSADOR TAI: They begin in August and cover steel and cars from China.";
    let found = statements(text);
    assert_eq!(found.len(), 3, "{:?}", said(text));
    assert_eq!(found[2].speaker_name.as_deref(), Some("Katherine Tai"));
    assert_eq!(
        found[0].side.as_ref().map(|side| side.name().to_owned()),
        Some("USA".into())
    );
}

#[test]
fn a_state_media_credit_makes_its_officials_state_media() {
    let text = "The spokesperson for the Ministry of Commerce said that China will respond.\n\n(Source: Xinhua News Agency)";
    let found = only(text);
    assert_eq!(found.attribution, Attribution::StateMedia);
}

#[test]
fn whoever_issues_a_document_speaks_in_it() {
    let text =
        "The Treasury Department released a statement confirming that talks will resume in May.";
    has(text, "The Treasury Department", "talks will resume in May");
}

#[test]
fn a_name_in_brackets_and_a_dash_may_stand_before_the_verb() {
    let text = "Exports of copper will be licensed, the Ministry of Commerce (MOFCOM) announced on Sunday.";
    has(
        text,
        "the Ministry of Commerce",
        "Exports of copper will be licensed",
    );
    let text =
        "Both delegations will meet again in Geneva next week – Bessent said on social media.";
    has(
        text,
        "Bessent",
        "Both delegations will meet again in Geneva next week",
    );
}

#[test]
fn the_same_verb_again_belongs_to_the_same_speaker() {
    let text = "Carney said he raised fish in that meeting and said Canada has more to offer.";
    has(text, "Carney", "he raised fish in that meeting");
    has(text, "Carney", "Canada has more to offer");
}

#[test]
fn sources_are_read_with_what_they_know() {
    let text =
        "Beijing scotched a visit, according to people briefed on the plan, further dimming hopes.";
    has(
        text,
        "people briefed on the plan",
        "Beijing scotched a visit",
    );
}

#[test]
fn a_ruling_and_a_ground_are_no_speech() {
    assert!(said("The court denied the motion for a stay.").is_empty());
    assert!(said("China stopped shipments of germanium, citing national security.").is_empty());
}

#[test]
fn the_hosts_of_a_radio_transcript_tell_what_others_said() {
    let text = "ANN MARTIN, HOST:\n\nHere is what happened.\n\nBOB KHALID, BYLINE: Good morning, Ann.\n\nKHALID: Treasury Secretary Scott Bessent conceded that the deal leaves much open for next year.\n\nMARTIN: And what comes next for the two sides, do you think?\n\nSCOTT BESSENT: This is a historic transaction, and there will be a second phase of it.";
    has(
        text,
        "Scott Bessent",
        "the deal leaves much open for next year",
    );
    has(
        text,
        "SCOTT BESSENT",
        "This is a historic transaction, and there will be a second phase of it.",
    );
}

#[test]
fn people_of_an_office_are_of_the_one_named_before() {
    let text = "The Ministry of Commerce of China said on Friday that a new round had begun. A spokesperson for the ministry said it would take weeks. Ministry officials said it might take months.";
    for statement in statements(text) {
        assert_eq!(
            statement.side,
            Some(Side::Economy("CHN".to_owned())),
            "{:?}",
            said(text)
        );
    }
    assert_eq!(statements(text).len(), 3, "{:?}", said(text));
}
