"""Takes the place of Pyodide's installer of packages: the wheel goes on the path as it is, so nothing is installed."""


class _Folder:
    """A path of which Pyodide asks only for the text."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Folder("/lib/python3.14/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Find no packages."""
