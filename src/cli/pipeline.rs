//! Documents through a function on many threads, results in reading order.

use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Result;
use rayon::prelude::*;

use super::session::complain;
use crate::read::{self, Document, ReadOptions};

/// How much text is worked on at once, in bytes.
const BATCH: usize = 16 << 20;

/// What came of reading.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Documents read.
    pub documents: u64,
    /// Bytes of text in them.
    pub bytes: u64,
    /// Inputs that couldn't be read.
    pub unread: u64,
}

/// Reads every document, applies `work` to each on `threads` threads, and gives the results to `take` in reading order.
/// `take` may end it early.
pub(super) fn each<T: Send>(
    paths: &[PathBuf],
    options: &ReadOptions,
    threads: usize,
    work: impl Fn(&Document) -> T + Sync,
    mut take: impl FnMut(Document, T) -> Result<ControlFlow<()>>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let sources = read::sources(paths);
    for error in &sources.errors {
        complain(error);
        tally.unread += 1;
    }
    let pool = (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build()).transpose()?;
    let mut batch: Vec<Document> = Vec::new();
    let mut size = 0;
    let mut failed = None;
    let mut flush = |batch: &mut Vec<Document>| -> ControlFlow<()> {
        let done: Vec<(Document, T)> = match &pool {
            Some(pool) => pool.install(|| {
                batch
                    .par_drain(..)
                    .map(|d| {
                        let t = work(&d);
                        (d, t)
                    })
                    .collect()
            }),
            None => batch
                .drain(..)
                .map(|d| {
                    let t = work(&d);
                    (d, t)
                })
                .collect(),
        };
        for (document, result) in done {
            match take(document, result) {
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
    let mut ended = false;
    for source in &sources.found {
        let end = read::read(source, options, &mut |document| {
            match document {
                Ok(document) => {
                    tally.documents += 1;
                    tally.bytes += document.text.len() as u64;
                    size += document.text.len();
                    if let Some(notice) = &document.notice {
                        eprintln_notice(&document.path, notice);
                    }
                    batch.push(document);
                }
                Err(error) => {
                    complain(&error);
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
    failed.map_or(Ok(tally), Err)
}

fn eprintln_notice(path: &str, notice: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "pincite: {path}: {notice}");
}
