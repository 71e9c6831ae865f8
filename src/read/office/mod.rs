//! Files of word processors and books: packages of XML, and RTF.

pub(super) mod docx;
pub(super) mod epub;
pub(super) mod odt;
mod package;
pub(super) mod rtf;
