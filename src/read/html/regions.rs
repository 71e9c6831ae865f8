//! Which part of a page is its text, and which is the site around it.

use crate::text::Span;

/// The parts met so far, in bytes of the text laid out; of each kind only the outermost, so they don't overlap.
#[derive(Debug, Default)]
pub(super) struct Regions {
    /// `<main>`, `role=main`.
    pub(super) mains: Vec<Span>,
    /// `<article>`.
    pub(super) articles: Vec<Span>,
    /// Menus, the site's header and footer, sidebars.
    pub(super) noise: Vec<Span>,
    /// Noise, unless they hold the page: forms, around whole pages in some systems, and what was never closed.
    pub(super) suspects: Vec<Span>,
}

impl Regions {
    /// The parts to keep of a text of `total` bytes, in order: of the main part, when it holds most of the text,
    /// else of the whole, what isn't noise. Everything, where nothing else would be left.
    pub(super) fn keep(mut self, total: usize) -> Vec<Span> {
        self.settle_noise(total);
        let whole = Span::new(0, total);
        let clean = |span: Span| self.without_noise(span).map(Span::len).sum::<usize>();
        let largest = |spans: &[Span]| spans.iter().copied().max_by_key(|&span| clean(span));
        let most = clean(whole) / 2;
        let chosen = [&self.mains, &self.articles].into_iter().filter_map(|spans| largest(spans));
        let chosen = chosen.into_iter().find(|&span| clean(span) > most).unwrap_or(whole);
        let kept: Vec<Span> = self.without_noise(chosen).collect();
        if kept.is_empty() { vec![whole] } else { kept }
    }

    /// Judges the suspects and makes the noise one ascending list without overlaps.
    fn settle_noise(&mut self, total: usize) {
        let holds = |spans: &[Span], outer: Span| {
            let first = spans.partition_point(|span| span.start < outer.start);
            spans.get(first).is_some_and(|span| span.end <= outer.end && !span.is_empty())
        };
        let Self { mains, articles, noise, suspects } = self;
        suspects.retain(|&span| span.len() * 2 < total && !holds(mains, span) && !holds(articles, span));
        noise.append(suspects);
        noise.retain(|span| !span.is_empty());
        noise.sort_unstable();
        noise.dedup_by(|next, last| {
            let joined = next.start <= last.end;
            if joined {
                last.end = last.end.max(next.end);
            }
            joined
        });
    }

    /// What is left of `span` between the noise.
    fn without_noise(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.noise.partition_point(|noise| noise.end <= span.start);
        let inside = self.noise[first..].iter().take_while(move |noise| noise.start < span.end);
        let ends = inside.clone().map(|noise| noise.start).chain([span.end]);
        let starts = std::iter::once(span.start).chain(inside.map(|noise| noise.end));
        starts.zip(ends).map(|(start, end)| Span::new(start, end)).filter(|span| !span.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use crate::read::html::document;

    fn text(html: &str) -> String {
        document("p", html.into(), false, None).unwrap_or_default().text
    }

    #[test]
    fn the_main_part_is_preferred_when_it_holds_most() {
        let page = |main: &str| format!("<div>menu menu</div><nav>n</nav>{main}<div>links</div><footer>f</footer>");
        let long = "the text of the page";
        assert_eq!(
            text(&page(&format!("<main><header>H</header>{long}<nav>n</nav></main>"))),
            format!("H\n\n{long}\n")
        );
        assert_eq!(text(&page(&format!("<div role=main>{long}</div>"))), format!("{long}\n"));
        assert_eq!(text(&page(&format!("<article>{long}<aside>ad</aside></article>"))), format!("{long}\n"));
        assert_eq!(text(&page("<main>short</main>")), "menu menu\n\nshort\n\nlinks\n");
    }

    #[test]
    fn what_holds_the_text_is_not_noise() {
        assert_eq!(text("<form><header>h</header><p>the whole page</form>"), "the whole page\n");
        assert_eq!(text("<form><main>page</main></form><div>more than the page</div>"), "page\n\nmore than the page\n");
        assert_eq!(text("<nav>a menu larger than the page</nav><p>page<form>search</form> end"), "page\n\nend\n");
        assert_eq!(text("a<nav>never closed<p>the text"), "a\n\nnever closed\n\nthe text\n");
        assert_eq!(text("<nav>n</nav>"), "n\n");
    }

    #[test]
    fn footnotes_are_no_sidebar() {
        let html = "<p>text text text text</p><aside role=doc-footnote>1 See § 2.</aside><aside>ad</aside>\
                    <div class=a role='navigation'>menu</div>";
        assert_eq!(text(html), "text text text text\n\n1 See § 2.\n");
    }
}
