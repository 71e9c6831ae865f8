//! Tests of the library: writing.

use std::fs;

use super::{HEAP, add, document, id, places, reader, sample};
use crate::index::{FindQuery, IndexError, PassageIndex, Writer};
use crate::library::{ContentHash, FORMAT, Library, LibraryError, Manifest};
use crate::read::Document;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn create(dir: &std::path::Path) -> PassageIndex {
    PassageIndex::create(dir, &Manifest::new("grammar", "registry")).expect("a library")
}

fn paths(library: &PassageIndex) -> Vec<String> {
    let found = reader(library).find(&FindQuery::new(id("/us/eo/1"))).expect("found");
    places(&found).into_iter().map(|(path, _)| path.to_owned()).collect()
}

fn put(library: &PassageIndex, documents: &[(&str, &str)]) {
    let mut writer = Writer::open(library, HEAP, 2).expect("a writer");
    for (path, text) in documents {
        let mentions = if text.contains("E.O. 1") { vec![("E.O. 1", "/us/eo/1")] } else { vec![] };
        add(&mut writer, &Document::from_text(*path, *text), &mentions);
    }
    writer.finish().expect("a commit");
}

#[test]
fn a_document_that_is_added_again_takes_the_place_of_the_old_one() {
    let library = PassageIndex::in_memory().expect("a library");
    put(&library, &[("a", "E.O. 1 is cited."), ("b", "E.O. 1 as well.")]);
    put(&library, &[("a", "Nothing is cited any more."), ("c", "E.O. 1 too.")]);
    assert_eq!(paths(&library), ["b", "c"]);
    assert_eq!(reader(&library).stats().expect("counted").documents, 3);
    // And twice in one commit: the last one stays.
    put(&library, &[("b", "E.O. 1 twice."), ("b", "Gone.")]);
    assert_eq!(paths(&library), ["c"]);
    assert_eq!(reader(&library).count(&id("/us/eo/1")).expect("counted"), 1);
}

#[test]
fn a_document_that_is_removed_is_gone_and_what_was_not_there_is_no_error() {
    let library = sample();
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    writer.remove("a/memo.txt").expect("removed");
    writer.remove("no/such.txt").expect("removed");
    let before = reader(&library);
    writer.commit().expect("a commit");
    assert_eq!(before.count(&id("/us/eo/13722")).expect("counted"), 2, "a reader sees its own commit");
    assert_eq!(reader(&library).count(&id("/us/eo/13722")).expect("counted"), 1);
    let children = reader(&library).children(&id("/us")).expect("children");
    assert_eq!(children, [(id("/us/eo/13722/s2/a/iv"), 1)]);
    let stats = reader(&library).stats().expect("counted");
    assert_eq!((stats.documents, stats.passages, stats.provisions), (2, 2, 1));
}

#[test]
fn the_index_knows_its_documents_and_their_hashes_empty_ones_too() {
    let dir = folder();
    let library = create(dir.path());
    put(&library, &[("a", "E.O. 1 is cited."), ("empty", " \n ")]);
    let writer = Writer::open(&library, HEAP, 1).expect("a writer");
    let known = writer.known().expect("known");
    assert_eq!(known.keys().collect::<Vec<_>>(), ["a", "empty"]);
    assert_eq!(known["a"], ContentHash::of(&Document::from_text("moved", "E.O. 1 is cited.")));
    drop(writer);
    put(&library, &[("empty", "E.O. 1 now.")]);
    assert_eq!(paths(&library), ["a", "empty"]);
    let stats = reader(&library).stats().expect("counted");
    assert_eq!((stats.documents, stats.passages, stats.text_bytes), (2, 2, 27));
    assert!(stats.disk_bytes > 0);
}

#[test]
fn what_was_not_committed_is_given_up_and_what_was_is_kept() {
    let dir = folder();
    let library = create(dir.path());
    put(&library, &[("a", "E.O. 1 is cited.")]);
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    add(&mut writer, &Document::from_text("b", "E.O. 1"), &[("E.O. 1", "/us/eo/1")]);
    writer.remove("a").expect("removed");
    drop(writer);
    drop(library);
    let library = PassageIndex::open(dir.path()).expect("opened");
    assert_eq!(paths(&library), ["a"]);

    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    add(&mut writer, &Document::from_text("b", "E.O. 1"), &[("E.O. 1", "/us/eo/1")]);
    writer.remove("a").expect("removed");
    writer.rollback().expect("rolled back");
    add(&mut writer, &Document::from_text("c", "E.O. 1"), &[("E.O. 1", "/us/eo/1")]);
    writer.commit().expect("a commit");
    assert_eq!(paths(&library), ["a", "c"]);
}

#[test]
fn there_is_one_writer_and_a_lock_file_left_behind_stops_nobody() {
    let dir = folder();
    let library = create(dir.path());
    let first = Writer::open(&library, HEAP, 1).expect("a writer");
    let other = PassageIndex::open(dir.path()).expect("opened");
    let error = Writer::open(&other, HEAP, 1).expect_err("the library is locked");
    assert!(
        matches!(error, IndexError::Library(LibraryError::Busy)) && error.to_string().contains("wait until it is done"),
        "{error}"
    );
    assert!(matches!(
        PassageIndex::rebuild(dir.path(), &Manifest::new("", "")),
        Err(IndexError::Library(LibraryError::Busy))
    ));
    drop(first);
    assert!(dir.path().join("index/.tantivy-writer.lock").exists());
    Writer::open(&other, HEAP, 1).expect("the lock file alone locks nothing");
}

#[test]
fn the_manifest_is_what_the_last_commit_says() {
    let dir = folder();
    let library = create(dir.path());
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    let manifest = Manifest { roots: vec!["letters".into()], ..Manifest::new("grammar 2", "registry") };
    writer.set_manifest(manifest.clone());
    assert_eq!(PassageIndex::open(dir.path()).expect("opened").manifest().grammar, "grammar");
    writer.commit().expect("a commit");
    assert_eq!(*PassageIndex::open(dir.path()).expect("opened").manifest(), manifest);
    writer.set_manifest(library.manifest().clone());
    writer.commit().expect("a commit");
    assert_eq!(PassageIndex::open(dir.path()).expect("opened").manifest(), library.manifest());
}

#[test]
fn what_is_not_a_library_says_so() {
    let dir = folder();
    let error = PassageIndex::open(dir.path()).expect_err("there is none");
    assert!(
        matches!(error, IndexError::Library(LibraryError::NotALibrary(_)))
            && error.to_string().contains("pincite index"),
        "{error}"
    );
    create(dir.path());
    let again = PassageIndex::create(dir.path(), &Manifest::new("", ""));
    assert!(matches!(again, Err(IndexError::Library(LibraryError::AlreadyThere(_)))));
}

#[test]
fn a_library_of_another_format_names_its_maker_and_the_way_out() {
    let dir = folder();
    create(dir.path());
    let manifest = dir.path().join("manifest.json");
    fs::write(&manifest, format!(r#"{{"format":{},"tool":"9.1.0","of":["a later","shape"]}}"#, FORMAT + 1))
        .expect("written");
    let error = PassageIndex::open(dir.path()).expect_err("another format").to_string();
    assert!(error.contains("made by pincite 9.1.0") && error.contains("pincite index --rebuild"), "{error}");
    let library = PassageIndex::rebuild(dir.path(), &Manifest::new("", "")).expect("rebuilt");
    assert_eq!(reader(&library).stats().expect("counted").documents, 0);
}

#[test]
fn a_damaged_library_is_said_to_be_so() {
    let damage = |file: &dyn Fn(&str) -> bool, with: Option<&[u8]>| {
        let dir = folder();
        put(&create(dir.path()), &[("a", "E.O. 1 is cited.")]);
        let files = [dir.path().to_owned(), dir.path().join("index")].map(|d| fs::read_dir(d).expect("a folder"));
        for entry in files.into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_file() && file(&path.file_name().expect("a name").to_string_lossy()) {
                match with {
                    Some(bytes) => fs::write(&path, bytes).expect("written"),
                    None => fs::remove_file(&path).expect("removed"),
                }
            }
        }
        let error = PassageIndex::open(dir.path()).expect_err("damaged");
        assert!(
            matches!(error, IndexError::Library(LibraryError::Damaged(_))) && error.to_string().contains("--rebuild"),
            "{error}"
        );
        PassageIndex::rebuild(dir.path(), &Manifest::new("", "")).expect("rebuilt");
    };
    damage(&|name| name == "manifest.json", Some(b"{\"format\":"));
    damage(&|name| name == "manifest.json", None);
    damage(&|name| name == "meta.json", Some(b"{}"));
    damage(&|name| name == "meta.json", None);
    for kind in [".idx", ".store", ".term", ".fast", ".pos"] {
        damage(&|name| name.ends_with(kind), None);
        damage(&|name| name.ends_with(kind), Some(b"short"));
        damage(&|name| name.ends_with(kind), Some(b""));
    }
}

#[test]
fn a_changed_byte_is_found_by_verify() {
    let dir = folder();
    let library = create(dir.path());
    put(&library, &[("a", "E.O. 1 is cited.")]);
    library.verify().expect("sound");
    let entries = fs::read_dir(dir.path().join("index")).expect("a folder");
    let store = entries.map(|e| e.expect("an entry").path()).find(|p| p.extension().is_some_and(|e| e == "store"));
    let store = store.expect("stored text");
    let mut bytes = fs::read(&store).expect("read");
    bytes[3] ^= 1;
    fs::write(&store, bytes).expect("written");
    let error = PassageIndex::open(dir.path()).expect("it still opens").verify().expect_err("damaged").to_string();
    assert!(error.contains(".store"), "{error}");
}

#[test]
fn the_nearest_library_upwards_is_found() {
    let dir = folder();
    let deep = dir.path().join("letters/2016");
    fs::create_dir_all(&deep).expect("folders");
    assert_eq!(Library::nearest(&deep).filter(|found| found.dir().starts_with(dir.path())), None);
    create(&dir.path().join(".pincite"));
    assert_eq!(Library::nearest(&deep), Some(Library::at(dir.path().join(".pincite"))));
}

#[test]
fn a_path_too_long_to_be_a_key_is_refused_alone() {
    let library = PassageIndex::in_memory().expect("a library");
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    let long = document(&"x".repeat(70_000), "", "", "E.O. 1");
    let refused = writer.add(&long, ContentHash::of(&long), &[]);
    assert!(matches!(refused, Err(IndexError::LongPath(_))));
    add(&mut writer, &Document::from_text("a", "E.O. 1"), &[("E.O. 1", "/us/eo/1")]);
    writer.commit().expect("a commit");
    assert_eq!(paths(&library), ["a"]);
}
