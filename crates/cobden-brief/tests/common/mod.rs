//! A page with everything a page can have. Its names are long on purpose; its numbers are invented and mean nothing.

#![allow(dead_code, reason = "each test file uses a part")]

use cobden_brief::chart::{
    Bars, Quantity, Range, Ranges, Stacked, StepSeries, Steps, bars, ranges, stacked, steps,
};
use cobden_brief::page::{Block, Chart, Column, Line, Page, Section, Table, Trail};
use jiff::civil::{Date, date};

const ECONOMIES: [&str; 10] = [
    "United States",
    "China",
    "Viet Nam",
    "Mexico",
    "European Union",
    "United Kingdom of Great Britain and Northern Ireland",
    "Korea",
    "Chinese Taipei",
    "Japan",
    "Rest of the world",
];
const SECTORS: [&str; 10] = [
    "Computer, electronic and optical equipment",
    "Chemicals",
    "Motor vehicles",
    "Agriculture",
    "Mining",
    "Textiles",
    "Basic metals",
    "Machinery and equipment n.e.c.",
    "Pharmaceuticals",
    "Wood",
];

/// Eight sections, four charts, tables of ten rows and eight columns, and a trail for every figure.
pub(crate) fn sample() -> Page {
    let mut sections = vec![
        section(
            "summary",
            "At a glance",
            vec![
                Block::Paragraph(
                    Line::of("On 10 November 2025 the United States collected ")
                        .figure("duty.us.cn", "47.5%")
                        .and(" on average on goods of China, and China ")
                        .figure("duty.cn.us", "31.9%")
                        .and(" on goods of the United States. ")
                        .strong("Neither side has said what would end the dispute.")
                        .and(" Real income would be lower by ")
                        .figure("income.cn", "-0.29%")
                        .and(" in China and by ")
                        .figure("income.us", "-0.14%")
                        .and(" in the United States than without the measures of 2025."),
                ),
                Block::List(vec![
                    Line::of("In force: ")
                        .figure("count.in-force", "14 measures")
                        .and(" of the United States and nine of China."),
                    Line::of(
                        "Suspended until 10 November 2026: additional duties of 24 points on either side, by an arrangement that was prolonged once.",
                    ),
                    Line::of("Not known: shares of trade that claim exemptions after August 2025."),
                ]),
            ],
        ),
        section(
            "duties",
            "What is in force",
            vec![
                Block::Paragraph(Line::of(
                    "Average duties weigh lines by imports of 2024. A line that is split by conditions counts with each part's share.",
                )),
                Block::Chart(duties()),
                Block::Heading("By authority".to_owned()),
                Block::Chart(authorities()),
                Block::Note(Line::of(
                    "Anti-dumping and countervailing duties are not in the averages: they hold for firms, not for lines.",
                )),
            ],
        ),
    ];
    for (k, title) in ["What happened", "Who wants what", "What it costs"]
        .into_iter()
        .enumerate()
    {
        sections.push(section(&format!("table-{k}"), title, vec![
            Block::Paragraph(Line::of(
                "Each row is a world in which only the measures named are in force. Numbers are changes against the world without them, \
                 at the central set of elasticities; the appendix has the others.",
            )),
            Block::Table(numbers(k)),
        ]));
    }
    sections.push(section(
        "diversion",
        "Where trade goes",
        vec![Block::Chart(diversion())],
    ));
    sections.push(section(
        "scenarios",
        "What would ease it",
        vec![
            Block::Paragraph(Line::of(
                "Ranges are over six sets of trade elasticities, all else as in the central case.",
            )),
            Block::Chart(scenarios()),
            Block::Table(words()),
        ],
    ));
    sections.push(section("limits", "What this cannot say", vec![Block::List(vec![
        Line::of("Nothing about employment: the model has one kind of labour, which moves freely between sectors."),
        Line::of("Nothing about firms or prices in shops."),
    ])]));
    let mut page = Page {
        title: "The United States and China: duties, demands and costs".to_owned(),
        subtitle: "As of 10 November 2025, as known on 22 November 2025".to_owned(),
        sections,
        trails: Vec::new(),
        provenance: vec![
            ("Record".to_owned(), "us-china, 1,204 entries, sum 3f1d2c9a0b7e4d5566778899aabbccddeeff00112233445566778899aabbccdd".to_owned()),
            ("World".to_owned(), "76 economies, 44 sectors, 2022".to_owned()),
            ("Made by".to_owned(), "cobden 0.1.0".to_owned()),
        ],
    };
    page.trails = trails(&page);
    page
}

/// A trail for every figure that a page shows, sorted.
pub(crate) fn trails(page: &Page) -> Vec<Trail> {
    let mut figures = std::collections::BTreeSet::new();
    for block in page.sections.iter().flat_map(|section| &section.blocks) {
        let lines: Vec<&Line> = match block {
            Block::Paragraph(line) | Block::Note(line) => vec![line],
            Block::List(items) => items.iter().collect(),
            Block::Table(table) => table.rows.iter().flatten().collect(),
            _ => Vec::new(),
        };
        figures.extend(
            lines
                .iter()
                .flat_map(|line| &line.0)
                .filter_map(|span| span.figure.clone()),
        );
    }
    let trail = |figure: String| {
        Trail {
        title: format!("The number behind {}", figure.replace('.', " of ")),
        steps: vec![
            "The lines of chapter 85 by imports of 2024, from https://example.org/a/very/long/address/that/has/no/spaces/at/all?in=it&and=goes&on=for&quite=a&while=1.".to_owned(),
            "1,180 lines under two measures: 20% from 4 March 2025, 10% from 10 November 2025 (before: 20%).".to_owned(),
            "Weighted mean of duties: -0.4 points against the day before.".to_owned(),
        ],
        figure,
    }
    };
    figures.into_iter().map(trail).collect()
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        title: title.to_owned(),
        blocks,
    }
}

fn numbers(k: usize) -> Table {
    let column = |title: &str, unit: Option<&str>| Column {
        title: title.to_owned(),
        unit: unit.map(str::to_owned),
        numeric: true,
    };
    let first = Column {
        title: "Economy".to_owned(),
        ..Column::default()
    };
    let columns = vec![
        first,
        column("Real income", Some("%")),
        column("Terms of trade", Some("%")),
        column("Exports", Some("%")),
        column("Imports", Some("%")),
        column("Duty revenue", Some("bn USD")),
        column("Low", Some("%")),
        column("High", Some("%")),
    ];
    let row = |(n, economy): (usize, &&str)| {
        let mut row = vec![Line::of(*economy)];
        for j in 0..7 {
            let value = ((n * 7 + j * 3 + k * 5) % 23) as f64 / 7.0 - 1.5;
            let value = if j == 4 { value * 431.0 } else { value };
            row.push(Line::default().figure(format!("t{k}.{n}.{j}"), format!("{value:+.2}")));
        }
        row
    };
    Table {
        caption: "Changes by economy, measures of 2025, central elasticities".to_owned(),
        columns,
        rows: ECONOMIES.iter().enumerate().map(row).collect(),
    }
}

fn words() -> Table {
    let columns = ["Proposal", "Who", "What it says"].map(|title| Column {
        title: title.to_owned(),
        ..Column::default()
    });
    let row = |a: &str, b: &str, c: &str| vec![Line::of(a), Line::of(b), Line::of(c)];
    Table {
        caption: "Proposals on record".to_owned(),
        columns: columns.into(),
        rows: vec![
            row(
                "Halve the additional duties",
                "China",
                "Both sides take off half of what was added since February 2025, chapter by chapter, within a year.",
            ),
            row(
                "Purchases",
                "United States",
                "China buys 25 million tonnes of soya beans a year until 2028; the United States keeps the duty on fentanyl at 10%.",
            ),
        ],
    }
}

fn percent(name: &str, signed: bool) -> Quantity {
    Quantity {
        name: name.to_owned(),
        unit: "%".to_owned(),
        decimals: if signed { 2 } else { 1 },
        signed,
    }
}

/// Steps over eight years.
pub(crate) fn duties() -> Chart {
    let points = |list: &[(Date, f64)]| list.to_vec();
    steps(&Steps {
        id: "chart-duties".to_owned(),
        title: "Average duties on each other's goods".to_owned(),
        quantity: percent("average duty", false),
        from: date(2018, 1, 1),
        until: date(2026, 11, 10),
        day: date(2025, 11, 10),
        series: vec![
            StepSeries {
                name: "United States on goods of China".to_owned(),
                points: points(&[
                    (date(2017, 1, 1), 3.1),
                    (date(2018, 7, 6), 6.7),
                    (date(2018, 9, 24), 12.0),
                    (date(2019, 6, 15), 17.6),
                    (date(2019, 9, 1), 21.0),
                    (date(2020, 2, 14), 19.3),
                    (date(2025, 2, 4), 30.2),
                    (date(2025, 3, 4), 40.7),
                    (date(2025, 4, 9), 127.2),
                    (date(2025, 5, 14), 51.1),
                    (date(2025, 11, 10), 47.5),
                ]),
            },
            StepSeries {
                name: "China on goods of the United States".to_owned(),
                points: points(&[
                    (date(2017, 1, 1), 8.0),
                    (date(2018, 7, 6), 13.2),
                    (date(2018, 9, 24), 18.3),
                    (date(2019, 6, 1), 20.7),
                    (date(2020, 2, 14), 20.9),
                    (date(2025, 2, 10), 22.6),
                    (date(2025, 4, 12), 147.6),
                    (date(2025, 5, 14), 32.6),
                    (date(2025, 11, 10), 31.9),
                ]),
            },
        ],
    })
}

/// Ten signed bars.
pub(crate) fn diversion() -> Chart {
    let rows = ECONOMIES.iter().chain(&SECTORS[..1]).enumerate();
    let value = |k: usize| {
        [
            -152.4, -91.0, 48.2, 39.9, 21.5, 6.1, 5.5, 4.8, 3.0, 12.2, -3.3,
        ][k]
    };
    bars(&Bars {
        id: "chart-diversion".to_owned(),
        title: "Trade that goes elsewhere, by gaining and losing economy".to_owned(),
        quantity: Quantity {
            name: "change in exports".to_owned(),
            unit: "billion US dollars".to_owned(),
            decimals: 1,
            signed: true,
        },
        category: "Economy".to_owned(),
        series: vec!["Change".to_owned()],
        rows: rows
            .map(|(k, name)| ((*name).to_owned(), vec![value(k)]))
            .collect(),
    })
}

/// Three scenarios for four economies.
pub(crate) fn scenarios() -> Chart {
    let mut list = Vec::new();
    for (n, group) in ECONOMIES.iter().take(4).enumerate() {
        for (s, name) in [
            "Nothing changes",
            "Both halve what was added",
            "Back to 2017",
        ]
        .iter()
        .enumerate()
        {
            let central = [-0.14, -0.29, 0.31, 0.12][n] * (1.0 - 0.45 * s as f64);
            list.push(Range {
                group: (*group).to_owned(),
                name: (*name).to_owned(),
                central,
                low: central - 0.09,
                high: central + 0.05 + 0.02 * n as f64,
            });
        }
    }
    ranges(&Ranges {
        id: "chart-scenarios".to_owned(),
        title: "Real income under three scenarios".to_owned(),
        quantity: percent("change in real income", true),
        groups: "Economy".to_owned(),
        names: "Scenario".to_owned(),
        over: "six sets of elasticities".to_owned(),
        ranges: list,
    })
}

/// Two bars of six parts.
pub(crate) fn authorities() -> Chart {
    stacked(&Stacked {
        id: "chart-authorities".to_owned(),
        title: "Average duties by authority".to_owned(),
        quantity: percent("average duty", false),
        category: "Direction".to_owned(),
        parts: [
            "Most favoured nation",
            "Section 301",
            "Section 232",
            "IEEPA, fentanyl",
            "IEEPA, reciprocal",
            "Retaliation",
        ]
        .map(str::to_owned)
        .into(),
        bars: vec![
            (
                "United States on goods of China".to_owned(),
                vec![3.2, 16.9, 6.1, 10.0, 11.3, 0.0],
            ),
            (
                "China on goods of the United States".to_owned(),
                vec![7.4, 0.0, 0.0, 0.0, 0.0, 24.5],
            ),
        ],
    })
}

/// A page on which every word is the same, with a chart and a table; the figure of that name has no trail yet.
pub(crate) fn hostile(words: &str) -> Page {
    let own = || words.to_owned();
    let line = || Line::of(words).strong(words).figure(words, words);
    let chart = stacked(&Stacked {
        id: "chart".to_owned(),
        title: own(),
        quantity: Quantity {
            name: own(),
            unit: own(),
            decimals: 1,
            signed: true,
        },
        category: own(),
        parts: vec![own(), format!("{words} again")],
        bars: vec![(own(), vec![1.0, 2.0])],
    });
    let table = Table {
        caption: own(),
        columns: vec![Column {
            title: own(),
            unit: Some(own()),
            numeric: false,
        }],
        rows: vec![vec![line()]],
    };
    let blocks = vec![
        Block::Heading(own()),
        Block::Paragraph(line()),
        Block::List(vec![line()]),
        Block::Note(line()),
        Block::Table(table),
        Block::Chart(chart),
    ];
    Page {
        title: own(),
        subtitle: own(),
        sections: vec![section(words, words, blocks)],
        trails: Vec::new(),
        provenance: vec![(own(), own())],
    }
}
