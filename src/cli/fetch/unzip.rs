//! The files in a ZIP archive, as the Code's titles are published: stored or deflated, by the archive's own directory.

use std::io::Read;

use anyhow::{Result, bail};

/// All files together may be so large, and there may be so many.
const MOST_BYTES: u64 = 1 << 30;
const MOST_FILES: usize = 2_000;

/// A file with its name.
type Named = (String, Vec<u8>);

/// The files of an archive, each with its name; none where it is no archive.
pub(super) fn files(bytes: &[u8]) -> Result<Option<Vec<Named>>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    // The end of the directory, behind which a comment may stand.
    let Some(end) = bytes.windows(4).rposition(|w| w == b"PK\x05\x06") else { bail!("the archive is cut off") };
    let (count, mut at) = (usize::from(u16_at(bytes, end + 10)?), u32_at(bytes, end + 16)? as usize);
    if count > MOST_FILES {
        bail!("the archive holds more than {MOST_FILES} files");
    }
    let (mut out, mut left) = (Vec::new(), MOST_BYTES);
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            bail!("the archive's directory is damaged");
        }
        let (method, packed) = (u16_at(bytes, at + 10)?, u32_at(bytes, at + 20)? as usize);
        let lengths = [28, 30, 32].map(|place| u16_at(bytes, at + place).map(usize::from));
        let [name, extra, comment] = lengths;
        let (name, extra, comment) = (name?, extra?, comment?);
        let local = u32_at(bytes, at + 42)? as usize;
        let called = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name).unwrap_or_default()).into_owned();
        at += 46 + name + extra + comment;
        if called.ends_with('/') {
            continue;
        }
        let begin = local + 30 + usize::from(u16_at(bytes, local + 26)?) + usize::from(u16_at(bytes, local + 28)?);
        let Some(packed) = begin.checked_add(packed).and_then(|end| bytes.get(begin..end)) else {
            bail!("{called}: cut off in the archive")
        };
        let mut whole = Vec::new();
        match method {
            0 => whole.extend_from_slice(packed),
            8 => {
                flate2::read::DeflateDecoder::new(packed).take(left + 1).read_to_end(&mut whole)?;
            }
            _ => bail!("{called}: packed in a way that isn't known"),
        }
        let Some(rest) = left.checked_sub(whole.len() as u64) else { bail!("the archive is too large") };
        left = rest;
        out.push((called, whole));
    }
    Ok(Some(out))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16> {
    match bytes.get(at..at.saturating_add(2)) {
        Some([a, b]) => Ok(u16::from_le_bytes([*a, *b])),
        _ => bail!("the archive is cut off"),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32> {
    match bytes.get(at..at.saturating_add(4)) {
        Some([a, b, c, d]) => Ok(u32::from_le_bytes([*a, *b, *c, *d])),
        _ => bail!("the archive is cut off"),
    }
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn what_is_no_archive_and_what_is_cut_off() {
        assert!(matches!(files(b"<section/>"), Ok(None)));
        assert!(files(b"PK\x03\x04 and then nothing").is_err());
    }
}
