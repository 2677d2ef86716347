"""The page for browsers in Chromium: how fast it opens and answers, and how it looks. Needs Playwright and Chromium.

python benchmarks/page.py                    times, with the processor as it is and slowed down four times
python benchmarks/page.py --pictures FOLDER  PNGs of some parts, 375, 768 and 1440 wide, light and dark
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from iclc_cli import load_report
from iclc_cli.exports import EXPORTS

QUERIES = ("health literacy", "what did Cork ask for", "Irish cities", "helth litercy", "jobs for young people", "SDG 3", "free pads")
PARTS = {
    "home": "/",
    "search": "/search?q=health+literacy",
    "yeonsu": "/city/yeonsu",
    "forum": "/session/forum-1.1",
    "initiatives": "/initiatives?region=africa&by=kind",
    "map": "/map",
    "topics": "/topics-by-session",
    "counts": "/counts",
}
WIDTHS = (375, 768, 1440)
ROUNDS = 5

OPENED = """() => new Promise(resolve => {
  const look = () => document.querySelector("main > .shown") && document.querySelector("form[role=search]")
    ? requestAnimationFrame(() => resolve(performance.now())) : setTimeout(look, 1);
  look();
})"""
"""Milliseconds from the start of the navigation to the frame in which something is shown and can be searched."""

TYPED = """query => new Promise(resolve => {
  const box = document.getElementById("q"), hits = document.querySelector(".hits");
  hits.replaceChildren();
  const begun = performance.now();
  new MutationObserver((_, watch) => { watch.disconnect(); resolve(performance.now() - begun); }).observe(hits, { childList: true });
  box.value = query;
  box.dispatchEvent(new Event("input"));
})"""
"""Milliseconds from the last letter to the first hit in the page."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that is installed."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        sys.exit("Chromium is not installed")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def times(browser: Browser, address: str, slowed: int) -> tuple[list[float], list[float]]:
    """Milliseconds to open the page, and to the first hit of each query, the processor slowed down so many times."""
    opened, answered = [], []
    for _ in range(ROUNDS):
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        page.goto(address, wait_until="commit")
        opened.append(page.evaluate(OPENED))
        page.wait_for_timeout(300 * slowed)  # as long as nobody types: the index is made meanwhile
        answered += [page.evaluate(TYPED, query) for query in QUERIES]
        page.close()
    return opened, answered


def pictures(browser: Browser, address: str, folder: Path) -> None:
    """Every part at every width, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            how: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
            page = browser.new_page(**how)
            for name, path in PARTS.items():
                page.goto(f"{address}#{path}")
                page.wait_for_timeout(400)
                page.screenshot(path=folder / f"page-{name}-{width}-{scheme}.png")
            page.close()


def main() -> None:
    """Print the times, or write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="write PNGs in place of times")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = Path(folder) / "iclc.html"
        page.write_text(EXPORTS["page"].export(load_report()), encoding="utf-8")
        if asked.pictures:
            pictures(browser, page.as_uri(), asked.pictures)
            return
        print(f"{page.stat().st_size:,} bytes; milliseconds, median (most) of {ROUNDS} pages")
        for slowed in (1, 4):
            opened, answered = times(browser, page.as_uri(), slowed)
            print(f"processor {slowed} x slower: opens in {told(opened)}; first hit after the last letter {told(answered)}")


def told(values: list[float]) -> str:
    """The median, and the most."""
    return f"{statistics.median(values):.0f} ({max(values):.0f})"


if __name__ == "__main__":
    main()
