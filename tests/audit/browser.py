"""The browser that the audits and the tests of the built book drive, and the pages it opens."""

from pathlib import Path

from playwright.sync_api import Browser, Playwright

BOOK = Path(__file__).resolve().parent.parent.parent / "_build" / "html"
MISSING = "There is no built book. Type: make book"
CHROMIUM = "/usr/bin/chromium"
"""Debian's: a browser that Playwright downloads would be another one on every machine."""


def launch(playwright: Playwright) -> Browser:
    """Chromium without a window, and without what it would ask the network for by itself."""
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )


def pages() -> list[Path]:
    """Every page of the built book."""
    return sorted([*BOOK.glob("*.html"), *BOOK.glob("book/*.html")])
