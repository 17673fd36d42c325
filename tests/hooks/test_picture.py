"""A site's own drawings: what they may hold, their words, and how they stand in a page."""

import re
from pathlib import Path

import pytest

from support import EDITORIAL, FRAGMENTS, SAMPLE_DOCS
from symptom_site.checks import articles, pages, wording
from symptom_site.checks.pages import House
from symptom_site.components.picture import picture
from symptom_site.components.picture.picture import Pictures
from symptom_site.source.blocks import parse

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<path class="skin" d="M0 0h9"/>\n</svg>\n'
ROW = '[[picture]]\nid = "leg"\ntitle = "A leg"\n[[picture.panel]]\ndrawing = "leg"\ntext = "A leg, stretched."\n'


def read(folder: Path, table: str = ROW, **drawings: str) -> tuple[Pictures, list[str]]:
    """Read the pictures of a site with this table and these drawings, and what is wrong with them."""
    (folder / picture.TABLE).write_text(table, encoding="utf-8")
    (folder / picture.FOLDER).mkdir(exist_ok=True)
    for name, drawing in (drawings or {"leg": DRAWING}).items():
        (folder / picture.FOLDER / f"{name}.svg").write_text(drawing, encoding="utf-8")
    found, problems = picture.read_checked(folder)
    return found, list(map(str, problems))


def sample() -> Pictures:
    """Return the pictures of the sample."""
    found, problems = picture.read_checked(SAMPLE_DOCS)
    assert [] == problems
    return found


def url(path: str) -> str | None:
    """Lead to the one page that there is."""
    return "front/" if path == "types/front-nosebleed.md" else None


def test_site_without_pictures_has_none(tmp_path):
    """A site need have no table of pictures."""
    assert (Pictures(), []) == picture.read_checked(tmp_path)


def test_picture_stands_in_the_place_of_its_mark(tmp_path):
    """A mark becomes the drawing itself, with its words for those who do not see it, and its caption."""
    found, problems = read(tmp_path)
    assert [] == problems
    html = picture.fill("<p>a</p>\n<!-- picture: leg -->\n<p>b</p>", found, FRAGMENTS, url)
    assert '<svg class="picture__drawing" viewBox="0 0 9 9" role="img" aria-label="A leg, stretched."' in html
    assert '<path class="skin" d="M0 0h9"/>' in html
    assert ">A leg</figcaption>" in html
    assert "xmlns" not in html
    assert html.startswith("<p>a</p>")
    assert html.endswith("<p>b</p>")


def test_steps_are_a_list_with_their_words_in_sight(tmp_path):
    """Several drawings are a numbered list, each with its words below it; those that are no steps have no numbers."""
    second = '[[picture.panel]]\ndrawing = "foot"\ntext = "Then the foot."\n'
    found, problems = read(tmp_path, ROW + second, leg=DRAWING, foot=DRAWING)
    assert [] == problems
    html = picture.render(found, "leg", FRAGMENTS, url)
    assert re.findall(r"<(ol|ul) |<p>(.*?)</p>", html) == [
        ("ol", ""),
        ("", "A leg, stretched."),
        ("", "Then the foot."),
    ]
    assert html.count('aria-hidden="true"') == 2
    found, _ = read(tmp_path, ROW.replace("[[picture.panel]]", "is_steps = false\n[[picture.panel]]") + second)
    assert "<ul " in picture.render(found, "leg", FRAGMENTS, url)


def test_place_leads_to_its_page():
    """A place with a page is a link with a name; one without, and a group that is no place, are drawn and no more."""
    html = picture.render(sample(), "nose", FRAGMENTS, url)
    assert re.findall(r'<a [^>]*xlink:href="([^"]*)"[^>]*aria-label="([^"]*)"', html) == [("front/", "One nostril")]
    assert re.findall(r"<text[^>]*>One<tspan[^>]*> </tspan><tspan[^>]*>nostril</tspan>", html)
    assert html.count("<g>") == 2
    assert not re.search(r"\sid=", html)


def test_theme_finds_no_address_that_it_would_set():
    """No link of a drawing has a plain `href`: the theme would set it as a property, which fails, and stop."""
    assert not re.search(r"<a [^>]*(?<!xlink:)href=", picture.render(sample(), "nose", FRAGMENTS, url))


def test_answers_are_chosen_on_the_drawing_of_their_question():
    """The drawing of a question marks each place with its option, and is hidden from those who hear the list."""
    html = picture.of_question(sample(), "kind", FRAGMENTS)
    assert re.findall(r'data-tick="(\w+)"', html) == ["front", "back"]
    assert 'aria-hidden="true"' in html
    assert "<a " not in html
    assert "" == picture.of_question(sample(), "feel", FRAGMENTS)


def test_words_are_spoken_in_the_region():
    """Caption, words of a drawing and names of places are passed through what changes them for a region."""
    spoken = sample().spoken(str.upper).rows["nose"]
    assert ("WHERE DOES IT BLEED?", "ONE NOSTRIL") == (spoken.title, spoken.place[0].text)
    assert spoken.panel[0].text.startswith("A NOSE")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('class="skin"', 'fill="red"', "2: 'fill': may not stand in <path>: colors and lines come from the style"),
        ('class="skin"', 'style="fill:red"', "2: 'style': may not stand in <path>"),
        ('class="skin"', 'onclick="x()"', "2: 'onclick': may not stand in <path>"),
        ("</svg>", "<script>x()</script></svg>", "3: <script>: may not stand in a drawing"),
        ("</svg>", '<image href="https://a.example/b.png"/></svg>', "3: <image>: may not stand in a drawing"),
        ("</svg>", '<a href="https://a.example/"/></svg>', "3: <a>: may not stand in a drawing"),
        ("</svg>", "<!-- hi --></svg>", "3: <a comment or an instruction>: may not stand in a drawing"),
        ("</svg>", '<text x="left" y="1">a</text></svg>', "3: 'x': is 'left': write a number, such as 12.5"),
        (' viewBox="0 0 9 9"', "", "1: drawing: must be an <svg> with a viewBox"),
        ("</svg>", "", "4: drawing: cannot be read"),
    ],
)
def test_drawing_holds_shapes_alone(tmp_path, old, new, expected):
    """What runs, loads, links or has colors of its own is named with its line."""
    _, problems = read(tmp_path, leg=DRAWING.replace(old, new))
    assert any(line.startswith(f"docs/_pictures/leg.svg:{expected}") for line in problems), problems


def test_folder_in_place_of_a_drawing_is_named(tmp_path):
    """A folder that is called as a drawing is a problem, not a traceback."""
    (tmp_path / "_pictures" / "arm.svg").mkdir(parents=True)
    assert "docs/_pictures/arm.svg:1: file: cannot be read (Is a directory)" in read(tmp_path, leg=DRAWING)[1][0]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("[[picture]\n", "1: file: cannot be read"),
        ("x = " + "9" * 5000, "1: file: cannot be read (Exceeds the limit (4300 digits)"),
        ("x = " + "[" * 5000 + "]" * 5000, "1: file: is nested too deep"),
        ("[[pictur]]\n" + ROW, "1: 'pictur': is no table of pictures, did you mean 'picture'?"),
        (
            ROW.replace('"leg"\ntext', '"lag"\ntext'),
            "2: picture 'leg': there is no drawing _pictures/lag.svg, did you mean 'leg'?",
        ),
        (ROW.replace("title", "titel"), "1: picture 'leg': unknown key 'titel', did you mean 'title'?"),
        (ROW + ROW, "7: picture 'leg': stands twice"),
        (
            ROW + '[[picture.place]]\nid = "knee"\ntext = "Knee"\n',
            "2: picture 'leg', place 'knee': no drawing of it has a <g",
        ),
        (ROW.partition("[[picture.panel]]")[0] + "panel = []\n", "2: picture 'leg': shows nothing"),
    ],
)
def test_mistakes_of_the_table_are_named(tmp_path, table, expected):
    """Each mistake of the table has its line and its fix."""
    _, problems = read(tmp_path, table)
    assert any(line.startswith(f"docs/_pictures.toml:{expected}") for line in problems), problems


def test_picture_that_cannot_be_drawn_leaves_nothing(tmp_path):
    """Where a drawing is broken or missing, which is named, its page is built all the same, without the picture."""
    broken, _ = read(tmp_path, leg="<svg")
    missing, _ = read(tmp_path, ROW.replace('"leg"\ntext', '"lag"\ntext'))
    for found in (broken, missing):
        assert "<p>a</p>" == picture.fill("<p>a</p><!-- picture: leg -->", found, FRAGMENTS, url)


def test_picture_may_not_be_large(tmp_path):
    """The drawings of one picture have at most 12 kB together, or a page would load slowly."""
    large = DRAWING.replace("M0 0h9", "M0 0" + "h9" * 6000)
    (problem,) = read(tmp_path, leg=large)[1]
    assert "its drawings have 12,096 bytes, more than 12,000" in problem


def test_drawing_that_no_picture_shows_is_named(tmp_path):
    """A drawing that was left behind is named."""
    (problem,) = read(tmp_path, leg=DRAWING, old=DRAWING)[1]
    assert problem.startswith("docs/_pictures/old.svg:1: drawing: no picture of _pictures.toml shows it")


def test_names_that_lead_nowhere_are_named():
    """A page, an answer or a fact that is not there is named with the nearest one."""
    found = sample()
    options = {"kind": ("front", "bakc")}
    said = list(map(str, picture.check(found, ["types/front-nosebleeds.md"], ["F-01"], options)))
    assert (
        "place 'front': there is no page 'types/front-nosebleed.md', did you mean 'types/front-nosebleeds.md'?"
        in said[0]
    )
    assert "place 'back': 'kind.back' is no answer, did you mean 'kind.bakc'?" in said[1]
    assert len(said) == 2


def test_fact_of_a_picture_is_one_of_its_page(tmp_path):
    """The facts behind a picture count as those of the page that shows it, and unknown ones are named."""
    found, _ = read(tmp_path, ROW.replace("[[picture.panel]]", 'facts = ["F-09"]\n[[picture.panel]]'))
    page = parse("docs/a.md", "---\ntitle: A\n---\n\n<!-- picture: leg -->\n")
    shown = found.facts(comment.written for comment in page.comments)
    assert ("F-09",) == articles.of("a.md", page, None, EDITORIAL.articles, shown=tuple(shown)).facts
    assert "<!--facts:F-09-->" in picture.render(found, "leg", FRAGMENTS, url)
    (problem,) = picture.check(found, [], ["F-08"], None)
    assert "'F-09' is not in facts.toml, did you mean 'F-08'?" in problem.what


def test_unknown_picture_is_named_with_the_nearest(tmp_path):
    """A mark of a picture that is not there is a problem with its line."""
    found, _ = read(tmp_path)
    house = House(marks=(), editorial=EDITORIAL, plain_words=Path("none"), pictures=found)
    texts = {"a.md": "---\ntitle: A\ndescription: B.\nkind: page\n---\n\n<!-- picture: lge -->\n"}
    said = [str(problem) for problem in pages.check(texts, None, house, pages.date(2026, 11, 23)).problems]
    assert "docs/a.md:7: comment '<!-- picture: lge -->'" in said[0]
    assert "did you mean '<!-- picture: leg -->'?" in said[0]


def test_words_of_pictures_are_measured(tmp_path):
    """Words of a picture that are hard to read are named with their line."""
    hard = "The individual demonstrates extraordinarily complicated physiological stretching methodology."
    found, _ = read(tmp_path, ROW.replace("A leg, stretched.", hard))
    measure, _ = wording.settings(Path("none"), EDITORIAL.prose)
    said = list(map(str, wording.check_pictures(found, measure)))
    assert any(line.startswith("docs/_pictures.toml:6: ") for line in said), said
