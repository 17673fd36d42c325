"""Files beside the pages."""

import pytest

from symptom_site.checks import files


@pytest.mark.parametrize("path", ["assets/icons/icon.svg", "a/leg.PNG", "a/form.pdf", "CNAME"])
def test_pictures_may_stand_beside_pages(path):
    """What only shows something is copied."""
    assert [] == list(files.check([path]))


@pytest.mark.parametrize("path", ["a/evil.js", "a/b.mjs", "a/look.css", "a/page.html", "a/b.wasm"])
def test_what_runs_or_styles_is_named(path):
    """A script, a style or a page of its own beside the articles is named: it would run on this site."""
    (problem,) = files.check([path])
    assert f"docs/{path}" == problem.file
    assert "is of a kind that a site does not copy" in problem.what


def test_missing_icon_is_named(tmp_path):
    """Each icon that an installed site needs and that is not there is named with its place."""
    (tmp_path / "assets" / "icons").mkdir(parents=True)
    for name in files.ICONS[:-1]:
        (tmp_path / "assets" / "icons" / name).touch()
    (problem,) = files.check_icons(tmp_path)
    assert ("docs/assets/icons/maskable-512.png", "icon") == (problem.file, problem.where)
