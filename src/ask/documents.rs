//! Documents of files and folders through a function, on many threads, the results in reading order.

use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::read::{self, Document, ReadError, ReadOptions, Source};

/// How much text is worked on at once, in bytes.
const BATCH: usize = 16 << 20;

/// What is read, and how.
#[derive(Clone, Copy)]
pub struct Files<'f> {
    /// Files and folders; `-` is standard input.
    pub paths: &'f [PathBuf],
    /// How they become documents.
    pub options: &'f ReadOptions,
    /// On how many threads the documents are worked on.
    pub threads: usize,
    /// Is told what can't be read, and what is odd about what can; reading goes on.
    pub told: &'f dyn Fn(Told<'_>),
}

impl std::fmt::Debug for Files<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").field("paths", &self.paths).field("threads", &self.threads).finish_non_exhaustive()
    }
}

/// What there is to tell while reading.
#[derive(Clone, Copy, Debug)]
pub enum Told<'t> {
    /// What will be read, before anything is.
    Sources(&'t [Source]),
    /// A source is being read.
    Begins(&'t Source),
    /// So many bytes of text are done.
    Worked(usize),
    /// Everything is done.
    Ends,
    /// An input couldn't be read.
    Unread(&'t ReadError),
    /// A document was read, but not quite as it is.
    Notice(&'t Document, &'t str),
}

/// What came of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Documents read.
    pub documents: u64,
    /// Bytes of text in them.
    pub bytes: u64,
    /// Inputs that couldn't be read.
    pub unread: u64,
}

impl Files<'_> {
    /// Reads every document, applies `work` to each, and gives the results to `take` in reading order. `take` may end it
    /// early.
    ///
    /// # Errors
    ///
    /// What `take` gives; and when the system gives no threads.
    pub fn each<T: Send, E: From<rayon::ThreadPoolBuildError>>(
        &self,
        work: impl Fn(&Document) -> T + Sync,
        mut take: impl FnMut(Document, T) -> Result<ControlFlow<()>, E>,
    ) -> Result<Tally, E> {
        let mut tally = Tally::default();
        let sources = read::sources(self.paths);
        for error in &sources.errors {
            (self.told)(Told::Unread(error));
            tally.unread += 1;
        }
        (self.told)(Told::Sources(&sources.found));
        let pool = match self.threads {
            0 | 1 => None,
            threads => Some(rayon::ThreadPoolBuilder::new().num_threads(threads).build()?),
        };
        let with_result = |document: Document| {
            let result = work(&document);
            (document, result)
        };
        let mut failed = None;
        let mut flush = |batch: &mut Vec<Document>| -> ControlFlow<()> {
            let done: Vec<(Document, T)> = match &pool {
                Some(pool) => pool.install(|| batch.par_drain(..).map(with_result).collect()),
                None => batch.drain(..).map(with_result).collect(),
            };
            for (document, result) in done {
                let bytes = document.text.len();
                let taken = take(document, result);
                (self.told)(Told::Worked(bytes));
                match taken {
                    Ok(ControlFlow::Continue(())) => {}
                    Ok(ControlFlow::Break(())) => return ControlFlow::Break(()),
                    Err(error) => {
                        failed = Some(error);
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        };
        let mut batch: Vec<Document> = Vec::new();
        let (mut size, mut ended) = (0, false);
        for source in &sources.found {
            (self.told)(Told::Begins(source));
            let end = read::read(source, self.options, &mut |document| {
                match document {
                    Ok(document) => {
                        tally.documents += 1;
                        tally.bytes += document.text.len() as u64;
                        size += document.text.len();
                        if let Some(notice) = &document.notice {
                            (self.told)(Told::Notice(&document, notice));
                        }
                        batch.push(document);
                    }
                    Err(error) => {
                        (self.told)(Told::Unread(&error));
                        tally.unread += 1;
                    }
                }
                // One thread gains nothing by waiting.
                if size >= BATCH || pool.is_none() {
                    size = 0;
                    return flush(&mut batch);
                }
                ControlFlow::Continue(())
            });
            if end.is_break() {
                ended = true;
                break;
            }
        }
        if !ended {
            let _ = flush(&mut batch);
        }
        (self.told)(Told::Ends);
        failed.map_or(Ok(tally), Err)
    }
}
