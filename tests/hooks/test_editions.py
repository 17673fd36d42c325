"""Other editions of a built site: from a disk, in one file, as a book."""

import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from symptom_site import cli

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
NAMED_BY = "{http://www.w3.org/1999/xlink}title"


@pytest.fixture(scope="session")
def editions(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all editions of the sample site."""
    return made(sample_site, tmp_path_factory.mktemp("editions"))


def made(site: Path, folder: Path) -> Path:
    """Make the editions of a site."""
    given = ["editions", "--site", str(site), "--config", str(site.parent / "mkdocs.yml"), "--to", str(folder)]
    assert cli.main(given) == 0
    return folder


def pages(site: Path) -> list[Path]:
    """Return the pages of the built site."""
    return sorted(path for path in site.rglob("*.html") if path.name != "404.html")


def parsed(path: Path) -> html.HtmlElement:
    """Return the tree of a page."""
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def words(element: etree._Element) -> str:
    """Return the words of an article, but for those of controls, of what scripts show, and of the quiz."""
    unused = ".//*[@data-until-alive]|.//*[@id='quiz']|.//*[@class='instead-of-quiz']|.//button|.//template|.//script"
    unused += "|.//*[local-name()='style']"
    for part in element.xpath(unused):
        tail, before, parent = part.tail or "", part.getprevious(), part.getparent()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(part)
    return " ".join(" ".join(element.itertext()).split())


def articles(site: Path) -> list[str]:
    """Return the words of each article of the built site."""
    return [words(parsed(path).find(".//article")) for path in pages(site)]


def test_one_file_holds_the_words_of_every_article(sample_site: Path, editions: Path) -> None:
    """No word of an article is missing in the one file."""
    text = words(parsed(editions / "guide.html"))
    assert [said for said in articles(sample_site) if said not in text] == []


def test_book_holds_the_words_of_every_article(sample_site: Path, editions: Path) -> None:
    """No word of an article is missing in the book."""
    with zipfile.ZipFile(editions / "guide.epub") as book:
        names = [name for name in book.namelist() if name.startswith("page-")]
        said = [words(etree.fromstring(book.read(name)).find(f"{XHTML}body")) for name in names]
    assert sorted(articles(sample_site)) == sorted(said)


def test_disk_holds_the_words_of_every_article(sample_site: Path, editions: Path) -> None:
    """No word of an article is missing in the copy for a disk, and the same stands in its archive."""
    assert [said for said in articles(sample_site) if said not in " ".join(articles(editions / "guide"))] == []
    paths = [path for path in (editions / "guide").rglob("*") if path.is_file()]
    files = {path.relative_to(editions).as_posix(): path.read_bytes() for path in paths}
    with zipfile.ZipFile(editions / "guide.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_links_on_a_disk_lead_to_files(editions: Path) -> None:
    """Every link, picture, script and style of the copy for a disk is a file in it, and every fragment an id."""
    folder = editions / "guide"
    trees = {path.relative_to(folder).as_posix(): parsed(path) for path in pages(folder)}
    ids = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
    dead = []
    for name, tree in trees.items():
        for address in tree.xpath("//a/@href|//link/@href|//@src"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
            target = posixpath.normpath(path) if parts.path else name
            is_answer = parts.fragment.startswith(("place-", "kind-"))  # of the quiz, which is not there
            is_id = not parts.fragment or is_answer or parts.fragment in ids[target]
            if not (folder / target).is_file() or not is_id:
                dead.append((name, address))
    assert dead == []


def test_nothing_on_a_disk_looks_alive_and_is_dead(editions: Path) -> None:
    """The copy for a disk has no button but those of its search, no form but it, and says so in the quiz's place."""
    folder = editions / "guide"
    for path in pages(folder):
        tree = parsed(path)
        assert tree.xpath("//button[not(@popovertarget or ancestor::*[contains(@class, 'md-search')])]") == [], path
        assert tree.xpath("//input[not(contains(@class, 'md-toggle') or ancestor::form[@name='search'])]") == [], path
    check = parsed(folder / "check" / "index.html")
    assert "The checker cannot run here" in check.text_content()
    assert check.xpath("//a[@href='paper/index.html']")
    assert check.xpath("//*[@id='all-questions']")


def test_one_file_needs_nothing_else(editions: Path) -> None:
    """The one file loads nothing, each link inside leads to an id, and no id stands twice."""
    tree = parsed(editions / "guide.html")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [link for link in tree.xpath("//a/@href") if link.startswith("#") and link[1:] not in ids] == []
    assert [address for address in tree.xpath("//@src|//link/@href") if not address.startswith("data:")] == []
    assert tree.xpath("//script") == []


def test_book_is_whole(editions: Path) -> None:
    """The book begins with its kind, lists every file that it holds, and each of its links leads to one of them.

    A link in a drawing has a title, as EPUBCheck asks.
    """
    with zipfile.ZipFile(editions / "guide.epub") as book:
        first = book.infolist()[0]
        assert ("mimetype", zipfile.ZIP_STORED) == (first.filename, first.compress_type)
        package = etree.fromstring(book.read("book.opf"))
        listed = set(package.xpath("//*[local-name()='item']/@href"))
        assert listed == set(book.namelist()) - {"mimetype", "META-INF/container.xml", "book.opf"}
        trees = {name: etree.fromstring(book.read(name)) for name in listed if name.endswith(".xhtml")}
        ids = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
        drawn = [link for tree in trees.values() for link in tree.iterfind(f".//{SVG}a")]
        assert drawn
        assert [link.get(NAMED_BY) for link in drawn if not link.get(NAMED_BY)] == []
        for name, tree in trees.items():
            for address in tree.xpath("//*[local-name()='a']/@*[local-name()='href']"):
                parts = urlsplit(address)
                if not parts.scheme:
                    target = parts.path or name
                    assert target in listed, (name, address)
                    assert not parts.fragment or parts.fragment in ids[target] or "check" in target, (name, address)


def test_same_site_gives_the_same_bytes(sample_site: Path, editions: Path, tmp_path: Path) -> None:
    """Made again, each edition is the same byte for byte."""
    again = made(sample_site, tmp_path)
    for name in ("guide.zip", "guide.html", "guide.epub"):
        assert (editions / name).read_bytes() == (again / name).read_bytes(), name


def test_folder_without_a_site_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing was built, one line says so and how to build it."""
    assert cli.main(["editions", "--site", str(tmp_path), "--to", str(tmp_path / "to")]) == 2
    assert "holds no built site; build it first, with `mkdocs build --strict`" in capsys.readouterr().err
