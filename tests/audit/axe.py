"""Asks axe-core about every page of the built book: at two widths, in both themes, evidence open and shut.

`python -m tests.audit.axe`; axe-core comes from npm (package.json beside this file). All of its default rules
count, best practice included. Prints each violation with its page and element; exit status 1 for any.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.audit import browser

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {1280: 800, 390: 844}
THEMES = ("light", "dark")
OPENS = ('a[href^="#panel-n"], a[href^="#panel-s"], a[href^="#panel-r"]', 'a[href^="#panel-cite"]')
"""What opens evidence; on a page without any, what opens a reference."""


def main() -> int:
    """Run axe over everything; 0 when it found nothing."""
    if not SCRIPT.is_file():
        print("axe-core is not installed. Type: sh setup.sh audit", file=sys.stderr)
        return 1
    if not browser.pages():
        print(browser.MISSING, file=sys.stderr)
        return 1
    asked, found = 0, []
    with sync_playwright() as playwright:
        chromium = browser.launch(playwright)
        for page in browser.pages():
            for violations in states(chromium, page):
                asked += 1
                found += violations
        chromium.close()
    for line in dict.fromkeys(found):
        print(line)
    print(f"axe: {asked} states of {len(browser.pages())} pages, {len(found)} violations")
    return int(bool(found))


def states(chromium: Browser, page: Path) -> Iterator[list[str]]:
    """What axe finds in a page in each of its states."""
    for width, height in WIDTHS.items():
        for theme in THEMES:
            context = chromium.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
            )
            tab = context.new_page()
            tab.goto(page.as_uri())
            tab.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            tab.add_script_tag(path=SCRIPT)
            yield asked(tab, f"{page.name} {width} {theme}")
            opener = next((tab.locator(css).first for css in OPENS if tab.locator(css).count()), None)
            if opener:
                opener.dispatch_event("click")
                tab.wait_for_selector(".panel:popover-open")
                yield asked(tab, f"{page.name} {width} {theme} open")
            context.close()


def asked(tab: Any, state: str) -> list[str]:
    """The violations of a state, each element on a line."""
    result = tab.evaluate("() => axe.run(document)")
    return [
        f"{state}: {violation['id']}: {violation['help']}: {node['target']} {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


if __name__ == "__main__":
    sys.exit(main())
