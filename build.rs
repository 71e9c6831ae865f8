//! Packs the tables of `corpus/authorities/` for the registry; what is done there is `src/registry/pack.rs`.

#![allow(dead_code, unreachable_pub, reason = "files shared with the library, which uses the rest of them")]

use std::error::Error;
use std::path::{Path, PathBuf};

#[path = "src/registry/columns.rs"]
mod columns;
#[path = "src/provision/flat.rs"]
mod flattening;
#[path = "src/text/fold.rs"]
mod folding;
#[path = "src/registry/pack.rs"]
mod pack;

use flattening::flat;
use folding::fold;

fn main() -> Result<(), Box<dyn Error>> {
    for read in [
        "corpus/authorities",
        "grammar",
        "src/registry/columns.rs",
        "src/registry/pack.rs",
        "src/provision/flat.rs",
        "src/text/fold.rs",
    ] {
        println!("cargo::rerun-if-changed={read}");
    }
    let to = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    pack::pack_all(Path::new("corpus/authorities"), Path::new("grammar"), &to)
}
