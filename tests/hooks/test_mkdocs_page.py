"""What is kept of pages that were made from Markdown."""

import logging
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, get_files
from mkdocs.structure.pages import Page

from symptom_site.cache import Cache
from symptom_site.mkdocs_page import Markdown

TEXT = """# Cramp

Read [what helps](help.md#now), and [the end](#end).

## The end { #end }

A cramp *ends*.
"""
HELP = "# Help\n\n## Now { #now }\n\nCall.\n"


def settings(tmp_path: Path, *extensions: str, **others: object) -> MkDocsConfig:
    """Return the settings of a site in a folder."""
    (tmp_path / "docs").mkdir(exist_ok=True)
    config = MkDocsConfig()
    names = ["attr_list", *extensions]
    given = {"site_name": "Sample", "docs_dir": str(tmp_path / "docs"), "theme": "mkdocs", "markdown_extensions": names}
    config.load_dict({**given, **others})
    errors, _ = config.validate()
    assert not errors
    return config


def made(
    tmp_path: Path,
    config: MkDocsConfig,
    texts: dict[str, str],
    *,
    path: str = "cramp.md",
    beside: tuple[str, ...] = (),
) -> Page:
    """Build the pages of a site (path → text), keep what is made in the folder, and return one page.

    `beside` are addresses of files that the generator adds.
    """
    for name, text in texts.items():
        (tmp_path / "docs" / name).write_text(text)
    files = get_files(config)
    for address in beside:
        files.append(File(address, config.docs_dir, config.site_dir, config.use_directory_urls))
    markdown = Markdown.of(config, files, [], beside, Cache(folder=tmp_path / "kept", base=""))
    pages = {}
    for file in files.documentation_pages():
        page = pages[file.src_uri] = Page(None, file, config)
        page.read_source(config)
        markdown.keep(page)
        page.render(config, files)
    return pages[path]


def change_kept(tmp_path: Path) -> None:
    """Write another word into everything that is kept, so that it can be told apart."""
    for file in (tmp_path / "kept").rglob("*.txt"):
        file.write_text(file.read_text().replace("<em>ends", "<em>is kept"))


def test_same_markdown_is_made_once(tmp_path: Path) -> None:
    """A build takes what an earlier build made of the same page, and has all of it: text, headings, links, ids."""
    config = settings(tmp_path, "toc")
    first = made(tmp_path, config, {"cramp.md": TEXT, "help.md": HELP})
    plain = Page(None, first.file, config)
    plain.read_source(config)
    plain.render(config, get_files(config))
    change_kept(tmp_path)
    again = made(tmp_path, config, {"cramp.md": TEXT, "help.md": HELP})
    assert first.content == plain.content
    assert again.content == (plain.content or "").replace("<em>ends", "<em>is kept")
    for page in (first, again):
        assert str(plain.toc) == str(page.toc)
        assert (plain.title, plain.present_anchor_ids) == (page.title, page.present_anchor_ids)
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        assert {"help.md": {"now": "help.md#now"}, "cramp.md": {"end": "#end"}} == links


def test_file_with_another_name_beside_pages_makes_none_anew(tmp_path: Path) -> None:
    """A changed rule gives the checker's file another name, to which no text can lead: all pages are kept."""
    config = settings(tmp_path)
    made(tmp_path, config, {"cramp.md": TEXT, "help.md": HELP}, beside=("checker/1a/checker.whl",))
    change_kept(tmp_path)
    again = made(tmp_path, config, {"cramp.md": TEXT, "help.md": HELP}, beside=("checker/2b/checker.whl",))
    assert "<em>is kept" in (again.content or "")


@pytest.mark.parametrize(
    ("texts", "others"),
    [
        ({"cramp.md": f"{TEXT}\nMore.\n", "help.md": HELP}, {}),
        ({"cramp.md": TEXT, "help.md": HELP, "more.md": HELP}, {}),
        ({"cramp.md": TEXT, "help.md": HELP}, {"use_directory_urls": False}),
        ({"cramp.md": TEXT, "help.md": HELP}, {"mdx_configs": {"toc": {"permalink": True}}}),
        ({"cramp.md": TEXT, "help.md": HELP}, {"validation": {"anchors": "warn"}}),
    ],
    ids=["text", "a page more", "addresses", "settings of an extension", "what is warned of"],
)
def test_what_is_made_from_something_else_is_made_anew(
    tmp_path: Path, texts: dict[str, str], others: dict[str, object]
) -> None:
    """Another text, another file to which links can lead, or another setting: nothing kept is taken."""
    made(tmp_path, settings(tmp_path, "toc"), {"cramp.md": TEXT, "help.md": HELP})
    change_kept(tmp_path)
    config = settings(tmp_path, "toc")
    config.load_dict(others)
    config.validate()
    assert "<em>ends" in (made(tmp_path, config, texts).content or "")


def test_extension_more_makes_pages_anew(tmp_path: Path) -> None:
    """With one extension more, nothing kept is taken."""
    made(tmp_path, settings(tmp_path, "toc"), {"cramp.md": TEXT, "help.md": HELP})
    change_kept(tmp_path)
    assert "<em>ends" in (
        made(tmp_path, settings(tmp_path, "toc", "smarty"), {"cramp.md": TEXT, "help.md": HELP}).content or ""
    )


def test_extension_that_reads_files_keeps_nothing(tmp_path: Path) -> None:
    """With an extension that puts other files into pages, a change of such a file shows."""
    snippet = tmp_path / "snippet.txt"
    config = settings(tmp_path, "pymdownx.snippets")
    texts = {"cramp.md": f'# Cramp\n\n--8<-- "{snippet}"\n'}
    config.mdx_configs["pymdownx.snippets"] = {"base_path": ["/"], "restrict_base_path": False}
    snippet.write_text("before")
    assert "before" in (made(tmp_path, config, texts).content or "")
    snippet.write_text("after")
    assert "after" in (made(tmp_path, config, texts).content or "")
    assert not (tmp_path / "kept").exists()


def test_dead_link_is_told_in_every_build(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A problem of a page is told each time that the page is built, once a build, also after a build that was quiet."""
    texts = {"cramp.md": "# Cramp\n\n[Lost](lost.md)\n"}
    with caplog.at_level(logging.ERROR, "mkdocs"):
        made(tmp_path, settings(tmp_path), texts)
    for _ in range(3):
        caplog.clear()
        made(tmp_path, settings(tmp_path), texts)
        assert [text for text in caplog.messages if "'lost.md'" in text and "not found" in text] == caplog.messages
        assert 1 == len(caplog.messages)
