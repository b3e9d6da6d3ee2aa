use cobden_record::Record; use cobden_schedule::*; use std::path::Path;
fn main(){
 let (r,w)=Record::load(Path::new("examples/us-china")).unwrap_or_else(|f|{println!("{f}");std::process::exit(1)});
 println!("{w}");
 let failed=check_claims(&r).unwrap();
 for f in &failed{ println!("FAILED {} {:?} {:?}",f.entry.id,f.claim,f.found.as_ref().map(|x|x.0)); }
 println!("claims failed {}",failed.len());
 let bytes=std::fs::read("examples/us-china/weights/cn-imports-usa-2017-hs4.csv").unwrap();
 let tw=TradeWeights::read("w.csv",&bytes).unwrap();
 let s=Schedule::new(r.latest()).unwrap();
 for d in std::env::args().skip(1){
  let on=d.parse().unwrap();
  let a=s.average(&tw,"CHN",Some("USA"),on,By::Authority).unwrap();
  println!("{d} additional {:.13} total {:.6} coverage {} spread {:.3} by {:?}",a.additional*100.,a.total*100.,a.coverage,a.spread,a.by.iter().map(|p|(p.key.clone(),(p.rate*1e6).round()/1e4)).collect::<Vec<_>>());
 }
}
