"""The desk in a real browser: by keys alone, without scripts, for everybody, and against hostile words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.project.demo import fill
from marsad.project.project import create


def ready(page: Any, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state()


def event_of(page: Any) -> str:
    return str(page.locator(".card.active").get_attribute("data-event"))


def asked(page: Any, address: str, path: str) -> Any:
    return page.request.get(f"{address}{path}").json()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_coder_s_path_by_keys_alone(page: Any, address: str, lang: str) -> None:
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
    page.locator("select[name=kind]").select_option("shelling")
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


def test_the_map_is_ready_and_asks_nobody_else(page: Any, address: str) -> None:
    ready(page, f"{address}/events")
    page.wait_for_selector("#map[data-ready]", timeout=20_000)
    assert page.locator("#map canvas").count() == 1
    assert page.faults == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_on_any_page(page: Any, address: str, root: Path, lang: str, theme: str) -> None:
    axe = root / "front/node_modules/axe-core/axe.min.js"
    if not axe.is_file():
        pytest.skip("needs axe-core: make parts")
    happening = max(asked(page, address, "/api/happenings")["happenings"], key=lambda one: len(one["accounts"]))
    none = "/events?since=1990-01-01&until=1990-01-02"
    paths = ("/events", none, "/review", "/reports", "/reports/syria-1", "/happenings",
             f"/happenings/{happening['happening_id']}", "/happenings/none")  # fmt: skip
    page.goto(f"{address}/events?lang={lang}&theme={theme}")
    for path in paths:
        ready(page, address + path)
        if path == "/review":
            page.keyboard.press("e")
        page.evaluate(axe.read_text())  # the protocol runs it; the page's own policy stays
        found = page.evaluate("axe.run().then(said => said.violations.map(v => v.id + ': ' + v.nodes[0].html))")
        assert found == [], f"{path} {lang} {theme}"


TAGS = ("<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>",
        "<iframe srcdoc='<script>parent.{}</script>'></iframe>", "<details open ontoggle={}>",
        "<input autofocus onfocus={}>", "<a href='javascript:{}'>x</a>", "<body onload={}>",
        "<math><mtext><style><img src=x onerror={}></style></mtext></math>")  # fmt: skip
AROUND = ("{}", "\"'>{}", "</textarea>{}", "</title>{}", "--&gt;-->{}", "\" autofocus onfocus=alert(1) x=\"{}",
          "{{{{7*7}}}}{}", "\\u003c{}")  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path, lines: Callable[[list[dict[str, Any]]], bytes]) -> Iterator[Any]:
    """Give a project whose reports carry scripts wherever words may stand."""
    told = "قصفت قوات النظام مدينة دوما أمس، ما أدى إلى مقتل ثلاثة مدنيين {} بحسب الدفاع المدني."
    payloads = [around.format(tag.format("alert(1)")) for around in AROUND for tag in TAGS]
    rows = [
        {"id": f"hostile-{n}", "published": "2018-03-20", "title": one, "outlet": one, "text": told.format(one),
         "url": f"javascript:alert({n})"}
        for n, one in enumerate(payloads)
    ]  # fmt: skip
    (tmp_path / "hostile.jsonl").write_bytes(lines(rows))
    project = create(
        tmp_path / "hostile", "<script>alert(1)</script>", None, os.environ, "<img src=x onerror=alert(1)>"
    )
    fill(project, [tmp_path / "hostile.jsonl"])
    yield project
    project.close()


def test_no_script_that_a_report_carries_is_run(page: Any, hostile: Any, serve: Callable[[Any], Any]) -> None:
    address = serve(hostile)
    page.route("**/static/map.js", lambda route: route.abort())  # the map draws no words, and takes its time
    names = [f"hostile-{n}" for n in range(0, len(TAGS) * len(AROUND), 9)]  # nine are opened; the lists show all
    for name in names:
        events = asked(page, address, f"/api/reports/{name}")["events"]
        if events:
            note = {"reason": "misread", "note": "<script>alert(2)</script>\"'><img src=x onerror=alert(2)>"}
            page.request.post(f"{address}/review/{events[0]['event_id']}/reject", form=note)
            page.goto(f"{address}/review/{events[0]['event_id']}", wait_until="domcontentloaded")
        page.goto(f"{address}/reports/{name}", wait_until="domcontentloaded")
        assert page.locator(".words").inner_text().count("alert(1)") >= 1
    for path in ("/events", "/events?place=<script>alert(1)</script>", "/reports", "/happenings", "/reports/<svg>"):
        ready(page, address + path)
    assert page.locator("a[href^='javascript:']").count() == 0
    assert page.faults == []
