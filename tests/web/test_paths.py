"""What a coder does from end to end in a real browser, in both languages and with the keys alone."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from marsad.project.demo import fill
from marsad.project.project import create


def ready(page: Any, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state()


def asked(page: Any, address: str, path: str) -> Any:
    return page.request.get(f"{address}{path}").json()


def without_map(page: Any) -> None:
    """Leave the map out: it takes its time, and has tests of its own."""
    page.route("**/static/map.js", lambda route: route.abort())


def event_of(page: Any) -> str:
    return str(page.locator(".card.active").get_attribute("data-event"))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_coder_s_whole_path(page: Any, address: str, lang: str) -> None:
    """Open the queue, set a place on the map, add an event from words, join two happenings, undo, export."""
    place = set_on_the_map(page, address, lang)
    without_map(page)
    add_from_words(page, address)
    join_and_undo(page, address)
    export(page, address, place)
    assert page.faults == []


def set_on_the_map(page: Any, address: str, lang: str) -> str:
    keys = page.keyboard
    ready(page, f"{address}/review?lang={lang}")
    page.wait_for_selector("#map[data-ready]", timeout=90_000)
    first = event_of(page)
    was = asked(page, address, f"/api/events/{first}")["record"]["places"][0]
    keys.press("e")
    page.locator("#f-place").focus()
    page.locator("#map").scroll_into_view_if_needed()
    box = page.locator("#map canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)  # a click on the map offers places
    page.wait_for_selector("[role=option]")
    chosen = page.locator("[role=option]").first.evaluate("one => one.firstChild.data")
    keys.press("Enter")
    assert page.locator("#f-place").input_value() == chosen
    keys.press("Enter")
    page.wait_for_url(f"**done={first}")
    found = asked(page, address, f"/api/events/{first}")
    now = found["record"]["places"][0]
    assert (found["review"], now["name_ar"]) == ("accepted", chosen)
    assert (now["lat"], now["lon"]) != (was["lat"], was["lon"])
    return str(now["name"])


def add_from_words(page: Any, address: str) -> None:
    keys = page.keyboard
    ready(page, f"{address}/reports/syria-1")
    keys.press("w")
    keys.press("Shift+ArrowLeft")
    keys.press("Enter")
    page.locator("form.add select").select_option("protest")
    with page.expect_navigation():
        page.locator("form.add button.main").press("Enter")
    assert asked(page, address, f"/api/events/{event_of(page)}")["record"]["kind"] == "protest"


def join_and_undo(page: Any, address: str) -> None:
    keys = page.keyboard
    singles = [one for one in asked(page, address, "/api/happenings")["happenings"] if len(one["accounts"]) == 1]
    one, other = singles[0]["happening_id"], singles[1]["happening_id"]
    ready(page, f"{address}/happenings/{one}")
    page.locator("input[name=other]").fill(f"{address}/happenings/{other}")
    keys.press("Enter")
    page.wait_for_url(f"**/with/{other}")
    keys.press("a")
    page.wait_for_url("**run=*")
    both = asked(page, address, f"/api/happenings/{one}")
    assert both["accounts"] == asked(page, address, f"/api/happenings/{other}")["accounts"]
    assert len(both["accounts"]) == 2
    keys.press("u")
    page.wait_for_url(re.compile(r"/happenings/hap-[0-9a-f]+$"))
    assert asked(page, address, f"/api/happenings/{one}")["accounts"] == singles[0]["accounts"]


def export(page: Any, address: str, place: str) -> None:
    ready(page, f"{address}/events")
    with page.expect_download() as download:
        page.locator("a[download]").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text("utf-8").splitlines()))
    assert place in {row["places"] for row in rows}


TOLD = "قصفت طائرات حربية {party} مدينة {place} أمس، ما أدى إلى مقتل {n} مدنيين."
WHO, WHERE = ("روسية", "سورية"), ("دوما", "إدلب", "حلب", "الرقة", "كفرزيتا", "سراقب")


@pytest.fixture
def sixty(tmp_path: Path, lines: Callable[[list[dict[str, Any]]], bytes]) -> Iterator[Any]:
    """Give a project of sixty reports."""
    rows = [
        {"id": f"sixty-{n}", "published": f"2018-0{1 + n // 20}-{1 + n % 20:02}", "title": f"تقرير {n}",
         "text": TOLD.format(party=WHO[n % 2], place=WHERE[n % 6], n=n + 3)}
        for n in range(60)
    ]  # fmt: skip
    (tmp_path / "sixty.jsonl").write_bytes(lines(rows))
    project = create(tmp_path / "sixty", "", None, os.environ, "tester")
    fill(project, [tmp_path / "sixty.jsonl"])
    yield project
    project.close()


def test_sixty_reports_are_reviewed_by_keys_alone(page: Any, sixty: Any, serve: Callable[[Any], Any]) -> None:
    address = serve(sixty)
    without_map(page)
    whole = asked(page, address, "/api/events")["number"]
    assert whole >= 60
    ready(page, f"{address}/review?lang=ar")
    keys = page.keyboard
    for turn in count():
        if "/review/" not in page.url:
            break
        name = event_of(page)
        if turn % 5 == 3:
            keys.press("r")
            keys.press("Tab")
            keys.type("تكرار")
        elif turn % 5 == 1:
            keys.press("e")
            page.keyboard.press("End")
        else:
            keys.press("a")
            page.wait_for_url(f"**done={name}")
            continue
        keys.press("Tab") if turn % 5 == 1 else None
        with page.expect_navigation():
            page.evaluate("document.activeElement.form.requestSubmit()") if turn % 5 == 1 else keys.press("Enter")
    assert asked(page, address, "/api/events?review=open")["number"] == 0
    decided = asked(page, address, "/api/events?review=accepted")["number"]
    assert decided + asked(page, address, "/api/events?review=rejected")["number"] == whole
    reports = [one["name"] for page_ in (1, 2) for one in asked(page, address, f"/api/reports?page={page_}")["reports"]]
    assert len(reports) == 60
    assert page.faults == []


def test_keys_are_given_to_other_actions_and_kept(page: Any, address: str) -> None:
    without_map(page)
    ready(page, f"{address}/review?lang=en")
    first = event_of(page)
    page.keyboard.press("?")
    page.locator("[data-remap=accept]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("y")
    assert page.locator("[data-order=accept] kbd").inner_text() == "y"
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("a")
    assert event_of(page) == first
    page.keyboard.press("y")
    page.wait_for_url(f"**done={first}")
    page.keyboard.press("?")
    page.locator("[data-reset-keys]").click()
    assert page.locator("[data-order=accept] kbd").inner_text() == "a"
