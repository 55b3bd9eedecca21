"""The built book as people use it: a real browser opens evidence, copies references, turns the lights off.

Everything is opened from `file://`, as from a memory stick, and no request may leave a page.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from analysis import corpus, facts
from tests.audit import browser

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
Readers = Callable[..., BrowserContext]
ARABIC = re.compile("[\u0621-\u064a]{3}")


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Readers]:
    """Makes new readers. No page may fail for any of them, nor ask for anything but files."""
    made: list[BrowserContext] = []
    wrong: list[str] = []

    def make(**options: Any) -> BrowserContext:
        found = chromium.new_context(**({"viewport": DESK} | options))
        found.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else wrong.append(r.url))
        found.on("weberror", lambda error: wrong.append(f"{error.page and error.page.url}: {error.error}"))
        made.append(found)
        return found

    yield make
    for context in made:
        context.close()
    assert wrong == []


@pytest.fixture
def context(reader: Readers) -> BrowserContext:
    """A new reader with a desktop screen."""
    return reader()


def opened(context: BrowserContext, name: str = "index.html") -> Page:
    page = context.new_page()
    file, _, anchor = name.partition("#")
    page.goto(f"{(browser.BOOK / file).as_uri()}#{anchor}" if anchor else (browser.BOOK / file).as_uri())
    return page


def panel_of(page: Page, link: Locator) -> Locator:
    return page.locator(link.get_attribute("href") or "")


def test_a_number_opens_its_arabic_sentence_in_one_tap_on_a_phone(reader: Readers) -> None:
    page = opened(reader(viewport=PHONE, has_touch=True, is_mobile=True))
    fact = page.locator("[data-fact='choice-highest']").first
    fact.tap()
    panel = panel_of(page, fact)
    expect(panel).to_be_visible()
    words = panel.locator("[lang=ar][dir=rtl]").first
    assert ARABIC.search(words.inner_text())
    box, screen = words.bounding_box(), page.viewport_size
    assert box and screen and 0 <= box["y"] < screen["height"], "on the screen, without scrolling"
    words.tap()  # and its card in the second
    card = page.locator(words.get_attribute("href") or "")
    expect(card.locator("mark")).to_be_visible()


def test_a_number_says_what_it_rests_on(context: BrowserContext) -> None:
    page = opened(context)
    fact = facts.compute(corpus.load())["2024-february.duration"]
    link = page.locator(f"[data-fact='{fact.name}']").first
    assert link.get_attribute("data-statements") == " ".join(fact.statements)
    link.click()
    panel = panel_of(page, link)
    expect(panel).to_contain_text(fact.how)
    for id in fact.statements:
        assert corpus.load().statement(id).quote in panel.inner_text()
    panel.get_by_text("Permanent address").first.click()
    assert page.url.endswith(f"book/evidence.html#{fact.statements[0]}")


def test_the_keyboard_alone_opens_reads_and_closes(context: BrowserContext) -> None:
    page = opened(context)
    link = page.locator("a.fact").first
    link.focus()
    for key in ("Enter", "Space"):
        assert link.get_attribute("aria-expanded") == "false"
        page.keyboard.press(key)
        panel = panel_of(page, link)
        expect(panel).to_be_visible()
        expect(link).to_have_attribute("aria-expanded", "true")
        expect(panel).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.panel') !== null"), "Tab goes into the panel"
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(link).to_be_focused()


def test_a_screen_reader_hears_what_a_number_opens(context: BrowserContext) -> None:
    page = opened(context)
    link = page.locator("a.fact").first
    expect(link).to_have_role("button")
    assert link.get_attribute("aria-haspopup") == "dialog"
    link.click()
    expect(panel_of(page, link)).to_have_role("dialog")
    expect(panel_of(page, link)).to_have_accessible_name(f"Evidence for “{link.inner_text()}”")


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_a_mark_in_a_chart_opens_its_evidence(context: BrowserContext, how: str) -> None:
    page = opened(context)
    mark = page.locator("figure svg a").first
    if how == "mouse":
        mark.locator("path, use").first.click(force=True)
    else:
        mark.focus()
        page.keyboard.press("Enter")
    panel = panel_of(page, mark)
    expect(panel).to_be_visible()
    assert ARABIC.search(panel.locator("[lang=ar]").first.inner_text())
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("css", ["a.fact", "figure svg a"])
def test_a_second_press_closes_what_the_first_opened(context: BrowserContext, css: str) -> None:
    page = opened(context)
    link = page.locator(css).first
    for shown in (True, False, True):
        link.locator("path").first.click(force=True) if "svg" in css else link.click()
        expect(panel_of(page, link)).to_be_visible(visible=shown)
        expect(link).to_have_attribute("aria-expanded", str(shown).lower())


def test_a_cell_of_the_matrix_opens_all_its_statements(context: BrowserContext) -> None:
    page = opened(context, "book/comparison.html")
    cell = page.locator(".matrix a.told[href*='_']").first
    cell.click()
    ids = (cell.get_attribute("href") or "").removeprefix("#panel-").split("_")
    assert len(ids) > 1
    for id in ids:
        assert corpus.load().statement(id).quote in panel_of(page, cell).inner_text()


def test_without_scripts_a_number_still_opens_and_closes(reader: Readers) -> None:
    page = opened(reader(viewport=PHONE, java_script_enabled=False))
    link = page.locator("a.fact").first
    panel = panel_of(page, link)
    expect(panel).to_be_hidden()
    link.click()
    expect(panel).to_be_visible()
    panel.locator(".panel-close").click()
    expect(panel).to_be_hidden()


def test_a_card_opened_from_a_list_closes_before_the_list(context: BrowserContext) -> None:
    page = opened(context)
    link = page.locator("[data-fact='attacks-listed']").first
    link.click()
    listed = panel_of(page, link).locator(".panel-list a").first
    listed.click()
    expect(panel_of(page, listed)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel_of(page, listed)).to_be_hidden()
    expect(panel_of(page, link)).to_be_visible()
    expect(listed).to_be_focused()
    page.mouse.click(5, 5)
    expect(panel_of(page, link)).to_be_hidden()
    expect(link).to_have_attribute("aria-expanded", "false")


def test_an_address_that_names_a_panel_opens_it(context: BrowserContext) -> None:
    page = opened(context, "index.html#panel-n-attacks-listed")
    expect(page.locator("#panel-n-attacks-listed")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#panel-n-attacks-listed")).to_be_hidden()


def test_a_reference_is_copied(context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(context, "book/events.html")
    page.locator("[id='e-conoco-2024-07-26'] a.cite").click()
    panel = page.locator("#panel-cite-e-conoco-2024-07-26")
    for form in ("Chicago", "BibTeX"):
        panel.get_by_role("button", name=f"Copy: {form}").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == panel.locator(f"[data-format={form}]").inner_text()
        assert "e-conoco-2024-07-26" in copied and "0.1.0" in copied


def test_the_lights_go_off_and_stay_off(context: BrowserContext) -> None:
    page = opened(context)
    button = page.get_by_role("button", name="Color mode").first

    def theme() -> str:
        return str(page.evaluate("document.documentElement.dataset.theme"))

    def paper() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = paper()
    for _ in range(3):
        if theme() == "dark":
            break
        button.click()
    assert theme() == "dark" and paper() != light
    page.goto((browser.BOOK / "book/events.html").as_uri())
    assert theme() == "dark", "the next page remembers"


def test_a_reader_who_wants_no_motion_gets_none(reader: Readers) -> None:
    page = opened(reader(viewport=DESK, reduced_motion="reduce"))
    moving = "e => parseFloat(getComputedStyle(e).transitionDuration) > 0"
    assert page.evaluate(f"[...document.querySelectorAll('*')].filter({moving}).length") == 0


@pytest.mark.parametrize("path", browser.pages(), ids=lambda path: path.name)
def test_every_page_fits_a_phone_and_asks_nobody(path: Path, reader: Readers) -> None:
    page = opened(reader(viewport=PHONE), str(path.relative_to(browser.BOOK)))
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "it scrolls sideways"


@pytest.mark.parametrize("path", browser.pages(), ids=lambda path: path.name)
def test_every_heading_in_a_table_says_what_it_heads(path: Path) -> None:
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for table in soup.select("article table"):
        assert table.select("thead th"), "a table has headings"
        for heading in table.select("th"):
            assert heading.get("scope") == ("col" if heading.find_parent("thead") else "row")
            assert heading.get_text(strip=True), "an empty heading heads nothing"


@pytest.mark.parametrize("path", browser.pages(), ids=lambda path: path.name)
def test_every_link_in_a_chart_has_a_name_of_its_own(path: Path) -> None:
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for chart in soup.select("article svg"):
        named: dict[str, str] = {}
        for link in chart.select("a"):
            name, href = str(link.get("aria-label") or ""), str(link["href"])
            assert name, link
            assert named.setdefault(name, href) == href, f"two links are named {name}"
