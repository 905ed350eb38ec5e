"""The desk in a real browser: by keys alone, without scripts, for everybody, and against hostile words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def ready(page: Any, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state()


def without_map(page: Any) -> None:
    """Leave the map out: it takes its time, and has tests of its own."""
    page.route("**/static/map.js", lambda route: route.abort())


def event_of(page: Any) -> str:
    return str(page.locator(".card.active").get_attribute("data-event"))


def asked(page: Any, address: str, path: str) -> Any:
    return page.request.get(f"{address}{path}").json()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_event_is_accepted_and_corrected_by_keys_alone(page: Any, address: str, lang: str) -> None:
    without_map(page)
    ready(page, f"{address}/review?lang={lang}")
    keys = page.keyboard
    first = event_of(page)
    keys.press("a")  # accept, and on to the next
    page.wait_for_url(f"**done={first}")
    second = event_of(page)
    assert second != first
    assert asked(page, address, f"/api/events/{first}")["review"] == "accepted"

    keys.press("u")  # undo the last
    page.wait_for_url(f"**/review/{first}?**")
    assert asked(page, address, f"/api/events/{first}")["review"] == "open"

    keys.press("1")  # a field lights its words
    assert page.locator(".words mark.lit").count() > 0

    keys.press("e")  # correct: the first field has the focus
    assert page.evaluate("document.activeElement.name") == "kind"
    page.locator("#f-place").focus()
    keys.press("Control+a")
    keys.type("الرقه")
    page.wait_for_selector("[role=option]")
    keys.press("ArrowDown")
    keys.press("Enter")
    page.locator(".edit-form [name=killed]").focus()
    keys.press("Control+a")
    keys.type("4-6")
    keys.press("Enter")
    page.wait_for_url(f"**done={first}")
    record = asked(page, address, f"/api/events/{first}")["record"]
    assert (record["killed"]["min"], record["killed"]["max"]) == (4, 6)
    assert "الرق" in record["places"][0]["name_ar"]

    assert page.faults == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_event_is_rejected_and_one_added_by_keys_alone(page: Any, address: str, lang: str) -> None:
    without_map(page)
    ready(page, f"{address}/review?lang={lang}")
    keys = page.keyboard
    third = event_of(page)
    keys.press("r")  # reject, with a reason
    assert page.evaluate("document.activeElement.name") == "reason"
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("تدريب")
    keys.press("Enter")
    page.wait_for_url(f"**done={third}")
    decided = asked(page, address, f"/api/events/{third}")["decisions"][-1]
    assert (decided["decision"], decided["note"]) == ("rejected", "misread: تدريب")

    keys.press("w")  # choose words with the arrows, and add an event
    said = page.evaluate("getSelection().toString().trim()")
    keys.press("Enter")
    assert page.locator("form.add").is_visible()
    page.locator("form.add select").select_option("ied")
    page.locator("form.add button.main").focus()
    with page.expect_navigation():
        keys.press("Enter")
    added = asked(page, address, f"/api/events/{event_of(page)}")
    text = asked(page, address, f"/api/reports/{added['record']['report_id']}")["text"]
    start, end = added["record"]["evidence"][0]
    assert text[start:end] == said
    assert page.faults == []


def test_words_marked_with_the_mouse_keep_their_offsets(page: Any, address: str) -> None:
    without_map(page)
    ready(page, f"{address}/reports/sudan-1")  # has signs beyond the basic plane before its words
    text = asked(page, address, "/api/reports/sudan-1")["text"]
    found = page.evaluate("""() => {
        const walker = document.createTreeWalker(document.querySelector('#words'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('الثورة');
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + 6);
            document.querySelector('#words').dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
            return true;
        }
        return false;
    }""")
    assert found
    page.wait_for_selector("form.add:not([hidden])")
    start = int(page.locator("form.add [name=start]").input_value())
    end = int(page.locator("form.add [name=end]").input_value())
    assert text[start:end] == "الثورة"
    assert max(map(ord, text[:start])) > 0xFFFF


def test_without_scripts_one_reads_filters_and_decides(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/events?lang=en")
    page.locator(".filters select[name=kind]").select_option("shelling")
    page.locator(".filters button").click()
    assert "kind=shelling" in page.url
    assert page.locator("tbody tr").count() > 0
    page.goto(f"{address}/review?lang=en")
    name = event_of(page)
    page.locator(".card.active a[data-role]").first.click()
    assert "#w-" in page.url
    page.locator("[data-order=accept] button").click()
    assert f"done={name}" in page.url
    page.locator(".done button").click()
    assert page.locator(".card.active .state.open").is_visible()
    context.close()


def test_without_scripts_many_are_changed_and_two_joined(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/events?lang=en&kind=shelling")
    page.locator(".bulk summary").click()
    page.locator(".bulk button.main").click()
    assert page.locator(".state.accepted").count() == page.locator("tbody tr").count() > 0
    page.locator(".done button").click()
    assert page.locator(".state.open").count() == page.locator("tbody tr").count()
    page.goto(f"{address}/control?lang=en")
    assert page.locator("#held tbody tr").count() > 0
    page.goto(f"{address}/happenings?lang=en")
    page.locator("tbody a").first.click()
    page.locator("input[name=other]").fill(page.url.rsplit("/", 1)[-1].split("?")[0])
    context.close()


def test_the_map_is_ready_and_asks_nobody_else(page: Any, address: str) -> None:
    for path in ("/events", "/control"):
        ready(page, f"{address}{path}")
        page.wait_for_selector("#map[data-ready]", timeout=90_000)
        assert page.locator("#map canvas").count() == 1
    before = page.locator("[name=on]").input_value()
    page.locator("#slider").focus()
    with page.expect_response("**/control?on=*"):
        page.keyboard.press("Home")
    after = page.locator("[name=on]").input_value()
    assert after < before
    page.wait_for_url(f"**/control?on={after}")
    with page.expect_download() as download:
        page.locator(".png").click()
    assert Path(download.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert page.faults == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_on_any_page(page: Any, address: str, root: Path, lang: str, theme: str) -> None:
    axe = root / "front/node_modules/axe-core/axe.min.js"
    if not axe.is_file():
        pytest.skip("needs axe-core: make parts")
    happenings = asked(page, address, "/api/happenings")["happenings"]
    one = max(happenings, key=lambda one: len(one["accounts"]))["happening_id"]
    other = next(found["happening_id"] for found in happenings if found["happening_id"] != one)
    page.request.post(f"{address}/queues?kind=shelling", form={"name": "قصف"})
    first = asked(page, address, "/api/events")["events"][0]["name"]
    page.request.post(f"{address}/review/{first}/comment", form={"words": "تعليق"})
    page.request.post(f"{address}/review/{first}/accept", form={"killed": "7"})
    none = "/events?since=1990-01-01&until=1990-01-02"
    paths = ("/events", none, f"/review/{first}", "/queues", "/reports", "/reports/syria-1", "/happenings",
             f"/happenings/{one}", f"/happenings/{one}/with/{other}", "/control", "/happenings/none")  # fmt: skip
    script = axe.read_text()
    page.goto(f"{address}/events?lang={lang}&theme={theme}")
    for path in paths:
        ready(page, address + path)
        page.evaluate("document.querySelectorAll('details:not(.keys)').forEach(box => { box.open = true; })")
        page.evaluate(script)  # the protocol runs it; the page's own policy stays
        found = page.evaluate("axe.run().then(said => said.violations.map(v => v.id + ': ' + v.nodes[0].html))")
        assert found == [], f"{path} {lang} {theme}"
    assert page.faults == []
