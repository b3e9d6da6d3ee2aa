//! Joining flows with technology: what stays, what is split, what is bounded, what is a fault.

use crate::common::{ECONOMIES, SECTORS, assert_exact, largest_gap, noise, small};
use cobden_world::{Accounts, JoinMapping, JoinReport, Mapping, World, aggregate, calibrate, join};

fn economies() -> String {
    let entry = |code: &&str| {
        format!("[[economies]]\ncode = \"{code}\"\nflows = \"{code}\"\ntechnology = \"{code}\"\n")
    };
    ECONOMIES.iter().map(entry).collect()
}

fn sectors(flows_of: impl Fn(&str) -> String) -> String {
    let entry = |code: &&str| {
        let flows = flows_of(code);
        format!("[[sectors]]\ncode = \"{code}\"\nflows = \"{flows}\"\ntechnology = \"{code}\"\n")
    };
    SECTORS.iter().map(entry).collect()
}

fn own(code: &str) -> String {
    code.to_owned()
}

fn joined(text: &str, flows: &World, technology: &World) -> (World, JoinReport) {
    let mapping = JoinMapping::parse("j.toml", text, flows, technology).expect("worlds that join");
    let (world, report) = join(flows, technology, &mapping).expect("worlds that join");
    assert_exact(&world);
    (world, report)
}

fn assert_near(a: &World, b: &World) {
    assert!(largest_gap(&a.flows, &b.flows) < 1e-11);
    assert!(largest_gap(&a.tariffs, &b.tariffs) < 1e-12);
    assert!(largest_gap(&a.value_added_share, &b.value_added_share) < 1e-12);
    assert!(largest_gap(&a.input_shares, &b.input_shares) < 1e-11);
}

#[test]
fn a_world_joined_with_itself_is_itself() {
    let world = small();
    for kept in ["", "final_share_kept = 1\n", "final_share_kept = 0.0\n"] {
        let text = format!("{kept}{}{}", economies(), sectors(own));
        let (made, report) = joined(&text, &world, &world);
        assert_near(&made, &world);
        assert!(report.products.is_empty(), "{:?}", report.products);
        assert!(report.economies.iter().all(|e| e.inputs_moved < 1e-12));
        assert_eq!(made.provenance.source, world.provenance.source);
    }
}

#[test]
fn a_sector_of_the_flows_is_split_as_in_the_technology() {
    let world = small();
    let text = "[[sectors]]\ncode = \"A01\"\nof = \"A01\"\n[[sectors]]\ncode = \"C26\"\nof = \"C26\"\n\
                [[sectors]]\ncode = \"services\"\nof = \"*\"\n";
    let flows = aggregate(&world, &Mapping::parse("m.toml", text, &world).unwrap());
    let merged = |code: &str| own(if code.len() == 1 { "services" } else { code });
    let (made, _) = joined(
        &format!("{}{}", economies(), sectors(merged)),
        &flows,
        &world,
    );
    assert_near(&made, &world);
}

#[test]
fn members_merge_as_they_do_in_an_aggregation() {
    let world = small();
    let text = "[[economies]]\ncode = \"N\"\nflows = [\"USA\", \"MEX\"]\ntechnology = [\"USA\", \"MEX\"]\n\
                [[economies]]\ncode = \"REST\"\nflows = \"*\"\ntechnology = [\"CHN\", \"DEU\", \"IND\"]\n";
    let (made, _) = joined(&format!("{text}{}", sectors(own)), &world, &world);
    let text = "[[economies]]\ncode = \"N\"\nof = [\"USA\", \"MEX\"]\n[[economies]]\ncode = \"REST\"\nof = \"*\"\n";
    let merged = aggregate(&world, &Mapping::parse("m.toml", text, &world).unwrap());
    assert_near(&made, &merged);
}

#[test]
fn weights_make_means_of_coefficients() {
    let world = small();
    let text = economies().replace(
        "flows = \"IND\"\ntechnology = \"IND\"",
        "flows = \"IND\"\ntechnology = { CHN = 3, MEX = 1.0 }\ntariffs_as = \"IND\"",
    );
    let text = format!("final_share_kept = 0\n{text}{}", sectors(own));
    let (made, report) = joined(&text, &world, &world);
    assert_eq!(made.flows.shape(), world.flows.shape());
    let [chn, mex, ind] = ["CHN", "MEX", "IND"].map(|code| world.economy_index(code).unwrap());
    for j in 0..4 {
        let beta = |e: usize| world.value_added_share[[e, j]];
        let mean = 0.75 * beta(chn) + 0.25 * beta(mex);
        assert!((made.value_added_share[[ind, j]] - mean).abs() < 1e-15);
        if report.products.is_empty() {
            for k in 0..4 {
                let coefficient = |e: usize| (1.0 - beta(e)) * world.input_shares[[e, j, k]];
                let mean = (0.75 * coefficient(chn) + 0.25 * coefficient(mex)) / (1.0 - mean);
                assert!((made.input_shares[[ind, j, k]] - mean).abs() < 1e-14);
            }
        }
    }
    // The others keep theirs, and all flows stay.
    assert!(largest_gap(&made.flows, &world.flows) < 1e-11);
    assert!((made.value_added_share[[chn, 0]] - world.value_added_share[[chn, 0]]).abs() < 1e-15);
}

/// Flows of which little of the second sector is bought at home in the United States, for the technology of [`small`].
fn starved() -> World {
    let mut flows = small();
    flows.flows[[0, 0, 1]] *= 0.2;
    flows.flows[[0, 0, 2]] *= 1.6;
    flows
}

#[test]
fn firms_leave_a_part_to_households_and_flows_stay() {
    let (flows, technology) = (starved(), small());
    let text = format!("{}{}", economies(), sectors(own));
    let (made, report) = joined(&text, &flows, &technology);
    assert!(largest_gap(&made.flows, &flows.flows) < 1e-11);
    assert!(largest_gap(&made.value_added_share, &technology.value_added_share) < 1e-12);
    let touched = &report.products[0];
    assert_eq!(
        (touched.economy.as_str(), touched.sector.as_str()),
        ("USA", "C26")
    );
    let (old, new) = (Accounts::of(&technology), Accounts::of(&made));
    let m = old.intermediate_demand[[0, 1]] / old.expenditure[[0, 1]];
    assert!(touched.used_before > touched.used);
    assert!((touched.used - (1.0 - 0.5 * (1.0 - m))).abs() < 1e-11);
    assert!(
        (new.intermediate_demand[[0, 1]] / new.expenditure[[0, 1]] - touched.used).abs() < 1e-12
    );
    assert!(report.economies[0].inputs_moved > 0.0);
    assert!(report.calibration.negative_final_demand.is_empty());
    // Zeroing negative final demand alone would have moved flows.
    let mut bare = flows.clone();
    bare.input_shares.clone_from(&technology.input_shares);
    let (bare, zeroed) = calibrate(&bare).unwrap();
    assert!(!zeroed.negative_final_demand.is_empty());
    assert!(largest_gap(&bare.flows, &flows.flows) > 1e-3);
}

#[test]
fn tariffs_come_from_where_the_mapping_says() {
    let technology = small();
    let mut flows = small();
    for (cell, rate) in flows.tariffs.indexed_iter_mut() {
        *rate = if cell.0 == cell.1 {
            0.0
        } else {
            0.2 * noise(cell.0 + 7 * cell.1 + 99 * cell.2)
        };
    }
    let economies = economies()
        .replace(
            "technology = \"IND\"\n",
            "technology = \"IND\"\ntariffs = \"technology\"\n",
        )
        .replace(
            "technology = \"MEX\"\n",
            "technology = \"MEX\"\ntariffs = \"flows\"\n",
        );
    let sectors = sectors(own).replace(
        "technology = \"C26\"\n",
        "technology = \"C26\"\ntariffs = \"technology\"\n",
    );
    let (made, _) = joined(&format!("{economies}{sectors}"), &flows, &technology);
    let [ind, mex] = ["IND", "MEX"].map(|code| made.economy_index(code).unwrap());
    for (cell, rate) in made.tariffs.indexed_iter() {
        let from = if cell.0 == ind || (cell.2 == 1 && cell.0 != mex) {
            &technology
        } else {
            &flows
        };
        assert!((rate - from.tariffs[cell]).abs() < 1e-15, "{cell:?}");
    }
}

#[test]
fn firms_that_use_more_than_there_is_are_a_fault() {
    let world = small();
    let mut poor = small();
    // Almost all of the output of others is sold to the United States, which buys little else.
    poor.value_added_share.row_mut(3).fill(0.001);
    let text = format!("final_share_kept = 1\n{}{}", economies(), sectors(own));
    let mut flows = small();
    for n in 0..4 {
        if n != 3 {
            flows
                .flows
                .slice_mut(ndarray::s![n, 3, ..])
                .mapv_inplace(|f| 60.0 * f);
        }
    }
    let mapping = JoinMapping::parse("j.toml", &text, &flows, &poor).unwrap();
    let found = join(&flows, &poor, &mapping).unwrap_err().to_string();
    assert!(
        found.starts_with("j.toml: error: the firms of MEX would use "),
        "{found}"
    );
    // And a mapping is for the worlds it was read for.
    let small_mapping = "[[economies]]\ncode = \"A\"\nof = \"*\"\n";
    let one = aggregate(
        &world,
        &Mapping::parse("m.toml", small_mapping, &world).unwrap(),
    );
    assert!(join(&one, &world, &mapping).is_err());
}

#[test]
fn all_faults_of_a_mapping_at_once() {
    let world = small();
    let text = r#"final_share_kept = 2
[[economies]]
code = "A"
flows = ["USA", "CHM"]
technology = { USA = 0, DEX = 1 }
[[economies]]
code = "B"
flows = ["USA", "*"]
technology = ["CHN", "CHN"]
[[sectors]]
code = "goods"
flows = ["A01", "C26"]
technology = ["A01", "G"]
[[sectors]]
code = "goods"
flows = "G"
technology = ["C26"]
"#;
    let found = JoinMapping::parse("j.toml", text, &world, &world).unwrap_err();
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    let expected = [
        "j.toml:1:20: error: final_share_kept is 2, not between 0 and 1\n  hint: 0 lets firms use all that is bought of a product, 1 no more than they did",
        "j.toml:4:17: error: economy \"CHM\" is not in this world\n  hint: did you mean \"CHN\"?",
        "j.toml:8:10: error: economy \"USA\" is part of \"A\" already\n  hint: each belongs to one",
        "j.toml:5:25: error: economy \"DEX\" is not in this world\n  hint: did you mean \"DEU\"?",
        "j.toml:5:22: error: a weight of 0 is not above zero\n  hint: weights need not sum to one; leave out what has none",
        "j.toml:5:14: error: it is not said whose tariffs \"A\" has\n  hint: add tariffs_as = \"ROW\", or whatever it is part of in the technology's world",
        "j.toml:9:22: error: \"CHN\" is there twice\n  hint: keep it once",
        "j.toml: error: no flow sector of the new world takes K\n  hint: add them, or one entry with of = \"*\"",
        "j.toml:15:8: error: sector \"goods\" is there twice\n  hint: join the two lists",
        "j.toml: error: no sector of the new world takes K\n  hint: add them, or one entry with of = \"*\"",
        "j.toml:13:14: error: sector \"goods\" mixes goods with services\n  hint: duties fall on goods alone; keep the two apart",
    ];
    assert_eq!(lines, expected);
    let unknown = JoinMapping::parse("j.toml", "year = 3\n", &world, &world).unwrap_err();
    assert!(unknown.to_string().contains("keys: name, final_share_kept"));
}

#[test]
fn a_table_of_tariffs_is_put_in_or_refused_whole() {
    let mut world = small();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("t.csv");
    std::fs::write(
        &path,
        "importer,exporter,sector,tariff\nUSA,CHN,A01,0.25\nCHN,USA,C26,0.1\n",
    )
    .unwrap();
    assert_eq!(world.set_tariffs(&path).unwrap(), 2);
    assert_eq!(
        (world.tariffs[[0, 1, 0]], world.tariffs[[1, 0, 1]]),
        (0.25, 0.1)
    );
    let (exact, _) = calibrate(&world).unwrap();
    assert_exact(&exact);
    assert!(largest_gap(&exact.flows, &world.flows) < 1e-11);

    let before = world.clone();
    let bad = "importer,exporter,sector,tariff\nUSA,CHM,A01,0.25\nUSA,CHN,A01,-1\nUSA,CHN,A01,0.1\nUSA,USA,A01,0.1\nUSA,CHN,G,0.1\n";
    std::fs::write(&path, bad).unwrap();
    let found = world.set_tariffs(&path).unwrap_err();
    let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages.len(), 5, "{messages:?}");
    assert_eq!(messages[0], "economy \"CHM\" is not in the table economies");
    assert!(messages[2].starts_with("USA, CHN, A01 has a row already"));
    assert_eq!(messages[3], "USA has no border with itself");
    assert_eq!(messages[4], "a duty on G, which are services");
    assert_eq!(world, before);
}
