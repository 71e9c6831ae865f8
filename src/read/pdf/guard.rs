//! Streams that grow beyond all reason, found before anything unpacks them as a whole.

use std::io::Read;

use flate2::bufread::ZlibDecoder;

/// How many times its size a stream may grow to; text and fonts stay under a tenth of it.
pub(super) const RATIO: u64 = 500;
/// Growth is judged only beyond this many bytes.
const FREE: u64 = 32 << 20;
/// How far before its `stream` a stream's dictionary is looked for.
const BEFORE: usize = 512;

/// Whether a stream other than an image, which nothing here unpacks, grows beyond [`RATIO`].
pub(super) fn swells(bytes: &[u8]) -> bool {
    let mut from = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        // What is within a stream that was looked at is none.
        if at < from || bytes[..at].ends_with(b"end") {
            continue;
        }
        let data = bytes[at + 6..].strip_prefix(b"\r\n").or_else(|| bytes[at + 6..].strip_prefix(b"\n"));
        let Some(data) = data.filter(|data| data.first().is_some_and(|b| b & 0x0f == 8)) else { continue };
        let before = &bytes[at.saturating_sub(BEFORE)..at];
        let dictionary = memchr::memmem::rfind(before, b"obj").map_or(before, |start| &before[start..]);
        let holds = |word: &[u8]| memchr::memmem::find(dictionary, word).is_some();
        if !holds(b"Flate") && !holds(b"/Fl") || holds(b"/Image") {
            continue;
        }
        // Packed twice over, its size says nothing.
        if memchr::memmem::find_iter(dictionary, b"FlateDecode").count() > 1 {
            return true;
        }
        let mut decoder = ZlibDecoder::new(data);
        let (mut made, mut buffer) = (0, vec![0; 64 << 10]);
        while let Ok(read @ 1..) = decoder.read(&mut buffer) {
            made += read as u64;
            if made > FREE && made / RATIO > decoder.total_in() {
                return true;
            }
        }
        from = at + 6 + usize::try_from(decoder.total_in()).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::swells;
    use std::io::Write;

    fn stream(dictionary: &str, length: usize) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        let _ = encoder.write_all(&vec![b' '; length]);
        let data = encoder.finish().unwrap_or_default();
        [format!("1 0 obj <<{dictionary}>> stream\n").as_bytes(), &data, b"\nendstream endobj"].concat()
    }

    #[test]
    fn a_stream_that_swells_is_told_from_an_image() {
        assert!(swells(&stream("/Filter /FlateDecode", 48 << 20)));
        assert!(!swells(&stream("/Filter /FlateDecode", 1 << 20)));
        assert!(!swells(&stream("/Subtype /Image /Filter /FlateDecode", 48 << 20)));
        assert!(swells(&stream("/Filter [/FlateDecode /FlateDecode]", 10)));
        assert!(!swells(b"stream\nx endstream stream\r\n\x78"));
    }
}
