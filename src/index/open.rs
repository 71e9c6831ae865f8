//! Making, opening and checking the index of passages that a library holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, INDEX_WRITER_LOCK, META_LOCK, MmapDirectory};
use tantivy::index::SegmentComponent;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, SegmentMeta};

use super::error::{IndexError, guarded};
use super::reader::Reader;
use super::schema::{Fields, schema};
use super::words::{ANALYZER, analyzer};
use crate::library::{LibraryError, Manifest};

/// The passages of a library, open. Clones share what is open.
#[derive(Clone)]
pub struct PassageIndex {
    dir: Option<PathBuf>,
    manifest: Manifest,
    pub(super) index: Index,
    pub(super) fields: Fields,
    reader: IndexReader,
}

impl std::fmt::Debug for PassageIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PassageIndex").field("dir", &self.dir).field("manifest", &self.manifest).finish_non_exhaustive()
    }
}

impl PassageIndex {
    /// Makes an empty library in `dir`, which need not exist yet.
    ///
    /// # Errors
    ///
    /// [`LibraryError::AlreadyThere`] when there is one, [`LibraryError::Damaged`] when there is an index without its
    /// manifest, [`LibraryError::Io`] when the system refuses.
    pub fn create(dir: &Path, manifest: &Manifest) -> Result<Self, IndexError> {
        if Manifest::exists(dir) {
            return Err(LibraryError::AlreadyThere(dir.to_owned()).into());
        }
        let folder = index_folder(dir);
        if folder.exists() {
            // The remains of a creation that was cut short hold nothing; anything else is not ours to throw away.
            if Index::open_in_dir(&folder).is_ok_and(|index| index.load_metas().is_ok_and(|m| m.segments.is_empty())) {
                fs::remove_dir_all(&folder).map_err(|error| LibraryError::io("writing", error))?;
            } else if fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some()) {
                return Err(LibraryError::Damaged("manifest.json is missing".to_owned()).into());
            }
        }
        fs::create_dir_all(&folder).map_err(|error| LibraryError::io("writing", error))?;
        let directory = MmapDirectory::open(&folder).map_err(|error| IndexError::writing(error.into()))?;
        let index = Index::create(directory, schema().0, settings()).map_err(IndexError::writing)?;
        manifest.write(dir)?;
        Self::from_index(index, Some(dir.to_owned()), manifest.clone())
    }

    /// Throws away the index of the library in `dir`, whatever state it is in, and makes an empty one. What else the
    /// folder holds stays.
    ///
    /// # Errors
    ///
    /// [`LibraryError::Busy`] when another process is writing, [`LibraryError::Io`] when the system refuses.
    pub fn rebuild(dir: &Path, manifest: &Manifest) -> Result<Self, IndexError> {
        let folder = index_folder(dir);
        if folder.exists() {
            let old = MmapDirectory::open(&folder).map_err(|error| IndexError::writing(error.into()))?;
            let _alone = old.acquire_lock(&INDEX_WRITER_LOCK).map_err(|error| IndexError::writing(error.into()))?;
            Manifest::remove(dir)?;
            fs::remove_dir_all(&folder).map_err(|error| LibraryError::io("writing", error))?;
        }
        Manifest::remove(dir)?;
        Self::create(dir, manifest)
    }

    /// Opens the library in `dir`.
    ///
    /// # Errors
    ///
    /// [`LibraryError::NotALibrary`], [`LibraryError::Version`] and [`LibraryError::Damaged`] say what it is instead.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        let manifest = Manifest::read(dir)?;
        let directory = MmapDirectory::open(index_folder(dir)).map_err(|error| IndexError::reading(error.into()))?;
        let index = Index::open(directory).map_err(IndexError::reading)?;
        if index.schema() != schema().0 {
            return Err(LibraryError::Damaged("the fields of the index are not those of its format".to_owned()).into());
        }
        guarded(|| check_files(&index))?;
        Self::from_index(index, Some(dir.to_owned()), manifest)
    }

    /// Makes an index that lives as long as this value, for a search in files that no library holds.
    ///
    /// # Errors
    ///
    /// [`IndexError::Engine`] when the engine can't start.
    pub fn in_memory() -> Result<Self, IndexError> {
        let index =
            Index::builder().schema(schema().0).settings(settings()).create_in_ram().map_err(IndexError::writing)?;
        Self::from_index(index, None, Manifest::new("", ""))
    }

    /// The folder of the library; `None` for one in memory.
    #[must_use]
    pub fn dir(&self) -> Option<&Path> {
        self.dir.as_deref()
    }

    /// What the library said of itself when it was opened.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The library as the last commit left it. Later commits don't change what a reader sees: ask for a new one.
    ///
    /// # Errors
    ///
    /// [`LibraryError::Damaged`] or [`LibraryError::Io`] when files of the commit can't be opened.
    pub fn reader(&self) -> Result<Reader, IndexError> {
        let metas = self.index.load_metas().map_err(IndexError::reading)?;
        let stored: BTreeMap<_, _> = metas.segments.iter().map(|s| (s.id(), s.delete_opstamp())).collect();
        if stored != *self.reader.searcher().generation().segments() {
            guarded(|| self.reader.reload())?;
        }
        Ok(Reader::new(self.reader.searcher(), self.fields))
    }

    /// Reads every file of the index and compares its checksum.
    ///
    /// # Errors
    ///
    /// [`LibraryError::Damaged`] names the files that are not what was written.
    pub fn verify(&self) -> Result<(), IndexError> {
        let mut names = guarded(|| {
            let mut names = Vec::new();
            for file in files(&self.index)? {
                match self.index.directory().validate_checksum(&file) {
                    Ok(false) => names.push(format!("bad checksum: index/{}", file.display())),
                    // A writer may have put a newer file in its place meanwhile.
                    Err(error) if files(&self.index)?.contains(&file) => return Err(error.into()),
                    Ok(true) | Err(_) => {}
                }
            }
            Ok(names)
        })?;
        names.sort();
        if names.is_empty() { Ok(()) } else { Err(LibraryError::Damaged(names.join(", ")).into()) }
    }

    fn from_index(index: Index, dir: Option<PathBuf>, manifest: Manifest) -> Result<Self, IndexError> {
        index.tokenizers().register(ANALYZER, analyzer());
        let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = guarded(|| builder.try_into())?;
        Ok(Self { dir, manifest, index, fields: schema().1, reader })
    }
}

/// Looks whether each file of the last commit is there and has its footer; the engine opens some without looking.
fn check_files(index: &Index) -> tantivy::Result<()> {
    // No writer throws files away as long as this is held.
    let _kept = index.directory().acquire_lock(&META_LOCK)?;
    for file in files(index)? {
        index.directory().open_read(&file)?;
    }
    Ok(())
}

/// The files of the last commit.
fn files(index: &Index) -> tantivy::Result<Vec<PathBuf>> {
    let segments = index.searchable_segment_metas()?;
    let of = |segment: &SegmentMeta| {
        let deleted = segment.has_deletes().then_some(SegmentComponent::Delete);
        let all = COMPONENTS.into_iter().chain(deleted);
        all.map(|component| segment.relative_path(component)).collect::<Vec<_>>()
    };
    Ok(segments.iter().flat_map(of).collect())
}

/// The files that every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Store,
];

fn index_folder(dir: &Path) -> PathBuf {
    dir.join("index")
}

/// Larger blocks of stored text than the engine's own 16 KiB: the index takes 1.18 times the text instead of 1.24, and
/// a hundred hits in as many blocks still come in a few milliseconds.
fn settings() -> IndexSettings {
    IndexSettings { docstore_blocksize: 32 << 10, ..IndexSettings::default() }
}
