"""The browser that the tests of the built book share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.audit import browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Without it these tests fail: a silent skip would hide a broken book."""
    assert Path(browser.CHROMIUM).is_file(), "there is no chromium. Type: sh setup.sh test"
    with sync_playwright() as playwright:
        found = browser.launch(playwright)
        yield found
        found.close()
