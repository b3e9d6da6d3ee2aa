use cobden_model::*;
use cobden_world::World;
use std::time::Instant;
fn main() {
    let t = Instant::now();
    let (world, w) = World::load(std::env::args().nth(1).unwrap()).unwrap();
    println!("load {:?}\n{w}", t.elapsed());
    let t = Instant::now();
    let model = Model::new(world);
    println!("prepare {:?}", t.elapsed());
    let world = model.world();
    let (us, cn) = (
        world.economy_index("USA").unwrap(),
        world.economy_index("CHN").unwrap(),
    );
    let none = Shock::none(world);
    let eq = model
        .solve(&none, Closure::FixedDeficit, &Settings::default())
        .unwrap();
    println!("none {:?}", eq.statistics());
    for (a, b, all) in [
        (1.45, 1.25, false),
        (1.45, 1.25, false),
        (30.0, 30.0, false),
        (30.0, 30.0, true),
        (10.0, 10.0, true),
        (10.0, 30.0, true),
    ] {
        let mut s = Shock::none(world);
        for (j, sec) in world.sectors.iter().enumerate() {
            if sec.goods || all {
                if a == 10.0 {
                    for n in 0..world.economy_count() {
                        for i in 0..world.economy_count() {
                            if n != i {
                                s.tariff[[n, i, j]] += b;
                            }
                        }
                    }
                } else {
                    s.tariff[[us, cn, j]] += a;
                    s.tariff[[cn, us, j]] += b;
                }
            }
        }
        for c in Closure::ALL {
            match model.solve(&s, c, &Settings::default()) {
                Ok(eq) => println!("{a} {b} {c} {:?}", eq.statistics()),
                Err(e) => println!("{a} {b} {c} {e}"),
            }
        }
    }
}
