"""The Jinja2 environment of all fragments that the build adds to a page."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent.parent / "templates"


def environment() -> Environment:
    """Return an environment in which a forgotten value is an error, and every value is escaped."""
    return Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, **values: object) -> str:
    """Return the fragment `name` filled with these values; raises UndefinedError for a forgotten one."""
    return environment().get_template(name).render(**values)
