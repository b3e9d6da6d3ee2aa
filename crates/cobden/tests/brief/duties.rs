//! The record's duties on the world that has them in its tariffs.

use cobden::duties::{Imports, OwnTariffs, tariffs_on};
use cobden::schedule::{Schedule, TradeWeights};

use crate::record;

#[test]
fn duties_of_the_day_of_a_world_give_the_world_back() {
    let record = record("examples/us-china");
    let (world, _) = cobden::open_world("default", None).expect("an embedded world");
    let day = world.provenance.tariffs_on.expect("the world says its day");
    let view = record.as_known(day);
    let schedule = Schedule::new(view).expect("duties that stack");
    let mut weights = Vec::new();
    for importer in schedule.importers() {
        if let Some(entry) = record.latest().weights(importer) {
            let trade = TradeWeights::open(entry).expect("trade to weigh with");
            weights.push((importer, trade.of(importer)));
        }
    }
    let imports: Vec<Imports<'_>> = weights.iter().map(|(one, trade)| (*one, trade)).collect();
    let own = OwnTariffs::new(&world, &record, &imports).expect("a record that fits the world");
    let again = tariffs_on(&schedule, &imports, &world, &own, day).expect("duties on the world");
    let mut taken_out = 0;
    for (cell, tariff) in world.tariffs.indexed_iter() {
        assert!(
            (again[cell] - tariff).abs() < 1e-12,
            "{cell:?}: {} and {tariff}",
            again[cell]
        );
        taken_out += usize::from(own.tariff(cell) < tariff - 1e-12);
    }
    // China's answers of 2018 are in the tariffs, and not in what stands for its ordinary duties.
    assert!(
        taken_out > 10,
        "{taken_out} cells without the record's duties"
    );
}
