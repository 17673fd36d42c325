"""The Jinja2 environment of all fragments that the build adds to a page."""

from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FunctionLoader, StrictUndefined

from parts import region
from parts.region import Region

FOLDER = Path(__file__).parent.parent / "templates"

_region = region.HOME
_language = "en-US"


def speak(chosen: Region, language: str) -> None:
    """From now on give the fixed words of every fragment in those of a region, and days in a language (`en-GB`)."""
    global _region, _language
    _region, _language = chosen, language
    environment.cache_clear()  # it keeps the fragments as they were read


def words(text: str) -> str:
    """Return a fixed text of a part in the words of the region."""
    return _region.text(text)


def long_date(day: date) -> str:
    """Return a day as the language writes it, with the month in words."""
    return format_date(day, "long", _language.replace("-", "_"))


@cache
def environment() -> Environment:
    """Return the environment, in which a forgotten value is an error, and every value is escaped."""
    made = Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["long_date"] = long_date
    return made


def render(name: str, **values: object) -> str:
    """Return the fragment `name` filled with these values; raises UndefinedError for a forgotten one."""
    return environment().get_template(name).render(**values)


def _source(name: str) -> str | None:
    path = FOLDER / name
    if not path.is_file():
        return None
    source = path.read_text(encoding="utf-8")
    return _region.template(source) if path.suffix == ".html" else source
