"""The browser and the served site, as the browser tests have them."""

from browser.conftest import chromium, serve, site, site_dir

__all__ = ["chromium", "serve", "site", "site_dir"]
