"""What it costs to come to what one came for, as a table; the test of the same tasks holds the number of clicks."""

import pytest
from playwright.sync_api import Browser

from browser.conftest import new_profile
from reader_tasks import PHONE, do, tasks

pytestmark = pytest.mark.browser


def test_table_of_tasks(chromium: Browser, site: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Print clicks, screens of a phone scrolled, keys, and seconds in which nobody reads, for each task."""
    lines = [f"\n{'task':<36}{'clicks':>7}{'screens':>9}{'keys':>6}{'seconds':>9}"]
    for task in tasks():
        context = new_profile(chromium, viewport=PHONE)
        cost = do(context.new_page(), site, task)
        context.close()
        keys = cost.keys if task.keyboard else ""
        lines.append(f"{task.asks:<36}{cost.clicks:>7}{cost.scrolled:>9.1f}{keys:>6}{cost.seconds:>9.1f}")
    with capsys.disabled():
        print("\n".join(lines))
