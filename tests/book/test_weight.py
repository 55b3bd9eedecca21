"""What the built book's pages weigh when a browser loads them, and that they still do what they did.

`make book` comes first. Bytes are counted as a compressing server sends them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.audit import browser
from tests.audit.server import served

HTML = browser.BOOK
HOME, EVERY = 250_000, 400_000
"""How many bytes the home page and every page may have, with all that they load."""
WIDTHS = (390, 1280)
FONTS_LATE = 0.4
"""How many seconds a typeface takes that comes as a file."""
AT_ONCE = 10
"""How many pages are loaded together."""

WATCH_SHIFTS = """
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
ICONS_WITHOUT_PICTURE = """
  [...document.querySelectorAll('[class*="fa-"], .fas')].filter(
    (icon) => !getComputedStyle(icon, "::before").maskImage.startsWith("url(")
  ).map((icon) => icon.className)
"""


class Visit(NamedTuple):
    """What a browser saw of a page: each file with its bytes, how far lines jumped, icons with no picture."""

    files: dict[str, int]
    shift: float
    bare_icons: list[str]
    errors: list[str]


def pages() -> list[str]:
    found = {page.relative_to(HTML) for page in HTML.rglob("*.html")}
    return sorted(str(page) for page in found if page.parts[0] != "_static")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    assert (HTML / "index.html").is_file(), "there is no built book: make book"
    with served(HTML, late={".woff2": FONTS_LATE, "amiri.js": FONTS_LATE}) as where:
        yield where


@pytest.fixture(scope="module")
def visits(chromium: Browser, address: str) -> dict[tuple[str, int], Visit]:
    """What was seen at every page in every width. Several are open at a time, because all of them wait."""
    places = [(page, width) for page in pages() for width in WIDTHS]
    found = {}
    for batch in batched(places, AT_ONCE):
        opened = [Opened(chromium, address, *place) for place in batch]
        for one in opened:
            one.page.wait_for_load_state("load")
            one.page.evaluate("document.fonts.ready")
        opened[0].page.wait_for_timeout(400)
        found |= {place: one.seen() for place, one in zip(batch, opened, strict=True)}
    return found


def batched(places: list[tuple[str, int]], size: int) -> Iterator[list[tuple[str, int]]]:
    for start in range(0, len(places), size):
        yield places[start : start + size]


class Opened:
    """A page that is being loaded, with nothing kept from before, its typefaces late."""

    def __init__(self, chromium: Browser, address: str, name: str, width: int) -> None:
        self.files: dict[str, int] = {}
        self.errors: list[str] = []
        self.page = chromium.new_page(viewport={"width": width, "height": 900})
        self.page.add_init_script(WATCH_SHIFTS)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("requestfinished", lambda request: self.files.update(
            weighed(request.url, address, request.sizes())))  # fmt: skip
        self.page.goto(f"{address}/{name}", wait_until="commit")

    def seen(self) -> Visit:
        shift, icons = self.page.evaluate("window.shift"), self.page.evaluate(ICONS_WITHOUT_PICTURE)
        self.page.close()
        return Visit(self.files, shift, icons, self.errors)


def weighed(url: str, address: str, sizes: dict[str, int]) -> dict[str, int]:
    """A loaded file's place in the book, with its bytes; nothing for a picture inside the stylesheet."""
    if url.startswith(("data:", f"{address}/favicon.ico")):
        return {}
    assert url.startswith(f"{address}/"), f"a request leaves the page: {url}"
    return {url.removeprefix(f"{address}/").partition("?")[0]: sizes["responseBodySize"]}


def test_every_page_is_light(visits: dict[tuple[str, int], Visit]) -> None:
    assert len(visits) > 2 * 10
    for (page, width), seen in visits.items():
        assert {page, "_static/style.css"} <= seen.files.keys() and min(seen.files.values()) > 0
        limit = HOME if page == "index.html" else EVERY
        assert sum(seen.files.values()) <= limit, f"{page} at {width}: {seen.files}"


def test_nothing_jumps_when_typefaces_come_late(visits: dict[tuple[str, int], Visit]) -> None:
    assert {at: seen.shift for at, seen in visits.items() if seen.shift >= 0.01} == {}


def test_every_icon_has_a_picture(visits: dict[tuple[str, int], Visit]) -> None:
    assert {at: seen.bare_icons for at, seen in visits.items() if seen.bare_icons} == {}
    assert 'class="fa-solid fa-bars"' in (HTML / "index.html").read_text(encoding="utf-8")


def test_no_script_fails(visits: dict[tuple[str, int], Visit]) -> None:
    assert {at: seen.errors for at, seen in visits.items() if seen.errors} == {}


def test_the_theme_s_icons_and_bootstrap_are_not_in_the_book() -> None:
    names = [str(path.relative_to(HTML)) for path in HTML.rglob("*")]
    assert [name for name in names if re.search(r"fontawesome|fa-\w+-\d+|bootstrap|\.map$", name)] == []
    for page in pages():
        text = (HTML / page).read_text(encoding="utf-8")
        assert text.count('rel="stylesheet"') == 1
        assert not re.search(r"fontawesome|bootstrap\.js", text)
        assert ("searchindex.js" in text) == (page == "search.html")


@pytest.fixture
def attacks(chromium: Browser, address: str) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 390, "height": 900}, color_scheme="light")
    page.goto(f"{address}/book/attacks.html")
    yield page
    page.close()


def test_the_menu_of_downloads_works_by_mouse_and_keys(attacks: Page) -> None:
    button, menu = attacks.locator("[data-bs-toggle=dropdown]"), attacks.locator(".dropdown-menu")
    button.click()
    assert menu.is_visible() and button.get_attribute("aria-expanded") == "true"
    box = menu.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    attacks.locator("article p").first.click(position={"x": 5, "y": 60})
    assert not menu.is_visible()
    button.focus()
    attacks.keyboard.press("ArrowDown")
    assert menu.is_visible() and menu.locator("a").first.evaluate("item => item === document.activeElement")
    attacks.keyboard.press("Escape")
    assert not menu.is_visible() and button.evaluate("it => it === document.activeElement")


def test_sidebars_search_theme_and_code_still_work(attacks: Page) -> None:
    attacks.locator(".bd-header-article .primary-toggle").click()
    assert attacks.locator("#pst-primary-sidebar-modal nav.bd-links").is_visible()
    attacks.keyboard.press("Escape")
    assert not attacks.locator("#pst-primary-sidebar-modal").is_visible()
    attacks.locator(".bd-header-article .search-button__button").click()
    assert attacks.locator("#pst-search-dialog input").is_visible()
    attacks.keyboard.press("Escape")
    html = attacks.locator("html")
    assert html.get_attribute("data-theme") == "light"
    attacks.locator(".theme-switch-button").click()
    assert html.get_attribute("data-mode") == "dark" and html.get_attribute("data-theme") == "dark"
    assert attacks.locator(".theme-switch[data-mode=dark]").is_visible()
    cell = attacks.locator("details.hide").first
    cell.locator("summary").click()
    assert cell.locator("button.copybtn").count() == 1
