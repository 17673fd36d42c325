"""Turn what TOML holds into rows, and name every key and value that does not fit its row."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, get_args

from cattrs import (
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

from symptom_checker_workshop.problem import did_you_mean

PLAIN = {str: "text", int: "a whole number", bool: "true or false", date: "a day, such as 2026-11-23"}
"""Type of a value → what it must be, in words."""


class MisfitError(ValueError):
    """A value is not what it must be; `{key}` in the message stands for the name of its key."""


def structure[T](row: type[T], given: object, converter: Converter) -> tuple[T | None, list[str]]:
    """Return the row that a table of TOML stands for, or None and everything that is wrong with it."""
    try:
        return converter.structure(given, row), []
    except (MisfitError, BaseValidationError) as error:
        return None, [*_faults(error, given)]


def converter() -> Converter:
    """Return what turns tables into rows; it takes each value as it is and converts none."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    for plain in PLAIN:
        made.register_structure_hook(plain, _plain)
    made.register_structure_hook_func(_made_of(Literal), _literal)
    made.register_structure_hook_func(lambda kind: kind == dict[str, list[str]], _lists)
    made.register_structure_hook_factory(_made_of(tuple), lambda kind: _tuple(kind, made))
    made.register_structure_hook_factory(is_dataclass, lambda kind: _table(kind, made))
    return made


def _made_of(origin: object) -> Callable[[Any], bool]:
    """Return what tells whether a type is one of `origin`, such as `tuple[str, ...]` of `tuple`."""
    return lambda kind: getattr(kind, "__origin__", None) is origin


def _plain(given: Any, kind: Any) -> Any:
    # The exact type: true is a number too, and a moment is a day too, for Python.
    if type(given) is not kind:
        raise MisfitError(f"'{{key}}' must be {PLAIN[kind]}")
    return given.strip() if kind is str else given


def _literal(given: Any, kind: Any) -> Any:
    if given not in get_args(kind):
        raise MisfitError(f"{{key}} '{given}' does not exist, {did_you_mean(str(given), filter(None, get_args(kind)))}")
    return given


def _lists(given: Any, _: Any) -> Any:
    fits = isinstance(given, dict) and all(
        isinstance(value, list) and all(isinstance(item, str) for item in value) for value in given.values()
    )
    if not fits:
        raise MisfitError("'{key}' must be a table of lists, such as { danger = ['none'] }")
    return given


def _tuple(kind: Any, made: Converter) -> Any:
    """Return what makes a tuple of a list, and of nothing else that can be gone through."""
    item, _ = get_args(kind)

    def structured(given: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(given, list):
            raise MisfitError("'{key}' must be a list")
        return tuple(made.structure(given, list[item]))  # type: ignore[valid-type]

    return structured


def _table(kind: Any, made: Converter) -> Any:
    inner = make_dict_structure_fn(kind, made)

    def structured(given: Any, wanted: Any) -> Any:
        if not isinstance(given, dict):
            raise MisfitError("must be a table")
        return inner(given, wanted)

    return structured


def _faults(error: Exception, given: Any, key: str = "", place: str = "") -> Iterator[str]:
    """Yield each fault of a value; `key` names it, `place` stands before it, such as `option 'chest': `."""
    match error:
        case ClassValidationError():
            noted, others = error.group_exceptions()
            for fault, note in noted:
                yield from _faults(fault, given.get(note.name), note.name, place)
            for fault in others:
                yield from _faults(fault, given, key, place)
        case IterableValidationError():
            for fault, at in error.group_exceptions()[0]:
                item = given[at.index]
                row = f"{key} '{item.get('id', at.index)}': " if isinstance(item, dict) else ""
                yield from _faults(fault, item, key, f"{place}{row}")
        case ForbiddenExtraKeysError():
            known = [item.name for item in fields(error.cl)]
            yield from (f"{place}unknown key '{name}', {did_you_mean(name, known)}" for name in error.extra_fields)
        case KeyError():
            yield f"{place}has no '{key}': add it"
        case _:
            yield f"{place}{str(error).replace('{key}', key)}"
