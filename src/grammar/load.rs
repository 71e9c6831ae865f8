//! Grammar files → [`Grammar`]: every name is looked up, every pattern parsed, every mistake placed.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::Spanned;

use super::expression::Expression;
use super::file::{ExampleSpec, FieldSpec, FormSpec, GrammarFile, NamesBuilt, Nouns, SessionSpec, Words};
use super::pattern::{PatternParser, unknown};
use super::{
    Anchor, Dash, Example, Family, Field, FieldId, Form, Grammar, GrammarError, Kind, Ladder, Level, LevelId,
    LevelNumber, MarkKind, Numbering, Own, Pattern, Piece, Reach, Rung, Session, Shape, Template, WordList,
    example::ExampleCite,
};

/// What `exact` calls a family's nouns.
const NOUNS: &str = "nouns";

/// One grammar file's name and text.
#[derive(Clone, Debug)]
pub struct GrammarSource {
    /// Name for messages.
    pub file: String,
    /// The TOML.
    pub text: String,
    /// Whether it is compiled in, so that a test has compiled its expressions.
    pub(super) built_in: bool,
}

impl GrammarSource {
    /// Every `.toml` below a folder, in order of path.
    ///
    /// # Errors
    ///
    /// When the folder or a file in it can't be read.
    pub fn read_folder(folder: &Path) -> Result<Vec<Self>, GrammarError> {
        let io = |path: &Path, e: std::io::Error| {
            GrammarError::whole(&path.display().to_string(), format!("can't be read: {e}"))
        };
        let (mut pending, mut files) = (vec![folder.to_path_buf()], Vec::new());
        while let Some(path) = pending.pop() {
            if path.is_dir() {
                for entry in std::fs::read_dir(&path).map_err(|e| io(&path, e))? {
                    let inner = entry.map_err(|e| io(&path, e))?.path();
                    // House styles and the patterns of roles stand beside the grammar, and are none of it.
                    if inner.file_name().is_none_or(|name| name != "style" && name != "entity") {
                        pending.push(inner);
                    }
                }
            } else if path.extension().is_some_and(|e| e == "toml") || path == folder {
                files.push(path);
            }
        }
        files.sort();
        let read = |path: &std::path::PathBuf| {
            let text = std::fs::read_to_string(path).map_err(|e| io(path, e))?;
            Ok(Self { file: path.display().to_string(), text, built_in: false })
        };
        files.iter().map(read).collect()
    }
}

impl Grammar {
    /// Reads grammar files; a later file's family replaces an earlier one with the same key.
    ///
    /// # Errors
    ///
    /// The first mistake found, with file, line and what was expected.
    pub fn load(sources: &[GrammarSource]) -> Result<Self, GrammarError> {
        let mut grammar = Self::default();
        let mut hash = blake3::Hasher::new();
        let mut parsed = Vec::with_capacity(sources.len());
        for source in sources {
            hash.update(source.text.as_bytes());
            parsed.push((source, parse_file(source)?));
        }
        // Levels first, whatever the order of files: ladders and families speak of them.
        for (source, file) in &parsed {
            grammar.add_levels(source, file)?;
        }
        for (source, file) in &parsed {
            grammar.add_roles(source, file)?;
            grammar.add_ladders(source, file)?;
        }
        for (source, mut file) in parsed {
            if let Some(mut owners) = file.owners.take() {
                owners.index();
                grammar.owners = owners;
            }
            if let Some(words) = &file.language {
                grammar.words = Arc::new(words.clone());
            }
            for (name, spec) in &file.reach {
                // A reason is asked of each, so that a figure isn't only a figure.
                if spec.get_ref().why.len() < 20 {
                    return Err(at(source, spec, format!("the reach `{name}` needs the text that set it, as `why`")));
                }
                if !grammar.reach.set(name, spec.get_ref().bytes) {
                    return Err(at(source, spec, unknown("reach", name, Reach::NAMES.iter().copied())));
                }
            }
            if let Some(spec) = &file.reference {
                grammar.reference = spec.clone();
            }
            if file.family.is_some() {
                let family = FamilyLoader { source, grammar: &grammar }.load(&mut file)?;
                match grammar.families.iter_mut().find(|f| f.key == family.key) {
                    Some(old) => *old = family,
                    None => grammar.families.push(family),
                }
            }
        }
        hash.finalize().to_hex()[..16].clone_into(&mut grammar.hash);
        Ok(grammar.indexed())
    }

    fn add_levels(&mut self, source: &GrammarSource, file: &GrammarFile) -> Result<(), GrammarError> {
        for spec in &file.level {
            let number = match spec.number.get_ref().as_str() {
                "digits" => LevelNumber::Digits,
                "marks" => LevelNumber::Marks,
                "mixed" => LevelNumber::Mixed,
                "letter" => LevelNumber::Letter,
                "any" => LevelNumber::Any,
                other => {
                    let known = ["digits", "marks", "mixed", "letter", "any"];
                    return Err(at(source, &spec.number, unknown("number shape", other, known.into_iter())));
                }
            };
            if self.level(spec.name.get_ref()).is_some() {
                return Err(at(source, &spec.name, format!("the level `{}` is there already", spec.name.get_ref())));
            }
            self.levels.push(Level {
                name: spec.name.get_ref().clone(),
                words: spec.words.clone(),
                plural: spec.plural.clone(),
                behind: spec.behind.clone(),
                number,
                weak: spec.weak,
                may_hold_section: spec.may_hold_section,
                stands_alone: spec.stands_alone,
                own_alone: spec.own_alone,
                before_only: spec.before_only,
                annexed: spec.annexed,
                unhyphenated: spec.unhyphenated,
            });
        }
        Ok(())
    }

    fn add_roles(&mut self, source: &GrammarSource, file: &GrammarFile) -> Result<(), GrammarError> {
        for (role, level) in &file.roles {
            let id = self.level_at(source, level, level.get_ref())?;
            match role.as_str() {
                "section" => self.roles.section = Some(id),
                "article" => self.roles.article = Some(id),
                "paragraph" => self.roles.paragraph = Some(id),
                other => {
                    let known = ["section", "article", "paragraph"];
                    return Err(at(source, level, unknown("role", other, known.into_iter())));
                }
            }
        }
        Ok(())
    }

    /// The level of this name, written at a place.
    fn level_at<T>(&self, source: &GrammarSource, place: &Spanned<T>, name: &str) -> Result<LevelId, GrammarError> {
        let known = || unknown("level", name, self.levels.iter().map(|l| l.name.as_str()));
        self.level(name).ok_or_else(|| at(source, place, known()))
    }

    fn add_ladders(&mut self, source: &GrammarSource, file: &GrammarFile) -> Result<(), GrammarError> {
        for (name, rungs) in &file.ladders {
            let mut ladder = Ladder { name: name.clone(), rungs: Vec::new() };
            for rung in rungs.get_ref() {
                let mut rest = rung.iter();
                let (Some(level), Some(prefix)) = (rest.next(), rest.next()) else {
                    return Err(at(source, rungs, format!("a rung of `{name}` is [level, letters in an id, …]")));
                };
                let level = self.level_at(source, rungs, level)?;
                let mut made = Rung { level, prefix: prefix.clone(), arabic: false, same: false, within: None };
                for how in rest {
                    match (how.as_str(), how.strip_prefix("in ")) {
                        ("arabic", _) => made.arabic = true,
                        ("same", _) => made.same = true,
                        (_, Some(above)) => made.within = Some(self.level_at(source, rungs, above)?),
                        _ => {
                            let message = "behind a level and its letters stand \"arabic\", \"same\" or \"in LEVEL\"";
                            return Err(at(source, rungs, message));
                        }
                    }
                }
                ladder.rungs.push(made);
            }
            self.ladders.push(ladder);
        }
        Ok(())
    }
}

fn parse_file(source: &GrammarSource) -> Result<GrammarFile, GrammarError> {
    toml::from_str(&source.text).map_err(|e| {
        let span = e.span().unwrap_or(0..0);
        GrammarError::at(&source.file, &source.text, &span, e.message())
    })
}

fn at<T>(source: &GrammarSource, place: &Spanned<T>, message: impl Into<String>) -> GrammarError {
    GrammarError::at(&source.file, &source.text, &place.span(), message)
}

struct FamilyLoader<'a> {
    source: &'a GrammarSource,
    grammar: &'a Grammar,
}

impl FamilyLoader<'_> {
    fn load(&self, file: &mut GrammarFile) -> Result<Family, GrammarError> {
        let key = file.family.as_ref().map(|f| f.get_ref().clone()).unwrap_or_default();
        let need = |what: &str| GrammarError::whole(&self.source.file, format!("the family `{key}` needs {what}"));
        let template = file.id.as_ref().ok_or_else(|| need("an `id` template, as in `id = \"/us/eo/{number}\"`"))?;
        let ladder_name = file.ladder.as_ref().ok_or_else(|| need("a `ladder`, the levels below the instrument"))?;
        let ladders = &self.grammar.ladders;
        let Some(ladder) = ladders.iter().position(|l| l.name == *ladder_name.get_ref()) else {
            let message = unknown("ladder", ladder_name.get_ref(), ladders.iter().map(|l| l.name.as_str()));
            return Err(at(self.source, ladder_name, message));
        };
        let mut family = Family {
            name: file.name.clone().ok_or_else(|| need("a `name`"))?,
            kind: self.kind(file.kind.as_ref().ok_or_else(|| need("a `kind`, as in `kind = \"act\"`"))?)?,
            key,
            file: self.source.file.clone(),
            id: Template::default(),
            ladder,
            link: file.link.clone(),
            section_link: file.section_link.clone(),
            text_links: [file.section_text_link.clone(), file.text_link.clone()],
            nouns: Vec::new(),
            noun_levels: Vec::new(),
            nouns_exact: file.exact.iter().any(|e| e.get_ref() == NOUNS),
            instrument_level: None,
            numbering: self.numbering(file)?,
            session: None,
            law_like: file.law_like,
            id_prefixes: file.names_start_with.clone(),
            name_endings: Vec::new(),
            names_built: false,
            enacted: file.enacted,
            notes: file.notes.clone(),
            sections_within_parts: file.sections_within_parts,
            nouns_of_parts: false,
            not_after: file.not_after.clone(),
            owned: file.owned.take(),
            words: self.words(file)?,
            fields: Vec::new(),
            forms: Vec::new(),
            own: Vec::new(),
            examples: Vec::new(),
        };
        for (name, spec) in &file.fields {
            family.fields.push(self.field(name, spec)?);
        }
        for (index, (name, spec)) in file.fields.iter().enumerate() {
            let Some(target) = &spec.target else { continue };
            let known =
                || unknown("field", target.get_ref(), file.fields.keys().filter(|k| *k != name).map(String::as_str));
            let at_index = file
                .fields
                .keys()
                .position(|k| k == target.get_ref())
                .ok_or_else(|| at(self.source, target, known()))?;
            family.fields[index].target = FieldId::try_from(at_index).ok();
        }
        self.nouns(file, &mut family)?;
        family.name_endings = match &file.names_built {
            Some(NamesBuilt::Words(words)) => words.clone(),
            Some(NamesBuilt::All(true)) => {
                family.name_words().into_iter().flat_map(|w| &w.spellings).map(|(word, _)| word.clone()).collect()
            }
            _ => Vec::new(),
        };
        family.names_built = !family.name_endings.is_empty();
        let level = file.instrument_level.as_ref();
        family.instrument_level = level.map(|l| self.grammar.level_at(self.source, l, l.get_ref())).transpose()?;
        family.session = file.session.as_ref().map(|spec| self.session(file, spec)).transpose()?;
        family.id = self.template(&family, template)?;
        if family.id_prefixes.is_empty() {
            family.id_prefixes.push(family.id.prefix().to_owned());
        }
        for form in &file.form {
            let compiled = self.form(&family, file, form)?;
            family.forms.push(compiled);
        }
        for own in &file.own {
            let regex = self.expression(&own.regex, own.regex.get_ref())?;
            let id = own.id.as_ref().map(|id| self.template(&family, id)).transpose()?;
            family.own.push(Own { regex, id, within: own.within, unnamed: own.unnamed, commentary: own.commentary });
        }
        family.examples = file.example.iter().map(|example| self.example(example)).collect::<Result<_, _>>()?;
        Ok(family)
    }

    fn example(&self, example: &ExampleSpec) -> Result<Example, GrammarError> {
        let place = GrammarError::at(&self.source.file, &self.source.text, &example.text.span(), "");
        let cite = |c: &Vec<String>| match c.as_slice() {
            [text, id] => Ok(ExampleCite { text: text.clone(), id: id.clone(), range_end: None }),
            [text, id, end] => Ok(ExampleCite { text: text.clone(), id: id.clone(), range_end: Some(end.clone()) }),
            _ => Err(at(
                self.source,
                &example.text,
                "a citation of an example is [words, id] or [words, first id, last id]",
            )),
        };
        Ok(Example {
            text: example.text.get_ref().clone(),
            date: example.date.clone(),
            link: example.link.clone(),
            text_link: example.text_link.clone(),
            cites: example.cites.iter().map(cite).collect::<Result<_, _>>()?,
            place: format!("{}:{}", place.file, place.line),
        })
    }

    /// An expression; one that isn't compiled in is compiled at once, for no test has.
    fn expression(&self, place: &Spanned<String>, source: &str) -> Result<Expression, GrammarError> {
        let made =
            Expression::new(source).and_then(|e| if self.source.built_in { Ok(e) } else { e.compile().map(|()| e) });
        made.map_err(|message| at(self.source, place, message))
    }

    fn kind(&self, name: &Spanned<String>) -> Result<Kind, GrammarError> {
        let known = || unknown("kind", name.get_ref(), Kind::ALL.iter().map(|(n, _)| *n));
        Kind::named(name.get_ref()).ok_or_else(|| at(self.source, name, known()))
    }

    fn nouns(&self, file: &GrammarFile, family: &mut Family) -> Result<(), GrammarError> {
        let Some(spec) = &file.nouns else { return Ok(()) };
        match spec.get_ref() {
            Nouns::List(nouns) => {
                family.nouns.clone_from(nouns);
                family.noun_levels = vec![None; nouns.len()];
            }
            Nouns::Levels(nouns) => {
                for (noun, level) in nouns {
                    // What names the instrument itself has no level.
                    let level = match level.as_str() {
                        "" => None,
                        name => Some(self.grammar.level_at(self.source, spec, name)?),
                    };
                    family.nouns.push(noun.clone());
                    family.noun_levels.push(level);
                }
            }
        }
        family.nouns_of_parts = family.noun_levels.iter().any(Option::is_some);
        Ok(())
    }

    fn numbering(&self, file: &GrammarFile) -> Result<Numbering, GrammarError> {
        let Some(spec) = &file.numbering else { return Ok(Numbering::default()) };
        let mut numbering = Numbering { units_from_section: spec.units_from_section, ..Numbering::default() };
        if let Some(dash) = &spec.dash {
            numbering.dash = match dash.get_ref().as_str() {
                "range" => Dash::Range,
                "number" => Dash::Number,
                other => {
                    return Err(at(
                        self.source,
                        dash,
                        unknown("meaning of a dash", other, ["range", "number"].into_iter()),
                    ));
                }
            };
        }
        for (level, most) in &spec.highest {
            numbering.highest.push((self.grammar.level_at(self.source, most, level)?, *most.get_ref()));
        }
        for mark in &spec.first_marks {
            numbering.first_marks.push(match mark.get_ref().as_str() {
                "lower" => MarkKind::Lower,
                "digits" => MarkKind::Digits,
                "capital" => MarkKind::Capital,
                "roman" => MarkKind::Roman,
                other => {
                    let known = ["lower", "digits", "capital", "roman"];
                    return Err(at(self.source, mark, unknown("kind of mark", other, known.into_iter())));
                }
            });
        }
        Ok(numbering)
    }

    fn session(&self, file: &GrammarFile, spec: &SessionSpec) -> Result<Session, GrammarError> {
        let known = || unknown("field", spec.field.get_ref(), file.fields.keys().map(String::as_str));
        let field = file.fields.keys().position(|k| k == spec.field.get_ref());
        Ok(Session {
            field: field
                .and_then(|f| FieldId::try_from(f).ok())
                .ok_or_else(|| at(self.source, &spec.field, known()))?,
            first_year: spec.first_year,
            years: spec.years,
            opens: spec.opens.clone(),
            words: spec.words.clone(),
        })
    }

    fn words(&self, file: &GrammarFile) -> Result<Vec<WordList>, GrammarError> {
        for name in &file.exact {
            if !file.words.contains_key(name.get_ref()) && name.get_ref() != NOUNS {
                return Err(at(
                    self.source,
                    name,
                    unknown("word list", name.get_ref(), file.words.keys().map(String::as_str)),
                ));
            }
        }
        let list = |(name, words): (&String, &Words)| {
            let mut spellings: Vec<(String, Option<String>)> = match words {
                Words::List(list) => list.iter().map(|w| (w.clone(), None)).collect(),
                Words::Values(values) => values.iter().map(|(w, v)| (w.clone(), Some(v.clone()))).collect(),
            };
            // The longest first, so that `U.S.C.A.` is not read as `U.S.C.`.
            spellings.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
            WordList::new(name.clone(), spellings, file.exact.iter().any(|e| e.get_ref() == name))
        };
        Ok(file.words.iter().map(list).collect())
    }

    fn field(&self, name: &str, spec: &FieldSpec) -> Result<Field, GrammarError> {
        let shape = match spec.shape.get_ref().as_str() {
            "integer" => Shape::Integer,
            "page" => Shape::Page,
            "designator" => Shape::Designator,
            "roman" => Shape::Roman,
            "letter" => Shape::Letter,
            "ordinal" => Shape::Ordinal,
            "ordinal-word" => Shape::OrdinalWord,
            "year" => Shape::Year,
            "short-year" => Shape::ShortYear,
            "date" => Shape::Date,
            "words" => Shape::Words,
            "name" => Shape::Name,
            "title" => Shape::Title,
            "regex" => {
                let Some(regex) = &spec.regex else {
                    return Err(at(
                        self.source,
                        &spec.shape,
                        format!("the field `{name}` has the shape `regex` and needs a `regex`"),
                    ));
                };
                let anchored = format!(r"\A(?:{})", regex.get_ref());
                Shape::Regex(Box::new(self.expression(regex, &anchored)?))
            }
            other => {
                let known = [
                    "integer",
                    "page",
                    "designator",
                    "roman",
                    "letter",
                    "ordinal",
                    "ordinal-word",
                    "year",
                    "short-year",
                    "date",
                    "words",
                    "name",
                    "title",
                    "regex",
                ];
                return Err(at(self.source, &spec.shape, unknown("shape", other, known.into_iter())));
            }
        };
        let level = spec.level.as_ref().map(|level| {
            let known = || unknown("level", level.get_ref(), self.grammar.levels.iter().map(|l| l.name.as_str()));
            self.grammar.level(level.get_ref()).ok_or_else(|| at(self.source, level, known()))
        });
        if let Some(missing) = &spec.missing
            && missing.get_ref() != "congress"
        {
            return Err(at(
                self.source,
                missing,
                unknown("source of a missing value", missing.get_ref(), ["congress"].into_iter()),
            ));
        }
        Ok(Field {
            name: name.to_owned(),
            shape,
            from: spec.from.unwrap_or(0),
            to: spec.to.unwrap_or(u64::MAX),
            level: level.transpose()?,
            path: spec.path.clone(),
            contains: spec.contains.clone(),
            lacks: spec.lacks.clone(),
            missing: spec.missing.as_ref().map(|m| m.get_ref().clone()),
            dated: spec.dated,
            target: None,
        })
    }

    fn template(&self, family: &Family, text: &Spanned<String>) -> Result<Template, GrammarError> {
        let (mut pieces, mut rest) = (Vec::new(), text.get_ref().as_str());
        if !rest.starts_with('/') {
            return Err(at(self.source, text, "an id starts with `/`, as in `/us/eo/{number}`"));
        }
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}') else {
                return Err(at(self.source, text, "this template has a `{` that is not closed"));
            };
            let name = &rest[open + 1..open + close];
            let Some(field) = family.fields.iter().position(|f| f.name == name) else {
                return Err(at(
                    self.source,
                    text,
                    unknown("field", name, family.fields.iter().map(|f| f.name.as_str())),
                ));
            };
            if open > 0 {
                pieces.push(Piece::Text(rest[..open].to_owned()));
            }
            pieces.push(Piece::Field(FieldId::try_from(field).unwrap_or(FieldId::MAX)));
            rest = &rest[open + close + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Template(pieces))
    }

    fn form(&self, family: &Family, file: &GrammarFile, spec: &FormSpec) -> Result<Form, GrammarError> {
        let parts = |name: &str| {
            file.parts
                .get(name)
                .map(|part| PatternParser { text: part.get_ref(), at: 0, family, parts: &|_| None }.parse())
        };
        let pattern = PatternParser { text: spec.pattern.get_ref(), at: 0, family, parts: &parts }.parse();
        let pattern = pattern.map_err(|(offset, message)| {
            // The span covers the quotes; a pattern without escapes has its bytes one further.
            let span = spec.pattern.span();
            let place: Range<usize> = span.start + 1 + offset..span.end;
            GrammarError::at(&self.source.file, &self.source.text, &place, message)
        })?;
        let wanted = match &spec.anchor {
            Some(name) => {
                let Some(list) = family.words.iter().position(|w| w.name == *name.get_ref()) else {
                    return Err(at(
                        self.source,
                        name,
                        unknown("word list", name.get_ref(), family.words.iter().map(|w| w.name.as_str())),
                    ));
                };
                Some(Anchor::Words(list))
            }
            None => None,
        };
        let mut search = AnchorSearch { wanted, lead: 0, found: Vec::new(), family };
        search.visit(&pattern);
        if search.found.is_empty() {
            return Err(at(
                self.source,
                &spec.pattern,
                "this pattern has no anchor: expected a word list or a literal that always stands in it",
            ));
        }
        let id = spec.id.as_ref().map(|id| self.template(family, id)).transpose()?;
        let mut set = Vec::new();
        fields_set(&pattern, family, &mut set);
        for piece in &id.as_ref().unwrap_or(&family.id).0 {
            if let Piece::Field(f) = piece
                && !set.contains(f)
                && family.fields[*f as usize].missing.is_none()
                && !family.fields[*f as usize].shape_is_optional()
            {
                let name = &family.fields[*f as usize].name;
                return Err(at(
                    self.source,
                    &spec.pattern,
                    format!("the id needs `{{{name}}}`, and this pattern never sets it"),
                ));
            }
        }
        Ok(Form {
            pattern,
            source: spec.pattern.get_ref().clone(),
            anchors: search.found,
            lead: search.lead,
            id,
            needs_own: spec.needs_own,
            needs_unit: spec.needs_unit,
        })
    }
}

/// The fields that a pattern can set.
fn fields_set(pattern: &Pattern, family: &Family, set: &mut Vec<FieldId>) {
    match pattern {
        Pattern::Field(id) => set.push(family.fields[*id as usize].target.unwrap_or(*id)),
        Pattern::Words(_, Some(id)) => set.push(*id),
        Pattern::List(inner) | Pattern::Opt(inner) => fields_set(inner, family, set),
        Pattern::Seq(items) | Pattern::Alt(items) => items.iter().for_each(|item| fields_set(item, family, set)),
        _ => {}
    }
}

/// Finds a pattern's anchors, and how many words may stand before them.
struct AnchorSearch<'f> {
    family: &'f Family,
    wanted: Option<Anchor>,
    lead: usize,
    found: Vec<Anchor>,
}

impl AnchorSearch<'_> {
    fn visit(&mut self, pattern: &Pattern) {
        if !self.found.is_empty() {
            return;
        }
        match pattern {
            Pattern::Seq(items) => items.iter().for_each(|item| self.visit(item)),
            Pattern::Alt(choices) => {
                let (lead, mut found) = (self.lead, Vec::new());
                let mut longest = lead;
                for choice in choices {
                    self.lead = lead;
                    self.visit(choice);
                    longest = longest.max(self.lead);
                    found.append(&mut self.found);
                }
                (self.lead, self.found) = (longest, found);
            }
            Pattern::Words(list, _) if self.wanted.as_ref().is_none_or(|w| *w == Anchor::Words(*list)) => {
                self.found.push(Anchor::Words(*list));
            }
            Pattern::Literal(text) if self.wanted.is_none() && text.chars().any(char::is_alphanumeric) => {
                self.found.push(Anchor::Literal(text.clone()));
            }
            other => self.lead += width(other, self.family),
        }
    }
}

/// The most words that a pattern takes.
fn width(pattern: &Pattern, family: &Family) -> usize {
    match pattern {
        Pattern::Literal(text) => usize::from(text.chars().any(char::is_alphanumeric)),
        Pattern::Space | Pattern::MaybeSpace => 0,
        Pattern::Words(..) => 2,
        Pattern::Field(f) if matches!(family.fields[*f as usize].shape, Shape::Date) => 3,
        Pattern::Field(_) => 1,
        Pattern::List(_) => 8,
        Pattern::Seq(items) => items.iter().map(|item| width(item, family)).sum(),
        Pattern::Opt(inner) => width(inner, family),
        Pattern::Alt(choices) => choices.iter().map(|choice| width(choice, family)).max().unwrap_or(0),
    }
}
