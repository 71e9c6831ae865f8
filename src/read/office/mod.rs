//! Files of word processors and books: packages of XML, and RTF.

pub(super) mod docx;
pub(super) mod epub;
pub(super) mod odt;
pub(super) mod rtf;
