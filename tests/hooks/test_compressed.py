"""Compressed copies beside the files of a finished site."""

import gzip
import hashlib
from pathlib import Path

import brotli

from symptom_site import cli
from symptom_site.finish import compressed

WORDS = "Muscle cramps are common. " * 40


def site_of(folder: Path) -> Path:
    """A built site in small."""
    files = {
        "index.html": WORDS.encode(),
        "a/app.mjs": WORDS.encode(),
        "a/short.css": b"a{}",
        "a/font.woff2": WORDS.encode(),
        "a/noise.zip": b"".join(hashlib.sha256(bytes([number])).digest() for number in range(20)),
    }
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def copies(site: Path) -> list[str]:
    """The copies in a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in compressed.MAKERS)


def test_each_file_that_gains_has_both_copies(tmp_path: Path) -> None:
    """Texts get a copy of each kind that holds the same bytes; what is short, or gains nothing, gets none."""
    site = site_of(tmp_path / "site")
    assert compressed.write(site, tmp_path / "kept") == 4
    assert copies(site) == ["a/app.mjs.br", "a/app.mjs.gz", "index.html.br", "index.html.gz"]
    assert brotli.decompress((site / "index.html.br").read_bytes()) == WORDS.encode()
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == WORDS.encode()


def test_a_second_build_takes_what_is_kept(tmp_path: Path) -> None:
    """The same bytes are compressed once, wherever they stand, and the copies are the same."""
    first, kept = site_of(tmp_path / "one"), tmp_path / "kept"
    compressed.write(first, kept)
    for file in kept.iterdir():
        file.write_bytes(b"kept")
    second = site_of(tmp_path / "two")
    compressed.write(second, kept)
    assert {(second / path).read_bytes() for path in copies(second)} == {b"kept"}
    assert set(copies(first)) <= set(copies(second))


def test_command_compresses_a_built_site(tmp_path: Path, capsys) -> None:
    """The command writes the copies, and says what is missing where no site is."""
    site = site_of(tmp_path / "site")
    assert cli.main(["compress", str(site), "--cache", str(tmp_path)]) == 0
    assert "index.html.br" in copies(site)
    assert cli.main(["compress", str(tmp_path)]) == 2
    assert "build the site first" in capsys.readouterr().err


def test_many_files_with_the_same_bytes_are_compressed_side_by_side(tmp_path: Path) -> None:
    """Copies of one content that are made at the same time do not get in each other's way."""
    site = tmp_path / "site"
    site.mkdir()
    for number in range(64):
        (site / f"{number}.txt").write_text(WORDS * 100, encoding="utf-8")
    assert compressed.write(site, tmp_path / "kept") == 128
    assert len(list((tmp_path / "kept").iterdir())) == 2
