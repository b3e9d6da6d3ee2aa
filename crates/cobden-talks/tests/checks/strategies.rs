use cobden_diagnostics::Diagnostics;
use cobden_model::{Closure, Model, Settings, Shock};
use cobden_talks::{
    Against, GameFault, GeneralGame, Grain, Levies, Levy, Objective, Side, StrategySpace,
};
use cobden_world::World;

use crate::common::world;

fn five() -> World {
    let mut world = world(&["AUT", "CHN", "DEU", "GBR", "USA"], 3, 1);
    world.provenance.year = Some(2022);
    world
}

/// The EU, here of two, against the United States.
fn space() -> StrategySpace {
    StrategySpace::between([Side::new("EU"), Side::new("USA")])
}

/// (number of instruments, cells of the first) of each grain.
fn shapes(against: Against, goods_only: bool) -> Vec<(usize, usize)> {
    let grains = [
        Grain::Uniform,
        Grain::ByPartner,
        Grain::BySector,
        Grain::ByPartnerAndSector,
    ];
    let shape = |grain| {
        let space = StrategySpace {
            grain,
            against,
            goods_only,
            ..space()
        };
        let (strategies, _) = space.of(&five()).unwrap();
        (
            strategies.instruments.len(),
            strategies.instruments[0].cells.len(),
        )
    };
    grains.map(shape).to_vec()
}

// Two goods and a service; the EU has two members, and three economies outside of which one plays.
#[test]
fn grains_cut_the_same_flows() {
    let goods = shapes(Against::Players, true);
    assert_eq!(goods, [(2, 4), (2, 4), (4, 2), (4, 2)]);
    let everyone = shapes(Against::Everyone, true);
    // The EU has three partners, the United States the EU, China and the United Kingdom.
    assert_eq!(everyone, [(2, 12), (6, 4), (4, 6), (12, 2)]);
    let services = shapes(Against::Players, false);
    assert_eq!(services, [(2, 6), (2, 6), (6, 2), (6, 2)]);
}

#[test]
fn a_group_is_a_customs_union() {
    let world = five();
    let space = StrategySpace {
        against: Against::Everyone,
        levies: Levies::Both,
        grain: Grain::ByPartnerAndSector,
        ..space()
    };
    let (strategies, warnings) = space.of(&world).unwrap();
    assert_eq!(strategies.players[0].members, [0, 2]);
    let missing = warnings.to_string();
    assert!(missing.contains("this world has no BEL, BGR"), "{missing}");
    let mut seen = std::collections::BTreeSet::new();
    for instrument in strategies.instruments.iter().filter(|i| i.player == 0) {
        for (importer, exporter, sector) in &instrument.cells {
            let inside = |n: &usize| [0, 2].contains(n);
            assert_ne!(inside(importer), inside(exporter));
            assert_eq!(inside(importer), instrument.levy == Levy::Tariff);
            assert!(seen.insert((*importer, *exporter, *sector)));
        }
    }
    // Both ways, two members, three outside, two goods.
    assert_eq!(seen.len(), 24);
    let named = &strategies.instruments[0];
    assert_eq!(named.partner.as_deref(), Some("USA"));
    assert_eq!(named.sector.as_deref(), Some("S0"));
}

#[test]
fn what_is_not_traded_has_no_instrument() {
    let mut world = five();
    for own in [0, 2] {
        world.flows[[own, 4, 0]] = 0.0;
    }
    let space = StrategySpace {
        grain: Grain::BySector,
        ..space()
    };
    let (strategies, _) = space.of(&world).unwrap();
    let sectors: Vec<_> = (strategies.instruments.iter())
        .map(|i| (i.player, i.sector.as_deref().unwrap()))
        .collect();
    assert_eq!(sectors, [(0, "S1"), (1, "S0"), (1, "S1")]);
}

fn refused(space: &StrategySpace) -> Diagnostics {
    space.of(&five()).unwrap_err()
}

#[test]
fn every_fault_is_found_at_once() {
    let space = StrategySpace {
        lower: -1.0,
        upper: -2.0,
        ..StrategySpace::between(["US", "EU", "DEU", "Chnia", "ASEAN"].map(Side::new))
    };
    let found = refused(&space).to_string();
    for words in [
        "the rates are to lie between -1 and -2, the wrong way round",
        "the rates may be as low as -1",
        "\"US\" is no economy of this world and no group",
        "did you mean \"USA\"?",
        "DEU is on two sides, EU and DEU",
        "\"Chnia\" is no economy of this world and no group",
        "did you mean \"CHN\"?",
        "no member of ASEAN on 2022-12-31 is an economy of this world",
    ] {
        assert!(found.contains(words), "{words}\nnot in\n{found}");
    }
}

#[test]
fn a_side_needs_somebody_to_play_with() {
    let alone = StrategySpace::between([Side::new("USA")]);
    let found = refused(&alone).to_string();
    assert!(found.contains("USA has no partner"), "{found}");
    let against_everyone = StrategySpace {
        against: Against::Everyone,
        ..alone
    };
    assert!(against_everyone.of(&five()).is_ok());
    let nobody = StrategySpace::between([]);
    assert!(refused(&nobody).to_string().contains("no side is named"));
}

#[test]
fn a_side_needs_something_to_tax() {
    let mut world = five();
    for sector in &mut world.sectors {
        sector.goods = false;
    }
    let found = space().of(&world).unwrap_err().to_string();
    assert!(found.contains("EU has nothing to set a rate on"), "{found}");
    assert!(
        found.contains("USA has nothing to set a rate on"),
        "{found}"
    );
}

#[test]
fn instruments_made_by_hand_are_checked() {
    let world = five();
    let model = Model::new(world.clone());
    let (good, _) = space().of(&world).unwrap();
    let mut bad = good.clone();
    bad.instruments[0].cells.push((2, 0, 0));
    bad.instruments[1].cells.push((9, 0, 0));
    bad.instruments[1].upper = f64::NAN;
    bad.instruments.push(good.instruments[1].clone());
    bad.instruments[2].span = cobden_talks::Span::Replaces;
    bad.instruments[2].partner = Some("EU".into());
    bad.players[1].objective = Objective::Balance { with: vec![4] };
    bad.instruments.push(good.instruments[0].clone());
    bad.instruments[3].player = 7;
    let today = Shock::none(&world);
    let closure = Closure::FixedDeficit;
    let game = GeneralGame::new(&model, today, bad, closure, Settings::default());
    let Err(GameFault::Strategies(found)) = game else {
        panic!("{game:?}");
    };
    let found = found.to_string();
    for words in [
        "USA balances its trade with nobody or with itself",
        "instrument 1 (EU's tariff) is on the flow (importer 2, exporter 0, sector 0), which does not cross the border of EU",
        "instrument 2 (USA's tariff) is on the flow (importer 9, exporter 0, sector 0)",
        "instrument 2 (USA's tariff) are to lie between 0 and NaN",
        "instrument 3 (USA's tariff, EU) and instrument 2 (USA's tariff) are on the same flow",
        "instrument 4 (nobody's tariff) belongs to player 8, of 2",
    ] {
        assert!(found.contains(words), "{words}\nnot in\n{found}");
    }
}
