"""Scripts in every word that others may have written: five hundred are stored, shown, and none is run."""

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


def asked(page: Any, address: str, path: str) -> Any:
    return page.request.get(f"{address}{path}").json()


def without_map(page: Any) -> None:
    """Leave the map out: it takes its time, and has tests of its own."""
    page.route("**/static/map.js", lambda route: route.abort())


TAGS = ("<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>",
        "<iframe srcdoc='<script>parent.{}</script>'></iframe>", "<details open ontoggle={}>",
        "<input autofocus onfocus={}>", "<a href='javascript:{}'>x</a>", "<body onload={}>",
        "<math><mtext><style><img src=x onerror={}></style></mtext></math>",
        "<video><source onerror={}></video>", "<audio src=x onerror={}>", "<object data='javascript:{}'></object>",
        "<embed src='javascript:{}'>", "<form action='javascript:{}'><button>x</button></form>",
        "<style>@import 'javascript:{}'</style>", "<link rel=stylesheet href='javascript:{}'>",
        "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<marquee onstart={}>", "<select autofocus onfocus={}>",
        "<textarea autofocus onfocus={}>", "<svg><animate onbegin={} attributeName=x dur=1s>",
        "<template><script>{}</script></template>", "<noscript><p title='</noscript><img src=x onerror={}>'>",
        "<p style='background:url(javascript:{})'>")  # fmt: skip
AROUND = ("{}", "\"'>{}", "</textarea>{}", "</title>{}", "--&gt;-->{}", "\" autofocus onfocus=alert(1) x=\"{}",
          "{{{{7*7}}}}{}", "\\u003c{}", "</script>{}", "</style>{}", "]]>{}", "' onmouseover='{}", "`{}`", "${{{}}}",
          "&lt;{}", "%3C{}", "\u202e{}", "</select>{}", "<!--{}", "\u0000{}".replace("\u0000", "\ufffd"))  # fmt: skip
PAYLOADS = [around.format(tag.format(f"alert({n})")) for n, (around, tag) in
            enumerate((around, tag) for around in AROUND for tag in TAGS)]  # fmt: skip
EACH = 10


@pytest.fixture
def hostile(tmp_path: Path, lines: Callable[[list[dict[str, Any]]], bytes]) -> Iterator[Any]:
    """Give a project whose reports carry scripts wherever words may stand: ten in each of fifty."""
    told = "قصفت قوات النظام مدينة دوما أمس، ما أدى إلى مقتل ثلاثة مدنيين بحسب الدفاع المدني. "
    groups = [PAYLOADS[start : start + EACH] for start in range(0, len(PAYLOADS), EACH)]
    rows = [
        {"id": f"hostile-{n}", "published": "2018-03-20", "title": " ".join(group), "outlet": " ".join(group[:3]),
         "text": told + " ".join(group), "url": f"javascript:alert({n})"}
        for n, group in enumerate(groups)
    ]  # fmt: skip
    file = tmp_path / "<img src=x onerror=alert(3)>.jsonl"
    file.write_bytes(lines(rows))
    project = create(
        tmp_path / "hostile", "<script>alert(1)</script>", None, os.environ, "<img src=x onerror=alert(1)>"
    )
    fill(project, [file])
    yield project
    project.close()


def test_no_script_that_a_report_carries_is_run(page: Any, hostile: Any, serve: Callable[[Any], Any]) -> None:
    assert len(PAYLOADS) == 500
    address = serve(hostile)
    without_map(page)
    for number in range(len(PAYLOADS) // EACH):
        group = PAYLOADS[number * EACH : (number + 1) * EACH]
        event = asked(page, address, f"/api/reports/hostile-{number}")["events"][0]["event_id"]
        page.request.post(f"{address}/review/{event}/comment", form={"words": " ".join(group)})
        page.request.post(f"{address}/review/{event}/assign", form={"words": group[0][:200]})
        page.request.post(f"{address}/review/{event}/reject", form={"reason": "misread", "note": group[1]})
        if number % EACH == 0:
            page.request.post(f"{address}/queues?place={number}", form={"name": " ".join(group)[:200]})
        page.goto(f"{address}/review/{event}", wait_until="domcontentloaded")
        said = page.locator(".words").inner_text() + page.locator(".talk").inner_text()
        assert said.count("alert(") >= 2 * EACH
        if number % 5 == 0:
            page.goto(f"{address}/reports/hostile-{number}", wait_until="domcontentloaded")
    for path in ("/events", "/events?place=<script>alert(1)</script>", "/events?words=%3Cscript%3Ealert", "/reports",
                 "/queues", "/happenings", "/control",
                 "/reports/<svg>", "/happenings/<svg onload=alert(1)>"):  # fmt: skip
        ready(page, address + path)
    assert page.locator("a[href^='javascript:']").count() == 0
    assert page.faults == []
