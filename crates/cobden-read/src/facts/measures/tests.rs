use crate::layout::lay_out;
use crate::text::Text;
#[test]
fn dbg() {
    let t = std::fs::read_to_string("/tmp/mea-dbg/0.txt").unwrap();
    let l = lay_out(&t);
    let text = Text::of(&t, &l);
    for (i, token) in text.tokens.iter().enumerate() {
        print!("{}/{:?} ", text.word(i), token.tag);
    }
    println!();
    for v in &text.verbs {
        println!(
            "{} {:?} gov {:?} subj {:?} passive {} inh {}",
            text.words(v.first..v.last),
            v.form,
            v.governor
                .map(|g| text.words(text.verbs[g].first..text.verbs[g].last)),
            v.subject.clone().map(|s| text.words(s)),
            v.passive,
            v.inherited
        );
    }
}
