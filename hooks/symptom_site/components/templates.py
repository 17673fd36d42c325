"""The fragments of HTML that the build adds to pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from babel.dates import format_date
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from symptom_checker_workshop.proofs.words import filled
from symptom_site.editorial import Editorial
from symptom_site.source.region import HOME, Region

FOLDER = Path(__file__).parent
"""The folder of the components, in which a fragment is named by its path, such as `care_card/care-card.html`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragments:
    """Fills fragments with values, in the words of a region."""

    language: str
    """Language tag by which days are written, such as `en-GB`."""
    words: SimpleNamespace
    """The words of the generator, by component and name, in those of the region; `words` in every fragment."""
    environment: Environment
    """Holds the compiled fragments: a forgotten value is an error, and every value is escaped."""

    @classmethod
    def of(cls, editorial: Editorial, chosen: Region = HOME, language: str = "en-US") -> "Fragments":
        """Return the fragments in the words of a region, with days written in a language."""

        def source(name: str) -> str | None:
            path = FOLDER / name
            return path.read_text(encoding="utf-8") if path.is_file() else None

        environment = Environment(
            loader=FunctionLoader(source),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
        words = editorial.spoken(chosen.text)
        made = cls(language=language, words=words, environment=environment)
        environment.filters["long_date"] = made.long_date
        environment.filters["count"] = count
        environment.filters["fill"] = fill
        environment.filters["sentence"] = sentence
        environment.globals["words"] = words
        return made

    def render(self, name: str, **values: object) -> str:
        """Return the fragment `name` filled with these values; raises UndefinedError for a forgotten one."""
        return self.environment.get_template(name).render(**values)

    def long_date(self, day: date) -> str:
        """Return a day as the language writes it, with the month in words."""
        return format_date(day, "long", self.language.replace("-", "_"))


def fill(words: str, **values: object) -> Markup:
    """Return words as HTML with their {blanks} filled in; a value that is HTML already stays as it is."""
    return Markup(filled(str(escape(words)), {name: escape(value) for name, value in values.items()}))  # noqa: S704


def count(forms: Sequence[str], number: int, **values: object) -> str:
    """Return the words for this number of things, of two forms: for one, and for any other number."""
    return filled(forms[number != 1], {"number": f"{number:,}", **values})


def sentence(words: str) -> str:
    """Return words with a full stop behind them, unless they end in a mark of their own."""
    return words if words.endswith((".", "?", "!")) else words + "."
