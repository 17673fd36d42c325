from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support import EDITORIAL, FRAGMENTS, SAMPLE, sample_tables
from symptom_checker_workshop.tables.lint import check
from symptom_checker_workshop.tables.rows import Phrase, Source
from symptom_checker_workshop.tables.rows import Region as Table
from symptom_site.checks import leftover_words as foreign
from symptom_site.components.citation.bibliography import Citation
from symptom_site.components.templates import Fragments
from symptom_site.source import region
from symptom_site.source.blocks import parse
from symptom_site.source.region import Region

SHARED = (Citation(publisher="NHS", title="Cramps", url="", dates="", way="direct", keys=()), [], 2)
"""A row of the list of sources: a publication, no pages, and two rules."""


def spoken(*phrases: tuple[str, str]) -> Region:
    """Return a region with these phrases, as (words, what stands in their place)."""
    return Region(table(*phrases))


def table(*phrases: tuple[str, str], foreign: tuple[str, ...] = ("911",)) -> Table:
    """Return the table of a region with these phrases."""
    rows = tuple(Phrase(home=home, here=here) for home, here in phrases)
    return Table(id="GB", language="en-GB", origin="United States", foreign=foreign, phrase=rows)


def test_longest_phrase_wins():
    """Where two phrases fit, the longer one is said, and the shorter one where it stands alone."""
    here = spoken(("911", "999"), ("call 911 or text", "call 999, not text"))
    assert here.text("Or call 911 or text. 911.") == "Or call 999, not text. 999."


def test_phrases_are_whole_words():
    """A phrase within a longer word or number stays."""
    assert spoken(("911", "999"), ("ER", "A&E")).text("9112, ERA and the ER") == "9112, ERA and the A&E"


def test_capital_at_the_start_is_kept():
    """A phrase with a small first letter is also met with a capital, and then what is said has one."""
    here = spoken(("call today", "ring today"), ("OB", "midwife"))
    assert here.text("Call today, or call today. ob OB") == "Ring today, or ring today. ob midwife"


def test_phrase_may_run_over_the_end_of_a_line():
    """Words of a phrase that stand on two lines are met, too, but not those of two paragraphs or items."""
    here = spoken(("urgent care", "111"))
    assert here.page("Go to urgent\ncare.") == "Go to 111."
    assert here.page("- urgent\n- care\n\nurgent\n\ncare") == "- urgent\n- care\n\nurgent\n\ncare"


def test_what_is_said_is_not_changed_again():
    """Each place changes once, even where a phrase says the words of another one."""
    assert spoken(("one", "two"), ("two", "three")).text("one two") == "two three"


def test_names_code_links_and_marks_of_a_page_stay():
    """Only text changes: no code, address, attribute or mark of a fact, and of the front matter only what is read."""
    page = (
        '---\ntitle: When to call 911\ntags:\n  - "911"\nstatements: [911]\n---\n'
        '`911` [call 911](911.md){ #911 } [@911] <i id="911">911</i> https://911.example\n\n```\n911\n```\n911\n'
    )
    assert spoken(("911", "999")).page(page) == (
        '---\ntitle: When to call 999\ntags:\n  - "999"\nstatements: [911]\n---\n'
        '`911` [call 999](911.md){ #911 } [@911] <i id="911">999</i> https://911.example\n\n```\n911\n```\n999\n'
    )


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("`` a ` 911 `` 911", "`` a ` 911 `` 999"),
        ("`a\n911 b` 911", "`a\n911 b` 999"),
        ("`911\n\n911` 911", "`999\n\n999` 999"),
        ("- a\n\n    ```\n    911\n    ```\n\n    911", "- a\n\n    ```\n    911\n    ```\n\n    999"),
        ("[call 911](a_(b)/911.md) 911", "[call 999](a_(b)/911.md) 999"),
        ("[call 911](<911 (b.md>) 911", "[call 999](<911 (b.md>) 999"),
        ("[call 911](a.md\n'911') 911", "[call 999](a.md\n'911') 999"),
        ("[a [911] b](911.md) 911", "[a [999] b](911.md) 999"),
        ("[call 911][911] 911\n\n[911]: 911.md", "[call 999][911] 999\n\n[911]: 911.md"),
        ("[call 911](911\n\n911 (911)", "[call 999](999\n\n999 (999)"),
        ("    911\n\n911", "    911\n\n999"),
        ("- 911\n\n      911\n\n    911", "- 999\n\n      911\n\n    999"),
        ("~~~\n911\n\n911", "~~~\n911\n\n911"),
        ("\\`911\\` 911", "\\`999\\` 999"),
        ("[911] 911\n\n[911]: 911.md", "[999][911] 999\n\n[911]: 911.md"),
        ("[call\n911][] 911\n\n[call 911]: 911.md", "[call\n999][call\n911] 999\n\n[call 911]: 911.md"),
        ("[now] 911\n\n[now]: 911.md '911'", "[now] 999\n\n[now]: 911.md '911'"),
        ("[911] ![911]", "[999] ![999]"),
        ("[![911 `911`](911.png)](911.md) 911", "[![999 `911`](911.png)](911.md) 999"),
        ("![911] 911\n\n[911]: 911.png", "![999][911] 999\n\n[911]: 911.png"),
        ("<https://911.example/911> 911", "<https://911.example/911> 999"),
        ("> 911 `911\n> 911` 911\n911", "> 999 `911\n> 911` 999\n999"),
        ("a | 911\n--|--\n`911 \\| 911` | a \\| [911](911)", "a | 999\n--|--\n`911 \\| 911` | a \\| [999](911)"),
        ("/// call-911 911\n911\n///", "/// call-911 911\n999\n///"),
        ("<p id='911'>\n911 `911`\n</p>", "<p id='911'>\n999 `999`\n</p>"),
        ("911 <!-- 911\n911 --> 911", "999 <!-- 911\n911 --> 999"),
        ("<!-- 911\n\n911 -->\n911", "<!-- 911\n\n911 -->\n999"),
    ],
)
def test_code_and_addresses_stay_in_any_form(markdown, said):
    """What the parser takes for code or for where a link leads stays, in rare forms too, and text around changes."""
    written, changed = (parse("a.md", f"# 911\n\n{text}\n") for text in (markdown, said))
    assert said == spoken(("911", "999")).page(markdown)
    assert [link.target for link in written.links] == [link.target for link in changed.links]
    assert [code.content for code in written.codes] == [code.content for code in changed.codes]


def test_phone_links_dial_the_number_of_the_region():
    """In `tel:` links and in the column `call` the number changes, without the spaces in which it is written."""
    here = spoken(("988", "116 123"), ("+18002221222", "0344 892 0111"))
    assert here.page("[988](tel:988)") == "[116 123](tel:116123)"
    assert here.knowledge(sample_tables()).contacts["poison-control"].call == "03448920111"


def test_phrase_may_hold_a_link():
    """A phrase with Markdown in it changes both the words and the link."""
    here = spoken(("text [988](tel:988)", "call [111](tel:111)"))
    assert here.page("Or text [988](tel:988) now.") == "Or call [111](tel:111) now."


def test_facts_behind_a_phrase_are_cited_with_it():
    """The facts of a phrase join the mark of its sentence and the head, and push out those of the other region."""
    phrase = Phrase(home="911", here="999", facts=("GB-1",))
    here = Region(replace(table(), phrase=(phrase,), home_facts=("US-1",)))
    page = "---\nfacts: [US-1, A]\n---\n- Call 911 [@US-1 B]. C [@B].\n- 911! D [@US-1 B]. E [@US-1].\n\nF [@US-1].\n"
    assert here.page(page) == (
        "---\nfacts: [A, GB-1]\n---\n- Call 999 [@B GB-1]. C [@B].\n- 999! D [@US-1 B]. E [@GB-1].\n\nF [@US-1].\n"
    )


def test_fragments_speak_in_the_words_of_their_region():
    """A fragment has the words of its own region, whichever region was rendered before or after."""
    home, other = FRAGMENTS, Fragments.of(EDITORIAL, spoken(("and by", "besides")), "en-GB")
    said = [made.render("sources/source-list.html", rows=[SHARED]) for made in (home, other, home)]
    assert [True, False, True] == ["and by 2 rules" in html for html in said]
    assert "besides 2 rules" in said[1]


def test_knowledge_takes_the_region_and_its_language():
    """The topic names the region and the language, its words change, and ids, conditions and sources stay."""
    home = sample_tables()
    here = spoken(("911", "999"), ("blood", "fluid")).knowledge(home)
    assert (here.topic.region, here.topic.language) == ("GB", "en-GB")
    assert here.routes["call-911"].heading == "Call 999 now"
    assert here.questions["kind"].text == "Where does the fluid come out?"
    assert {name: rule.when for name, rule in here.rules.items()} == {
        name: rule.when for name, rule in home.rules.items()
    }
    assert here.sources == home.sources


def test_region_of_the_texts_changes_nothing():
    """For the region that the texts are written for, every text and the knowledge stay as they are."""
    home = sample_tables()
    here = region.choose(home, "US")
    assert (here.text("911"), here.page("911")) == ("911", "911")
    assert here.knowledge(home) is home


def test_unknown_region_is_named_with_the_known_ones():
    """A region without phrases is refused, and the message names the file and the regions there are."""
    with pytest.raises(ValueError, match=rf"{SAMPLE.name}/regions\.toml: no region 'FR', known: GB, US"):
        region.choose(sample_tables(), "FR")


def test_phrase_that_stands_nowhere_is_named():
    """A phrase that no text held is named with its file and line; one that was met is not."""
    here = spoken(("911", "999"), ("988", "116 123"))
    speaker = region.Speaker(here)
    assert speaker.text("Call 911") == "Call 999"
    named = [str(problem).partition(" stands")[0] for problem in here.unused(speaker.met, 7)]
    assert named == ["regions.toml:7: phrase '988':"]


def test_a_region_remembers_nothing():
    """What a region has said before changes nothing in it: which phrases are unused hangs on what is given alone."""
    here = spoken(("911", "999"), ("988", "116 123"))
    before = here.unused((), 7)
    assert (here.text("911"), here.page("988")) == ("999", "116 123")
    assert here.unused((), 7) == before
    with pytest.raises(AttributeError):
        here.table = None  # type: ignore[misc]


def test_foreign_words_are_named_with_their_page(tmp_path: Path):
    """A foreign word in a text, a heard attribute, a phone link, data for machines, a module or the index is named.

    Words that readers may search for are not: nobody sees them, and a reader may come from anywhere.
    """
    (tmp_path / "search").mkdir()
    (tmp_path / "index.html").write_text(
        '<meta name="description" content="911 a"><p>Call <b>911</b> b</p><a href="tel:911">c</a><img alt="911 d">'
        '<template><p>911 e</p></template><script type="application/ld+json">{"name": "911 f", "url": "911"}</script>'
    )
    (tmp_path / "search" / "search_index.json").write_text(
        '{"config": {"search_first": {"911/": ["911"]}}, "docs": [{"location": "911", "text": "<p>911 g</p>"}]}'
    )
    (tmp_path / "checker" / "a").mkdir(parents=True)
    (tmp_path / "checker" / "a" / "quiz.json").write_text(
        '{"precomputed": {"route": "call-911"}, "pieces": {"route call-911": "<p>911 h</p>"}}'
    )
    module = tmp_path / "assets" / "app" / "a" / "components" / "page" / "words.mjs"
    module.parent.mkdir(parents=True)
    module.write_text('const words = JSON.parse("{\\"offline.saved\\": \\"911 i\\"}"); // 911\n')
    found = foreign.check(tmp_path, table(foreign=("911",)), [])
    assert sorted((problem.file, problem.what.rpartition(" for ")[2]) for problem in found) == [
        ("assets/app/a/components/page/words.mjs", "'911 i'"),
        ("checker/a/quiz.json", "'911 h'"),
        ("index.html", "'911 a'"),
        ("index.html", "'911 d'"),
        ("index.html", "'911 e'"),
        ("index.html", "'911 f'"),
        ("index.html", "'Call 911 b'"),
        ("index.html", "'tel:911'"),
        ("search/search_index.json", "'911 g'"),
    ]


def test_titles_of_sources_and_talk_of_the_other_region_are_not_foreign(tmp_path: Path):
    """A foreign word may stand in the title of a source, in a sentence that names the other region, and in a script."""
    source = Source(key="A", publisher="FCC", title="Text 911", url="", date="", read="direct")
    (tmp_path / "index.html").write_text(
        "<p>FCC: <a>Text 911</a></p><p>In the United States it is 911. Here it is not.</p><script>911</script>"
    )
    assert foreign.check(tmp_path, table(foreign=("911",)), [source]) == []


def test_a_numbered_publisher_in_a_list_of_sources_is_not_foreign(tmp_path: Path):
    """A publisher with a foreign word may stand with its number among the sources of a rule, and nowhere else."""
    source = Source(key="A", publisher="911 Board", title="Calls", url="", date="", read="direct")
    page = tmp_path / "index.html"
    page.write_text("<p><b>Sources:</b> <a>NHS 1</a>, <a>911 Board 12</a>, <a>911 Board 13</a></p>")
    assert foreign.check(tmp_path, table(foreign=("911",)), [source]) == []
    page.write_text("<p>Call the 911 Board 12 times</p>")
    assert [problem.where for problem in foreign.check(tmp_path, table(foreign=("911",)), [source])] == ["'911'"]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"id": "US"}, "is the region that the texts are written for: take it out"),
        ({"phrase": (Phrase(home="a", here="b"), Phrase(home="a", here="c"))}, "phrase 'a' is empty or stands twice"),
        ({"phrase": (Phrase(home="Call now. Do not wait", here="b"),)}, "is a whole sentence, which an edit"),
        ({"phrase": (Phrase(home="a", here="ring 911"),)}, "phrase 'a' still says '911', which is foreign there"),
        ({"phrase": (Phrase(home="a", here="b", facts=("GB-99",)),)}, "fact 'GB-99' does not exist"),
        ({"home_facts": ("US-99",)}, "fact 'US-99' does not exist"),
    ],
)
def test_lint_names_faults_of_a_region(changed: dict[str, object], named: str):
    """Lint names a table for the own region, a phrase that stands twice or is still foreign, and an unknown fact."""
    row = replace(table(), **changed)  # type: ignore[arg-type]
    knowledge = replace(sample_tables(), regions={row.id: row})
    assert any(named in str(problem) for problem in check(knowledge, date(2026, 11, 23)))
