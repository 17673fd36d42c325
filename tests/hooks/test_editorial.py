"""The site's settings for the generator."""

import tomllib

import pytest
from markupsafe import Markup

from support import EDITORIAL
from symptom_checker_workshop.proofs.words import filled
from symptom_site import editorial
from symptom_site.components.templates import count, fill


def read(folder, text: str):
    """The settings of a site with this file, and its problems as lines."""
    (folder / editorial.NAME).write_text(text, encoding="utf-8")
    made, problems = editorial.read(folder)
    return made, [str(problem) for problem in problems]


def test_a_site_without_settings_has_the_defaults(tmp_path):
    """Where a site has no file of settings, every setting has its default, and nothing is wrong."""
    made, problems = editorial.read(tmp_path)
    assert [] == problems
    assert "check/index.md" == made.pages.check


def test_own_settings_win_and_others_stay(tmp_path):
    """A setting of the site takes the place of its default; the others of the same table stay."""
    made, problems = read(tmp_path, '[pages]\ncheck = "test/index.md"\n[articles.beforehand]\ncheck_side = "side"\n')
    assert [] == problems
    assert ("test/index.md", "get-help/index.md") == (made.pages.check, made.pages.help)
    assert "side" == made.articles.beforehand["check_side"]


def test_every_mistake_is_named_at_once_with_its_line(tmp_path):
    """An unknown setting, a value of another kind and a table that is none are named together, each with its line."""
    text = 'app = 5\n\n[pages]\nchek = "a.md"\nhelp = 3\n\n[words.app]\nshortcut = "Go"\n'
    assert [
        "docs/_editorial.toml:1: 'app': is a table of settings: write [app] and its keys below",
        "docs/_editorial.toml:4: 'pages.chek': is not a setting, did you mean 'check'?",
        "docs/_editorial.toml:5: 'pages.help': must be of the kind of its default: 'get-help/index.md'",
        "docs/_editorial.toml:8: 'words.app.shortcut': is not a setting, did you mean 'shortcut_help'?",
    ] == read(tmp_path, text)[1]


def test_broken_file_is_named_with_its_line(tmp_path):
    """A file that is not TOML, or not UTF-8, is one problem with the fix, and the defaults hold."""
    made, (problem,) = read(tmp_path, "[pages]\ncheck =\n")
    assert problem.startswith("docs/_editorial.toml:2: file: cannot be read")
    assert "check/index.md" == made.pages.check
    (tmp_path / editorial.NAME).write_bytes(b"# \xe9")
    (found,) = editorial.read(tmp_path)[1]
    assert "save the file again with the encoding UTF-8" in found.what


def test_words_are_spoken_in_the_region():
    """Each word of the generator is passed through what changes it for a region, lists included."""
    made = editorial.Editorial(
        pages=None,
        articles=None,
        prose=None,
        colors=None,
        app=None,
        words={"paper": {"one": "ER", "forms": ["ER", "ERs"]}},
    )
    words = made.spoken(lambda text: text.replace("ER", "A&E"))
    assert ("A&E", ["A&E", "A&Es"]) == (words.paper.one, words.paper.forms)
    with pytest.raises(AttributeError):
        _ = words.paper.other


def test_own_limits_and_headings_take_the_place_of_the_defaults(tmp_path):
    """A site sets its limits, a whole number for one with a fraction too, its headings, and their order."""
    text = (
        "[prose]\narticle_grade = 9\n[articles]\nfewest_facts = 1\n"
        'order = ["who", "own", "help"]\nneeded = ["help"]\n'
        '[articles.headings]\nwho = ["Who has it"]\nhelp = ["Get help"]\n'
    )
    made, problems = read(tmp_path, text)
    assert [] == problems
    assert (9, 6.0, 1) == (made.prose.article_grade, made.prose.checker_grade, made.articles.fewest_facts)
    assert (("who", "own", "help"), ("Get help",)) == (made.articles.order, made.articles.headings["help"])


def test_headings_without_a_place_are_named(tmp_path):
    """An order that names an unknown heading or no place for others, and a needed one outside it, are named."""
    made, problems = read(tmp_path, '[articles]\norder = ["what", "feelz"]\nneeded = ["help"]\n')
    assert [
        ("2", "names 'feelz', which is not in articles.headings: add it there, or did you mean 'feels'?"),
        ("3", "names 'help', which is not in articles.order: add it there, or known: feelz, what"),
        ("2", "lacks 'own': write it where headings of an article's own may stand"),
    ] == [(problem.split(":")[1], problem.split("': ", 1)[1]) for problem in problems]
    assert ("what", "feels") == made.articles.order[:2]


def test_a_place_is_that_of_the_own_table(tmp_path):
    """A key that stands in two tables is named with the line of the right one."""
    assert ["docs/_editorial.toml:4: 'pages.help': must be of the kind of its default: 'get-help/index.md'"] == read(
        tmp_path, '[articles.headings]\nhelp = ["Help"]\n[pages]\nhelp = 3\n'
    )[1]


def test_blanks_are_filled_in():
    """What stands in braces is filled in, and a blank without a value is an error."""
    assert "Go home by car." == filled("Go {place} by {way}.", {"place": "home", "way": "car"})
    with pytest.raises(KeyError):
        filled("Go {place}.", {})


def test_blanks_of_own_words_are_those_of_the_default(tmp_path):
    """Words of a site have the blanks of the default and no others; words for a number have both forms."""
    text = (
        '[words.offline]\nsaving = "Part {part}"\n[words.sources]\nused = ["One page"]\n'
        '[words.citation]\nmark = "{nummer}: {number}"\n'
    )
    assert [
        "docs/_editorial.toml:2: 'words.offline.saving': lacks the blank {all}: write it where that is to stand",
        (
            "docs/_editorial.toml:4: 'words.sources.used': must have 2 forms, for one thing and for any other number: "
            "['Used in {number} page', 'Used in {number} pages']"
        ),
        (
            "docs/_editorial.toml:6: 'words.citation.mark': has the blank {nummer}, which nothing fills in; "
            "known: {number}"
        ),
    ] == read(tmp_path, text)[1]


def test_form_for_one_thing_needs_no_number(tmp_path):
    """Of the words for a number those for one may say it as a word."""
    made, problems = read(tmp_path, '[words.sources]\nused = ["Used in one page", "Used in {number} pages"]\n')
    assert ([], "Used in one page") == (problems, count(made.words["sources"]["used"], 1))


def test_numbers_have_commas_in_words():
    """A large number among words is written so that it can be read."""
    assert ["1 page", "1,200 pages"] == [count(["{number} page", "{number} pages"], number) for number in (1, 1200)]


def test_filled_words_are_escaped():
    """In HTML the words and what fills them are escaped; a piece of HTML stays."""
    said = fill("A & {one} {other}", one="<b>", other=Markup("<i>x</i>"))
    assert "A &amp; &lt;b&gt; <i>x</i>" == said


def test_all_defaults_are_printed_as_a_site_would_write_them():
    """What the command prints is one file of settings, the words of the proofs too, and equal to the defaults."""
    printed = tomllib.loads(editorial.defaults())
    assert EDITORIAL.words == printed["words"]
    assert "Proved" == printed["words"]["safety"]["proved"]
    assert "no older version" == printed["words"]["proofs"]["nothing_released"]["covers"]


def test_own_color_takes_the_place_of_the_default(tmp_path):
    """A color of a site is its own where words can be read on it."""
    made, problems = read(tmp_path, '[colors]\nheader = "#5c1a1a"\n')
    assert ([], "#5c1a1a", "#004b93") == (problems, made.colors.header, made.colors.link)


def test_color_on_which_words_cannot_be_read_is_named(tmp_path):
    """A color that is none, or without contrast to what stands on it or behind it, is named with its line."""
    made, problems = read(tmp_path, '[colors]\nlink = "blue"\nheader = "#ffd24a"\nlink_on_dark = "#004b93"\n')
    assert [
        "docs/_editorial.toml:3: 'colors.header': has a contrast of 1.4 to #ffffff, less than 4.5: choose a darker one",
        "docs/_editorial.toml:2: 'colors.link': is 'blue': write six digits, such as #00437f",
        (
            "docs/_editorial.toml:4: 'colors.link_on_dark': "
            "has a contrast of 1.9 to #1e2129, less than 4.5: choose a lighter one"
        ),
    ] == problems
    assert "#004b93" == made.colors.link


def test_contrast_is_that_of_wcag():
    """Black on white has the highest contrast, and a color has none to itself."""
    assert (21, 1) == (round(editorial.contrast("#000000", "#ffffff"), 3), editorial.contrast("#123456", "#123456"))
