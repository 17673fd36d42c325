"""The address under which a copy of the site is published, as far as anyone else can use it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

LOCAL_NAMES = ("localhost", "local", "internal", "test", "invalid")
"""Hosts with such a name, or below it, are of this machine or this house alone."""


def public(site_url: str | None) -> str:
    """Return the address with a slash at its end, or nothing when only this machine or its network knows it.

    A page must not name an address that leads nowhere: without SITE_URL the site names none.
    """
    parts = urlsplit(site_url or "")
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or host.rpartition(".")[2] in LOCAL_NAMES:
        return ""
    try:
        known_elsewhere = ip_address(host).is_global
    except ValueError:  # a name
        known_elsewhere = "." in host
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/" if known_elsewhere else ""


def robots(address: str) -> str:
    """Write `robots.txt`: all may be read; with an address, where the list of pages stands."""
    lines = ["User-agent: *", "Allow: /"]
    if address:
        lines += ["", f"Sitemap: {address}sitemap.xml"]
    return "\n".join(lines) + "\n"
