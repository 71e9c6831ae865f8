//! The elements that matter to the text, by what they do to it.

/// What an element does to the text. Names that aren't listed are inline: they leave no trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    // Containers: kept on the stack until they are closed.
    Article,
    Aside,
    Blockquote,
    Div,
    Footer,
    Form,
    Header,
    Main,
    Nav,
    Pre,
    Section,
    // Containers of what isn't text.
    Audio,
    Button,
    Canvas,
    Datalist,
    Object,
    Raw,
    Select,
    Svg,
    Template,
    Video,
    // Marks in the text.
    Block,
    Break,
    Cell,
    Heading,
    Inline,
    Link,
    Meta,
    Quote,
    Row,
    Sup,
    Time,
    Title,
}

impl Tag {
    /// How many tags are containers.
    pub(super) const CONTAINERS: usize = Self::Video as usize + 1;

    /// The tag of a name in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"blockquote" => Self::Blockquote,
            b"div" => Self::Div,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"header" => Self::Header,
            b"main" => Self::Main,
            b"nav" => Self::Nav,
            b"pre" | b"xmp" | b"listing" => Self::Pre,
            b"section" => Self::Section,
            b"audio" => Self::Audio,
            b"button" => Self::Button,
            b"canvas" => Self::Canvas,
            b"datalist" => Self::Datalist,
            b"object" => Self::Object,
            b"script" | b"style" | b"noscript" | b"iframe" | b"noembed" | b"noframes" | b"textarea" => Self::Raw,
            b"select" => Self::Select,
            b"svg" => Self::Svg,
            b"template" => Self::Template,
            b"video" => Self::Video,
            b"address" | b"body" | b"caption" | b"center" | b"dd" | b"details" | b"dialog" | b"dir" | b"dl" | b"dt"
            | b"fieldset" | b"figcaption" | b"figure" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"hgroup" | b"hr"
            | b"legend" | b"li" | b"menu" | b"ol" | b"p" | b"summary" | b"table" | b"ul" => Self::Block,
            b"br" => Self::Break,
            b"td" | b"th" => Self::Cell,
            b"h1" => Self::Heading,
            b"a" => Self::Link,
            b"meta" => Self::Meta,
            b"q" => Self::Quote,
            b"tr" => Self::Row,
            b"sup" => Self::Sup,
            b"time" => Self::Time,
            b"title" => Self::Title,
            _ => Self::Inline,
        }
    }

    pub(super) const fn is_container(self) -> bool {
        (self as usize) < Self::CONTAINERS
    }

    /// Whether what the element holds isn't text.
    pub(super) const fn is_hidden(self) -> bool {
        self as usize >= Self::Audio as usize && self.is_container()
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn containers_come_first_and_the_hidden_last_of_them() {
        assert!(Tag::Article.is_container() && !Tag::Article.is_hidden());
        assert!(Tag::Section.is_container() && !Tag::Section.is_hidden());
        assert!(Tag::Audio.is_hidden() && Tag::Video.is_hidden());
        assert!(!Tag::Block.is_container() && !Tag::Title.is_container() && !Tag::Block.is_hidden());
        assert_eq!(Tag::of(b"em"), Tag::Inline);
    }
}
