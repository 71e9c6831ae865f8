//! The client: one request at a time, with a pause between two, only for what has changed, and patient with a source that is
//! busy. The only file that names ureq.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use super::seen::Stamp;

/// Larger answers than this are refused.
const MOST_BYTES: u64 = 512 << 20;
/// How long one request may take.
const PATIENCE: Duration = Duration::from_mins(5);
/// The longest that a source may ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
const REDIRECTS: u32 = 5;

/// What came.
pub(super) enum Answer {
    /// It has not changed.
    Unchanged,
    /// A text, and what to ask with the next time.
    Text { bytes: Vec<u8>, modified: Option<String>, tag: Option<String> },
}

/// Asks for texts.
pub(super) struct Client {
    agent: ureq::Agent,
    pause: Duration,
    retries: u32,
    last: Option<Instant>,
}

/// Why a request came to nothing, and whether it may come to something later.
enum Failure {
    Final(String),
    /// With how long the source asks to wait.
    Later(String, Option<Duration>),
}

impl Client {
    /// A client; only a mirror that the user names without encryption is asked without it.
    pub(super) fn new(mirror: Option<&str>, pause: Duration, retries: u32) -> Self {
        let config = ureq::Agent::config_builder()
            .https_only(!mirror.is_some_and(|m| m.starts_with("http://")))
            .http_status_as_error(false)
            .max_redirects(REDIRECTS)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("pincite/", env!("CARGO_PKG_VERSION"), " (one request at a time)"))
            .build();
        Self { agent: config.into(), pause, retries, last: None }
    }

    /// Asks for an address, again and ever later while the source can't answer.
    pub(super) fn get(&mut self, url: &str, stamp: Option<&Stamp>) -> Result<Answer> {
        let mut wait = self.pause;
        let mut tried = 0;
        loop {
            if let Some(since) = self.last.map(|last| last.elapsed()) {
                sleep(self.pause.saturating_sub(since));
            }
            let result = self.once(url, stamp);
            self.last = Some(Instant::now());
            match result {
                Ok(answer) => return Ok(answer),
                Err(Failure::Final(reason)) => bail!(reason),
                Err(Failure::Later(reason, _)) if tried == self.retries => {
                    return Err(anyhow!("{reason}, {} times", tried + 1));
                }
                Err(Failure::Later(_, asked)) => {
                    sleep(asked.unwrap_or(wait).min(LONGEST_WAIT));
                    wait *= 2;
                    tried += 1;
                }
            }
        }
    }

    fn once(&self, url: &str, stamp: Option<&Stamp>) -> Result<Answer, Failure> {
        let mut request = self.agent.get(url);
        if let Some(stamp) = stamp {
            if let Some(modified) = &stamp.modified {
                request = request.header("If-Modified-Since", modified);
            }
            if let Some(tag) = &stamp.tag {
                request = request.header("If-None-Match", tag);
            }
        }
        let mut response = request.call().map_err(failure)?;
        let status = response.status().as_u16();
        let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let (modified, tag) = (header("last-modified"), header("etag"));
        let told = header("content-length").and_then(|n| n.parse::<u64>().ok());
        match status {
            200 => {}
            304 if stamp.is_some() => return Ok(Answer::Unchanged),
            429 | 500 | 502 | 503 | 504 => {
                let asked = header("retry-after").and_then(|s| s.parse().ok()).map(Duration::from_secs);
                return Err(Failure::Later(format!("the source answers {status}"), asked));
            }
            _ => return Err(Failure::Final(format!("the source answers {status}"))),
        }
        if told.is_some_and(|n| n > MOST_BYTES) {
            return Err(Failure::Final("the answer is too large".to_owned()));
        }
        let bytes = response.body_mut().with_config().limit(MOST_BYTES).read_to_vec().map_err(failure)?;
        if told.is_some_and(|n| n != bytes.len() as u64) {
            return Err(Failure::Later("the answer was cut off".to_owned(), None));
        }
        if bytes.is_empty() {
            return Err(Failure::Final("the answer is empty".to_owned()));
        }
        Ok(Answer::Text { bytes, modified, tag })
    }
}

/// What a failed request means: a line that broke may hold the next time, an address that may not be asked won't.
fn failure(error: ureq::Error) -> Failure {
    match error {
        ureq::Error::Io(_) | ureq::Error::Timeout(_) | ureq::Error::ConnectionFailed | ureq::Error::HostNotFound => {
            Failure::Later(error.to_string(), None)
        }
        other => Failure::Final(other.to_string()),
    }
}
