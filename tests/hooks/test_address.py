"""The address under which a copy of the site is published."""

import pytest

from symptom_site.finish import public_url as address


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        ("https://example.org/guide/", "https://example.org/guide/"),
        ("https://example.org/guide", "https://example.org/guide/"),
        ("http://example.org:8080?a=b#c", "http://example.org:8080/"),
        ("https://93.184.215.14/", "https://93.184.215.14/"),
    ],
)
def test_address_that_all_can_reach_is_kept(site_url, expected):
    """A name or number of the whole net is kept, with a slash at its end and nothing after it."""
    assert expected == address.public(site_url)


@pytest.mark.parametrize(
    "site_url",
    [
        None,
        "",
        "guide/",
        "//example.org/",
        "ftp://example.org/",
        "http://localhost:8000/",
        "http://127.0.0.1:8000/",
        "http://[::1]/",
        "http://192.168.1.2/",
        "http://printer/",
        "http://guide.local/",
        "http://guide.test/",
    ],
)
def test_address_that_leads_nowhere_for_others_is_none(site_url):
    """A machine's own address, one of its house, and what is no address at all count as none."""
    assert address.public(site_url) == ""


def test_robots_name_the_list_of_pages_by_its_address():
    """Robots may read all, and the list of pages is named only when it has an address."""
    assert address.robots("") == "User-agent: *\nAllow: /\n"
    assert (
        address.robots("https://example.org/")
        == "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    )
