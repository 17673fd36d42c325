"""The Jinja2 environment of all fragments that the build adds to a page."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined

from parts import region
from parts.region import Region

FOLDER = Path(__file__).parent.parent / "templates"

_region = region.HOME


def speak(chosen: Region) -> None:
    """From now on give the fixed words of every fragment in those of a region."""
    global _region
    _region = chosen
    environment.cache_clear()  # it keeps the fragments as they were read


def words(text: str) -> str:
    """Return a fixed text of a part in the words of the region."""
    return _region.text(text)


@cache
def environment() -> Environment:
    """Return the environment, in which a forgotten value is an error, and every value is escaped."""
    return Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, **values: object) -> str:
    """Return the fragment `name` filled with these values; raises UndefinedError for a forgotten one."""
    return environment().get_template(name).render(**values)


def _source(name: str) -> str | None:
    path = FOLDER / name
    if not path.is_file():
        return None
    source = path.read_text(encoding="utf-8")
    return _region.template(source) if path.suffix == ".html" else source
