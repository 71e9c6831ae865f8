use std::io::Write;
fn main() {
    let r = match pincite::resolve::Resolver::builtin() { Ok(r) => r, Err(e) => { eprintln!("{e}"); return } };
    let mut paths: Vec<_> = std::env::args().skip(1).collect();
    let mut files = vec![];
    while let Some(p) = paths.pop() {
        let p = std::path::PathBuf::from(p);
        if p.is_dir() { for e in std::fs::read_dir(&p).unwrap() { let q = e.unwrap().path(); if q.extension().is_some_and(|e| e == "txt") { files.push(q) } } } else { files.push(p) }
    }
    files.sort();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for f in files {
        let text = String::from_utf8_lossy(&std::fs::read(&f).unwrap()).into_owned();
        let name = f.display().to_string();
        for m in r.resolve(&text, Default::default()) {
            let row = serde_json::json!({"path": name, "start": m.span.start, "end": m.span.end, "text": m.span.of(&text), "id": m.id, "form": m.form.name(), "also": m.also, "range_end": m.range_end, "why": m.why, "antecedent": m.antecedent});
            writeln!(out, "{row}").unwrap();
        }
    }
}
