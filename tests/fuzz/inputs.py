"""Real files of the sample topics, changed as accident or malice would, and JSON of any shape."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from support import SAMPLE, SAMPLE_DOCS
from symptom_site.source import text_file

SMALL = SAMPLE.with_name("hiccups")
SMALL_DOCS = SAMPLE.with_name("hiccups-docs")

PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((*SAMPLE_DOCS.rglob("*.md"), *SMALL_DOCS.rglob("*.md")))
}
TABLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(SMALL.glob("*.toml"))}

SIGNS = (
    *(
        "\0",
        "\x1b[31m",
        "\r",
        "\t",
        "\v",
        "\u202e",
        "\u2066",
        "\u2028",
        "\ufeff",
        "\ue000",
        "\u200d",
        "é",
        "ſ",
        "İ",
        "ß",
    ),
    *("😀", "\U000e0041", "’", "&#x202E;", "&#0;", "&#xD800;", "&#99999999999;", "\\u202E", "\\U0010FFFF", "\\ud800"),
)
"""Signs that are not seen, turn the text round, change their length with their case, or stand for no sign."""

VALUES = (
    *("9" * 5000, "-0", "1e999", "nan", "0x" + "f" * 5000, "true", "null", "~", "''", '""', "'''", '"""', "[]", "{}"),
    *("2027-02-30", "0000-00-00", "99999-01-01", "2026-11-23T25:61:61Z", "2026-11-23", "2026-11-23 10:00:00", "07:32"),
    *("[[]]", "[{}]", "{ a = { b = [] } }", "&a [*a]", "*a", "!!python/name:os.system", "!!binary x", "<<: *a", "? a"),
    *("|", ">", "- - -", "a: b: c", "9**9**9", "not", "and", "or", "atleast(0)", "atleast(10**9, a.b)", "lambda: 0"),
    *("f'{a}'", "a.b.c", "(a", "__import__", "a if b else c"),
)
"""Numbers, days, lists and conditions that are too large, impossible, or of another type."""

WRITING = (
    *("---\n", "...\n", "\n---\n", "%YAML 9.9\n", "[[rule]]\n", "[rule]\n", "rule.id = 1\n", '"" = 1\n', "[[a.b]]\n"),
    *("/// emergency\n", "///\n", "//////// urgent | x\n", "[@DEF-01]", "[@]", "[@", "[=x]", "[=", "<!-- rules -->"),
    *(
        "<!--",
        "-->",
        "<script>",
        "</div>",
        "<div markdown>",
        "<template>",
        "<![CDATA[",
        "<?php",
        "<a href=javascript:x>",
    ),
    *(
        "[a](java&#9;script:x)",
        "![a](data:,x)",
        "[a]: http://[::1\n",
        "](",
        "[a](http://[)",
        "| a | b |\n|---|:-:|\n",
        "|",
    ),
    *("# ", "###### ", "1. ", "999999999. ", "* ", "> ", "    ", "```", "~~~ x\n", "{.fold #x}", "{: x=", "\\", "\n\n"),
    *("tel:+1", "http://", "///", "***", "__", "<https://a.example>", "&amp", "^[a]", "[^1]: a"),
)
"""What means something in a page or a table, where it does not belong."""

OPENERS = ("[", "(", "{ a = ", "> ", "- ", "*", "_", "<b>", "<div>", "not ", "-", "![", "[[", "a.b and (", "'", "\n  ")
"""What nests."""

ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-32",
    "cp1252",
    "latin-1",
    "utf-7",
    "cp037",
    "shift_jis",
)
"""How a file may have been saved."""

TIMES = (2, 3, 30, 300, 3000)
"""How often something is repeated, or how deep it nests."""

LETTERS = "abcAZ019 .:=-_[](){}<>|#*`'\"\\/&@\n\t\0éß😀\u202e"


def _changed(luck: Random, text: str) -> str:
    """Return a text with one change."""
    start = luck.randint(0, len(text))
    end = min(start + luck.randint(1, 40), len(text))
    before, found, after = text[:start], text[start:end], text[end:]
    match luck.choice(("insert", "replace", "value", "cut", "repeat", "swap", "nest", "flip", "any")):
        case "insert":
            return before + luck.choice(SIGNS + VALUES + WRITING) + found + after
        case "replace":
            return before + luck.choice(SIGNS + VALUES + WRITING) + after
        case "value":  # in the place of what stands behind the next sign that gives a key its value
            at = min((place for sign in "=:" if (place := text.find(sign, start)) >= 0), default=start)
            line = text.find("\n", at)
            return f"{text[: at + 1]} {luck.choice(VALUES)}{text[line if line >= 0 else len(text) :]}"
        case "cut":
            return before + after
        case "repeat":
            return before + found * luck.choice(TIMES) + after
        case "swap":
            words = text.split(" ")
            one, two = luck.randrange(len(words)), luck.randrange(len(words))
            words[one], words[two] = words[two], words[one]
            return " ".join(words)
        case "nest":
            return before + luck.choice(OPENERS) * luck.choice(TIMES) + found + after
        case "flip":
            return before + "".join(chr(ord(sign) ^ 1 << luck.randrange(7)) for sign in found[:1]) + found[1:] + after
        case _:
            return before + words_of(luck) + found + after


def words_of(luck: Random, longest: int = 20) -> str:
    """Draw any short text."""
    return "".join(luck.choices(LETTERS, k=luck.randint(0, longest)))


def text(luck: Random, known: Mapping[str, str] = PAGES) -> str:
    """Draw one of some texts with up to four changes."""
    changed = known[luck.choice(sorted(known))]
    for _ in range(luck.randint(1, 4)):
        changed = _changed(luck, changed)
    return changed


def page(luck: Random) -> str:
    """Draw such a page, with the line ends that the reader of files gives it."""
    return text(luck).replace("\r", "\n")


def largest_page(luck: Random, pieces: Sequence[str] = (*SIGNS, *VALUES, *WRITING, *OPENERS, *PAGES.values())) -> str:
    """Draw a page as large as any that is read, of one piece over and over: below its front matter, or in it."""
    piece = luck.choice(pieces).encode(errors="replace")
    start, end = luck.choice(((b"---\ntitle: A\n---\n# A\n\n", b""), (b"---\ntitle: A\n", b"\n---\n# A\n")))
    room = text_file.LARGEST_PAGE - len(start) - len(end)
    return text_file.read("a.md", start + piece * (room // len(piece)) + end)[0]


def data(luck: Random, known: Mapping[str, str] = PAGES) -> bytes:
    """Draw the bytes of such a text in some encoding, cut off or with bits turned over."""
    found = bytearray(text(luck, known).encode(luck.choice(ENCODINGS), errors="replace"))
    del found[luck.choice((None, None, None, -1, -2, 1, 100)) or len(found) :]
    for _ in range(luck.randint(0, 3) if found else 0):
        found[luck.randrange(len(found))] ^= 1 << luck.randrange(8)
    return bytes(found)


def folder(luck: Random, known: Mapping[str, str] = TABLES) -> dict[str, bytes | None]:
    """Draw what becomes of a few of the files of a folder: name → its bytes, or None for a folder in its place."""
    found: dict[str, bytes | None] = {}
    for name in luck.sample(sorted(known), k=luck.randint(1, min(3, len(known)))):
        one, way = {name: known[name]}, luck.randrange(40)
        found[name] = None if way == 0 else data(luck, one) if way < 5 else text(luck, one).encode(errors="replace")
    return found


def write(place: Path, changed: Mapping[str, bytes | None], known: Mapping[str, str] = TABLES) -> None:
    """Put files into a folder, the known ones but for what is changed; see `folder`."""
    for name, content in known.items():
        path = place / name
        if path.is_dir():
            path.rmdir()
        written = changed.get(name, content.encode())
        if written is None:
            path.unlink(missing_ok=True)
            path.mkdir()
        else:
            path.write_bytes(written)


def value(luck: Random, ids: Sequence[str], depth: int = 3) -> Any:
    """Draw anything that JSON can say, with known ids among its words."""
    kind = luck.randrange(9 if depth else 7)
    if kind < 3:
        return luck.choice(ids)
    if kind < 7:
        return luck.choice((None, True, False, 0, -1, 1 << 70, 1.5, 1e308, words_of(luck)))
    inner = [value(luck, ids, depth - 1) for _ in range(luck.randint(0, 4))]
    return inner if kind == 7 else {luck.choice((luck.choice(ids), words_of(luck, 8))): item for item in inner}
