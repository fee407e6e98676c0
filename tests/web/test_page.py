"""The page in a browser: keys, marks, the form, small screens. Skipped where there is no Playwright or Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seriatim.series import open_store
from series.reviewed import TEXT, read, store_with
from web.desk import Client, review

playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if CHROMIUM is None:
    pytest.skip("needs a Chromium on the path", allow_module_level=True)

HOSTILE = "<img src=x onerror=alert(1)> 𝛃 " + TEXT


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Client]:
    store_with(tmp_path / "s.db", read(HOSTILE)).close()
    with review(tmp_path / "s.db", "Ada") as client:
        yield client


class Page:
    """A page of the review, opened at the first report."""

    def __init__(self, browser: Any, client: Client, width: int = 1280, scheme: str = "light") -> None:
        self.page = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme
        ).new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.page.goto(client.server.address)
        self.page.click("a.primary")
        self.page.wait_for_selector(".row")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def wait_said(self, words: str) -> None:
        self.page.wait_for_function(
            "words => document.getElementById('said').textContent.includes(words)", arg=words
        )

    @property
    def current(self) -> str:
        return str(self.page.inner_text("li.current .what b"))

    def select(self, words: str) -> None:
        self.page.evaluate(
            """words => {
              const walker = document.createTreeWalker(document.querySelector(".report"), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
              }
            }""",
            words,
        )
        self.page.wait_for_selector("button:has-text('Add'):not([disabled])")


def actions(client: Client) -> dict[str, str]:
    return {f["words"]: f["own"]["action"] for f in client.read("/api/reports/1")["facts"] if f["own"]}


def test_a_report_is_reviewed_by_keys_alone(browser: Any, ada: Client) -> None:
    page = Page(browser, ada)
    assert page.current == "age"
    page.press("a")
    page.wait_said("Accepted: age")
    page.press("j", "k", "r")
    page.wait_said("Rejected: sex")
    assert page.current == "Malar rash"
    page.press("a")
    page.wait_said("Accepted: Malar rash")
    page.press("u")
    page.wait_said("Taken back: Malar rash")
    assert actions(ada) == {"40-year-old": "accept", "woman": "reject"}
    assert page.page.inner_text(".progress span").startswith("2 of 5")
    assert page.faults == []


def test_the_current_fact_is_marked_in_the_text_and_a_mark_chooses_its_fact(
    browser: Any, ada: Client
) -> None:
    page = Page(browser, ada)
    page.page.click("mark:has-text('fever')")
    assert page.current == "Fever"
    assert page.page.inner_text("mark[aria-current]") == "fever"
    assert page.page.inner_text(".report") == HOSTILE
    assert page.faults == []


def test_a_fact_is_recoded_by_the_search_of_terms(browser: Any, ada: Client) -> None:
    page = Page(browser, ada)
    page.page.click("mark:has-text('malar rash')")
    page.press("e")
    page.page.fill("#f-term", "skin rash")
    page.page.wait_for_selector("#terms li")
    page.press("Enter")
    assert (page.page.input_value("#f-label"), page.page.input_value("#f-code")) == (
        "Skin rash",
        "HP:0000988",
    )
    page.page.fill("#f-reason", "not malar")
    page.page.click("dialog .primary")
    page.wait_said("Edited")
    fact = ada.fact("Skin rash")
    assert (fact["own"]["action"], fact["own"]["reason"]) == ("recode", "not malar")
    assert page.faults == []


def test_a_form_that_is_filled_in_wrongly_says_so_and_stays_open(browser: Any, ada: Client) -> None:
    page = Page(browser, ada)
    page.press("e")
    page.page.fill("#f-age", "rather old")
    page.page.click("dialog .primary")
    page.page.wait_for_selector(".problem:has-text('age cannot be')")
    page.press("Escape")
    assert not page.page.query_selector("dialog[open]")
    assert actions(ada) == {}


def test_words_marked_in_the_text_become_a_fact_with_their_offsets(browser: Any, ada: Client) -> None:
    page = Page(browser, ada)
    page.select("brother had")
    page.press("m")
    page.page.fill("#f-label", "Affected brother")
    page.page.select_option("#f-whom", "family:")
    page.page.click("dialog .primary")
    page.wait_said("Added: Affected brother")
    fact = ada.fact("Affected brother")
    assert (fact["words"], fact["now"]["subject"]) == ("brother had", "family")
    assert page.page.inner_text("mark[aria-current]") == "brother had"
    with open_store(ada.db) as store:
        assert store.decisions.of()[0].seen["spans"][0]["text"] == "brother had"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "dark")])
def test_the_page_fits_small_screens_and_dark_rooms(
    browser: Any, ada: Client, width: int, scheme: str
) -> None:
    page = Page(browser, ada, width, scheme)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    seen = page.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (seen == "rgb(255, 255, 255)") == (scheme == "light")
    for button in page.page.query_selector_all(".toolbar button"):
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.page.click(".toolbar .accept")
    page.wait_said("Accepted")


def test_every_control_has_a_name_and_the_current_fact_has_the_focus(browser: Any, ada: Client) -> None:
    page = Page(browser, ada)
    page.press("j")
    assert page.page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    nameless = page.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, a")].filter((e) =>
          !e.textContent.trim() && !e.getAttribute("aria-label") && !e.labels?.length).map((e) => e.outerHTML)"""
    )
    assert nameless == []


def test_a_page_without_the_token_says_what_to_open(browser: Any, ada: Client) -> None:
    page = browser.new_context().new_page()
    page.goto(ada.server.address.partition("#")[0])
    page.wait_for_selector("[role=alert]")
    assert "open the address" in page.inner_text("[role=alert]")


def test_keys_pressed_fast_decide_one_fact_after_the_other(browser: Any, ada: Client) -> None:
    page = Page(browser, ada)
    page.press(*"aaaar")
    page.wait_said("Rejected: Oral ulcer")
    assert list(actions(ada).values()) == ["accept"] * 4 + ["reject"]
    assert page.faults == []


def test_a_filter_shows_what_it_says_and_goes_to_the_first_of_them(browser: Any, ada: Client) -> None:
    page = Page(browser, ada)
    page.press("a", "j", "r")
    page.wait_said("Rejected")
    page.page.select_option("select[aria-label='Which facts']", "rejected")
    assert page.page.eval_on_selector_all(".row", "rows => rows.length") == 1
    assert page.page.inner_text(".row.reject .what b") == page.current
    assert page.faults == []
