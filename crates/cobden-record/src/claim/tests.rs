use jiff::civil::date;

use super::{Claim, Subject};

#[test]
fn claims_are_read_and_printed() {
    for text in [
        "2025-05-02 USA<-CHN 4202.92.31 additional = 170%",
        "2025-05-02 USA<-CHN 8517.13.00 total = 20% known 2025-05-02",
        "2025-04-20 USA<-CHN 8517.13.00 layer us-recip-125 = 0%",
        "2025-04-20 USA<-MEX 8703.23.01 total = 25% +- 0.5% known 2025-05-01 assume usmca=0.25 x=1",
    ] {
        assert_eq!(Claim::parse(text).unwrap().to_string(), text);
    }
    let claim = Claim::parse("2025-05-02  USA<-CHN 85171300 layer us-fent-20 = 20%").unwrap();
    assert_eq!(claim.on, date(2025, 5, 2));
    assert_eq!(claim.subject, Subject::Layer("us-fent-20".into()));
    assert_eq!(claim.expected, 0.2);
}

#[test]
fn faults_name_the_word() {
    for (text, part) in [
        ("", "ends before"),
        ("2025-02-30 USA<-CHN 85 total = 1%", "2025-02-30"),
        ("2025-05-02 USA-CHN 85 total = 1%", "USA-CHN"),
        ("2025-05-02 USA<-CHN 851 total = 1%", "3 digits"),
        ("2025-05-02 USA<-CHN 85 sum = 1%", "sum"),
        ("2025-05-02 USA<-CHN 85 total is 1%", "`is`"),
        ("2025-05-02 USA<-CHN 85 total = 145", "percent sign"),
        ("2025-05-02 USA<-CHN 85 total = 1% whatever", "whatever"),
        ("2025-05-02 USA<-CHN 85 total = 1e300%", "1e300%"),
        ("2025-05-02T10:00 USA<-CHN 85 total = 1%", "T10:00"),
        ("20250502 USA<-CHN 85 total = 1%", "20250502"),
        (
            "2025-05-02 USA<-CHN 85 total = 1% +- -1%",
            "`-1%` is not zero",
        ),
        (
            "2025-05-02 USA<-CHN 85 total = 1% +- 1% +- 2%",
            "`+-` is said twice",
        ),
        (
            "2025-05-02 USA<-CHN 85 total = 1% known 2025-05-02 known 2025-05-02",
            "`known` is said twice",
        ),
        (
            "2025-05-02 USA<-CHN 85 total = 1% assume a=1 a=0",
            "`a` is said twice",
        ),
        (
            "2025-05-02 USA<-CHN 85 total = 1% assume usmca=2",
            "usmca=2",
        ),
    ] {
        let fault = Claim::parse(text).unwrap_err();
        assert!(fault.message.contains(part), "{text}: {}", fault.message);
    }
}
