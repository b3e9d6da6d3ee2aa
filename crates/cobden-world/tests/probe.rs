//! probe
mod common;
use common::*;
use cobden_world::*;
#[test] fn probe() {
    let w = small();
    assert_exact(&w);
    let m = Mapping::parse("m.toml", "[[economies]]\ncode=\"R\"\nof=\"*\"\n[[economies]]\ncode=\"X\"\nof=[\"USA\",\"CHN\"]\n", &w);
    println!("{m:?}");
    let s = Saved::csv();
    for t in ["flows.csv","sectors.csv"] { let x = s.text(t).replace('\n', "\r\n"); s.write(t, x); }
    s.set("flows.csv", 3, 4, "abc"); // set normalises
    let x = s.text("flows.csv").replace('\n', "\r\n"); s.write("flows.csv", x);
    println!("{}", s.load().unwrap_err());
    let s = Saved::csv();
    let x = s.text("flows.csv"); let mut l: Vec<&str> = x.lines().collect(); l.insert(1, ""); l.insert(1, ""); l[5] = "USA,CHN,A01,abc,0"; s.write("flows.csv", l.join("\n"));
    println!("{}", s.load().unwrap_err());
    let s = Saved::csv();
    println!("{:?}", w.save(&s.path().parent().unwrap().join("out/"), Format::Csv));
    println!("{:?}", w.save(std::path::Path::new(&format!("{}/out2/", s.path().parent().unwrap().display())), Format::Csv));
    let s = Saved::new(&w, Format::Parquet);
    let (a, d) = s.load().unwrap(); println!("{d}"); assert_eq!(a, w);
    let s = Saved::csv();
    let (a, d) = s.load().unwrap(); println!("{d}"); assert_eq!(a, w);
    let s = Saved::csv(); s.set("world.toml", 1, 1, "foo = 3"); println!("{}", s.load().unwrap_err());
    let s = Saved::csv(); s.remove("inputs.csv"); println!("{}", s.load().unwrap_err());
    let s = Saved::csv(); s.set("inputs.csv",2,4,"x"); println!("{}", s.load().unwrap_err());
    let s = Saved::csv(); s.edit_line("flows.csv",2,|_| "a,b".into()); println!("{}", s.load().unwrap_err());
    let s = Saved::csv(); s.write("flows.csv",b"importer,exporter,sector,value,tariff\n\xff,a,b,1,1\n"); println!("{}", s.load().unwrap_err());
    let s = Saved::csv(); s.write("flows.csv",""); println!("{}", s.load().unwrap_err());
    println!("{}", World::load("/nonexistent/w").unwrap_err());
    println!("{}", World::load(s.file("world.toml")).unwrap_err());
}
