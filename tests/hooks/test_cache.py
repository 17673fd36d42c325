"""What a build keeps."""

from pathlib import Path

from symptom_site import cache
from symptom_site.cache import Cache


def test_a_text_is_made_anew_only_when_what_it_was_made_from_changes(tmp_path: Path) -> None:
    """The same sources give the kept text without making it; another source, name or base makes a new one."""
    kept, made = Cache(folder=tmp_path, base="1"), list[str]()

    def make(text: str) -> str:
        made.append(text)
        return text

    assert "a" == kept.kept("list", ["x"], lambda: make("a"))
    assert "a" == kept.kept("list", ["x"], lambda: make("b"))
    assert "c" == kept.kept("list", ["y"], lambda: make("c"))
    assert "d" == kept.kept("other", ["x"], lambda: make("d"))
    assert "e" == Cache(folder=tmp_path, base="2").kept("list", ["x"], lambda: make("e"))
    assert ["a", "c", "d", "e"] == made


def test_old_texts_go(tmp_path: Path) -> None:
    """No more than the last texts of a name are kept."""
    kept = Cache(folder=tmp_path, base="")
    for number in range(cache.MOST + 3):
        kept.kept("list", number, lambda: "text")
    assert cache.MOST == len(list((tmp_path / "list").iterdir()))


def test_folder_has_another_digest_when_a_file_changes(tmp_path: Path) -> None:
    """A changed file changes the digest of its folder; a file of another kind does not."""
    (tmp_path / "a.py").write_text("1")
    before = cache.of_folder(tmp_path, suffixes=(".py",))
    (tmp_path / "notes.txt").write_text("1")
    assert before == cache.of_folder(tmp_path, suffixes=(".py",))
    (tmp_path / "a.py").write_text("2")
    assert before != cache.of_folder(tmp_path, suffixes=(".py",))
