"""What a site sets for the generator: names, places and the region."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one build, as `mkdocs.yml` and the command give them."""

    name: str
    """Name of the site."""
    short_name: str
    """Name under the icon of an installed site, a dozen letters or so; empty = `name`."""
    description: str
    """One sentence about the site."""
    beside: tuple[str, ...] = ()
    """What else `mkdocs.yml` says to readers, such as the line on rights."""
    url: str
    """The address under which the site is published; empty or a local one when nobody else can reach it."""
    report_url: str
    """Where readers report a mistake; empty = the section `report-a-mistake` of the page about the site."""
    region: str
    """Id of the region whose words the site speaks; empty = the one that the topic is written for."""
    docs: Path
    """The folder of the pages."""
    knowledge: Path
    """The folder of the topic."""
    cache: Path
    """The folder that keeps what a later build can take again."""
    node_modules: Path
    """The folder of the npm packages: Pyodide, Workbox and the font."""
    is_live: bool
    """Whether a person writes and looks: no service worker, no policy, no list for offline use."""
