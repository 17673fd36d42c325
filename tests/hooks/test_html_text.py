"""The texts of HTML."""

import pytest

from symptom_site.source import html_text


def found(html: str) -> list[tuple[str, str, int, int]]:
    """Each text of some HTML with its element, its rank as a heading and its depth in lists."""
    root = html_text.document(html)
    texts = html_text.texts(root) if root is not None else ()
    return [(text.words, str(text.around[-1].tag), text.rank, text.depth) for text in texts]


def test_text_ends_with_its_block():
    """Words within a text stay together, blocks part them, and each knows what is around it."""
    html = "<h2>One <b>two</b></h2>x<ul><li>three<p>four</p><li>five</ul><script>no</script><!-- no -->"
    assert [
        ("One two", "h2", 2, 0),
        ("x", "body", 0, 0),
        ("three", "li", 0, 1),
        ("four", "p", 0, 1),
        ("five", "li", 0, 1),
    ] == found(html)


def test_templates_are_read():
    """The pieces of a result, which stand in templates, are texts too."""
    assert [("one", "p", 0, 0), ("two", "i", 0, 0)][:1] == found("<template><p>one</p></template>")


@pytest.mark.parametrize("html", ["", " ", "<!-- one -->"])
def test_nothing_has_no_text(html):
    """What holds no element and no text has no root."""
    assert html_text.document(html) is None


def test_what_nests_too_deeply_is_refused():
    """The parser would leave out what nests deeper than it can follow, so that is an error."""
    assert found("<div>" * 1000 + "x")
    with pytest.raises(ValueError, match="nest more than 2,000 deep"):
        html_text.document("<div>" * 3000 + "x")
