"""The desk's pages, orders and data, asked without a browser."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from marsad.project.process import process
from marsad.project.project import Project
from marsad.store.check import prove
from marsad.store.forget import forget, neighbours
from marsad.store.standing import all_decisions, standing
from marsad.store.tables import AUDIT, CORRECTIONS
from marsad.web.ask import Asked, asked
from marsad.web.forms import corrections, toll_text
from marsad.web.marks import cut, marks_of

Last = Callable[[str], str]
PAGES = ("/events", "/review", "/queues", "/reports", "/happenings", "/control")


def first(client: TestClient) -> str:
    return str(client.get("/review").url).split("/review/")[1].split("?")[0]


def review(client: TestClient, name: str) -> str:
    return str(client.get(f"/api/events/{name}").json()["review"])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("lang", "way"), [("ar", "rtl"), ("en", "ltr")])
def test_every_page_is_served_in_both_languages(client: TestClient, path: str, lang: str, way: str) -> None:
    answer = client.get(f"{path}?lang={lang}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{way}"' in answer.text.split("\n")[1]
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text
    assert "style=" not in answer.text


def test_the_browser_s_language_counts_until_one_is_chosen(client: TestClient) -> None:
    assert 'lang="en"' in client.get("/events", headers={"accept-language": "en-GB,en;q=0.9"}).text
    assert 'lang="ar"' in client.get("/events", headers={"accept-language": "fr"}).text
    client.get("/events?lang=en")
    assert '<html lang="en"' in client.get("/events", headers={"accept-language": "ar"}).text


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "", "[", "10.0.0.1:8765"])
def test_other_names_of_this_machine_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/events", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
    ],
)
def test_orders_from_other_sites_change_nothing(client: TestClient, headers: dict[str, str]) -> None:
    name = first(client)
    assert client.post(f"/review/{name}/accept", headers=headers, data={"last": "0"}).status_code == 403
    assert review(client, name) == "open"


def test_accept_leads_to_the_next_and_undo_back(client: TestClient, project: Project) -> None:
    name = first(client)
    answer = client.post(f"/review/{name}/accept?review=open", data={"last": "0"})
    assert answer.status_code == 200
    assert name not in str(answer.url).split("?")[0]
    assert review(client, name) == "accepted"
    client.post(f"/review/{name}/undo", data={})
    assert review(client, name) == "open"
    with project.database.read() as connection:
        told = [one.decision for _, one in all_decisions(connection)]
        notes = connection.execute(select(AUDIT.c.action).where(AUDIT.c.subject == "decision")).all()
    assert told == ["accepted", "undone"]
    assert len(notes) == 2
    assert prove(project.database, project.archive).faults == []


def test_a_correction_stands_beside_what_was_read(client: TestClient, project: Project, last: Last) -> None:
    name = first(client)
    was = client.get(f"/api/events/{name}").json()["record"]
    form = {"last": last(client.get(f"/review/{name}").text), "kind": "shelling", "killed": "٣-5",
            "place": "دوما", "place_id": "", "actor": "", "actor_id": "", "date_start": "2017-03-13",
            "date_end": "2017-03-14"}  # fmt: skip
    answer = client.post(f"/review/{name}/accept", data=form)
    assert answer.status_code == 200, answer.text
    found = client.get(f"/api/events/{name}").json()
    record = found["record"]
    assert (record["kind"], record["actor"]) == ("shelling", None)
    assert (record["killed"]["min"], record["killed"]["max"]) == (3, 5)
    assert record["places"][0]["name_ar"] == "دوما"
    assert record["places"][0]["span"] == was["places"][0]["span"]
    assert record["date"]["precision"] == "week"
    assert found["as_read"] == was
    assert client.get("/api/events", params={"place": "دوما"}).json()["number"] == 1
    client.post(f"/review/{name}/undo", data={})
    assert client.get(f"/api/events/{name}").json()["record"] == was
    assert prove(project.database, project.archive).faults == []


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("killed", "many", "write 3, 3-5 or 3+"),
        ("killed", "5-3", "ends below where it begins"),
        ("kind", "tea_party", "choose one from the list"),
        ("date_start", "yesterday", "write them as 2017-04-05"),
        ("place", "مكان لا وجود له", "choose one from the list"),
    ],
)
def test_what_cannot_be_is_told_and_not_written(client: TestClient, field: str, value: str, says: str) -> None:
    name = first(client)
    answer = client.post(f"/review/{name}/accept", data={"last": "0", field: value})
    assert answer.status_code == 400
    assert says in answer.text
    assert value in answer.text  # what was typed is not lost
    assert review(client, name) == "open"


def test_the_second_of_two_people_is_told(client: TestClient) -> None:
    name = first(client)
    client.post(f"/review/{name}/reject", data={"last": "0", "reason": "misread", "note": "a drill"})
    answer = client.post(f"/review/{name}/accept?lang=en", data={"last": "0", "kind": "shelling"})
    assert answer.status_code == 409
    assert "Somebody else changed this event" in answer.text
    assert review(client, name) == "rejected"


def test_a_rejection_needs_a_reason(client: TestClient) -> None:
    name = first(client)
    assert client.post(f"/review/{name}/reject", data={"last": "0"}).status_code == 400
    assert review(client, name) == "open"


def test_an_event_is_added_from_words_and_survives_a_new_reading(client: TestClient, project: Project) -> None:
    text = client.get("/api/reports/syria-1").json()["text"]
    start = text.index("انفجرت سيارة مفخخة")
    form = {"kind": "ied", "start": str(start), "end": str(start + 18)}
    added = str(client.post("/reports/syria-1/events", data=form).url).split("/review/")[1].split("?")[0]
    client.post(f"/review/{added}/accept", data={"killed": "2"})
    found = client.get(f"/api/events/{added}").json()
    assert text[slice(*found["record"]["evidence"][0])] == "انفجرت سيارة مفخخة"
    assert found["record"]["killed"]["min"] == 2
    (project.folder / "codebook" / "actors").mkdir(parents=True)
    (project.folder / "codebook" / "note.txt").write_text("another fingerprint")
    with project.run("process", {}) as ledger:
        assert list(process(project, ledger))[-1].total > 0
    assert review(client, added) == "accepted"
    assert prove(project.database, project.archive).faults == []
    client.post(f"/review/{added}/undo", data={})
    client.post(f"/review/{added}/undo", data={})
    assert client.get(f"/api/events/{added}").status_code == 404


@pytest.mark.parametrize("words", [("-1", "5"), ("5", "5"), ("0", "999999"), ("x", "y")])
def test_words_that_are_not_there_make_no_event(client: TestClient, words: tuple[str, str]) -> None:
    form = {"kind": "ied", "start": words[0], "end": words[1]}
    assert client.post("/reports/syria-1/events", data=form).status_code == 400


def test_forgetting_a_report_forgets_its_corrections(client: TestClient, project: Project) -> None:
    name = client.get("/api/reports/syria-1").json()["events"][0]["event_id"]
    client.post(f"/review/{name}/accept", data={"actor": "اسم إنسان", "actor_id": ""})
    with project.run("forget", {}) as ledger, project.database.write() as connection:
        report, _ = neighbours(connection, "syria-1")
        ledger.begin(connection)
        forget(connection, ledger, report, "a request")
        ledger.commit(connection)
    project.archive.delete(report["sha256"])
    with project.database.read() as connection:
        assert set(connection.scalars(select(CORRECTIONS.c.value))) == {"null"}
    assert client.get(f"/api/events/{name}").status_code == 404
    assert client.get("/reports/syria-1").status_code == 404
    assert prove(project.database, project.archive).faults == []


@pytest.mark.parametrize(
    "query", ["kind=air_strike", "party=جيش العزة", "place=حماه", "since=2019-01-01&until=2021-12-31",
              "box=30,30,40,45",
              "outlet=راديو الغاب", "status=claimed", "toll=2", "grade=single", "words=غارات",
              "review=open&kind=shelling"]
)  # fmt: skip
def test_page_map_time_and_json_are_filtered_alike(client: TestClient, query: str) -> None:
    found = client.get(f"/api/events?{query}").json()
    assert found["number"] > 0
    points = client.get(f"/api/points?{query}").json()
    assert sum(points["events"]) == sum(one["lat"] is not None for one in found["events"])
    packed = array("i", client.get(f"/points?{query}").content)
    assert [number / 1e5 for number in packed[: len(points["lat"])]] == pytest.approx(points["lat"], abs=1e-5)
    assert list(packed[4 * len(points["lat"]) :][: len(points["lat"])]) == points["events"]
    assert sum(bar["events"] for bar in client.get(f"/api/time?{query}").json()) == sum(
        one["start"] is not None for one in found["events"]
    )
    html = client.get(f"/events?{query}").text
    assert all(f'data-event="{one["name"]}"' in html for one in found["events"])
    assert html.count("<tr data-event") == len(found["events"])


@pytest.mark.parametrize(
    "query", ["since=soon", "status=x", "review=x", "box=1,2,3", "box=9,9,1,1", "page=0", "page=٣", "toll=some",
              "grade=x", "flag=maybe"]
)  # fmt: skip
def test_a_filter_that_asks_for_nothing_possible_is_refused(client: TestClient, query: str) -> None:
    for path in ("/events", "/api/events", "/happenings"):
        assert client.get(f"{path}?{query}").status_code in (400, 422)


def test_a_view_is_an_address() -> None:
    wanted = Asked(since="2017-01-01", place="الرقّة", page=3)
    from urllib.parse import parse_qsl

    assert asked(dict(parse_qsl(wanted.query(page=3)))) == wanted
    assert wanted.query(place="", since="") == ""


def test_accounts_of_one_happening_stand_on_one_page(client: TestClient) -> None:
    client.app.state.desk.keeper.settle(60)  # type: ignore[attr-defined]
    found = client.get("/api/happenings").json()["happenings"]
    several = [one for one in found if len(one["accounts"]) > 1]
    assert several
    one = several[0]
    html = client.get(f"/happenings/{one['happening_id']}?lang=en").text
    for name in one["accounts"]:
        assert f"/review/{name}" in html
        assert client.get(f"/api/events/{name}").json()["record"]["report_id"] in one["reports"]
    rejected = one["accounts"][0]
    client.post(f"/review/{rejected}/reject", data={"reason": "misread"})
    client.app.state.desk.keeper.settle(60)  # type: ignore[attr-defined]
    left = client.get("/api/happenings").json()["happenings"]
    assert all(rejected not in other["accounts"] for other in left)


def test_marks_cover_the_text_once(client: TestClient) -> None:
    found = client.get("/api/reports/syria-1").json()
    marks = [mark for record in found["events"] for mark in marks_of(record)]
    pieces = cut(found["text"], marks)
    assert "".join(piece.text for piece in pieces) == found["text"]
    for mark in marks:
        assert "".join(p.text for p in pieces if mark in p.marks) == found["text"][mark.start : mark.end]


def test_every_route_has_its_json_and_the_contract_tells_it(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for path in ("/api/events", "/api/reports", "/api/happenings"):
        names = {parameter["name"] for parameter in paths[path]["get"]["parameters"]}
        assert "page" in names
    filters = {parameter["name"] for parameter in paths["/api/events"]["get"]["parameters"]}
    assert set(Asked.__dataclass_fields__) == filters


def test_parties_and_places_are_found_however_they_are_spelt(client: TestClient) -> None:
    assert any("الرق" in one["name_ar"] for one in client.get("/api/places", params={"q": "الرقه"}).json())
    assert client.get("/api/parties", params={"q": "دفاع مدني"}).json()
    assert client.get("/api/places", params={"q": ""}).json() == []


def test_undone_decisions_uncover_the_one_before(client: TestClient, project: Project) -> None:
    name = first(client)
    client.post(f"/review/{name}/accept", data={"killed": "1"})
    client.post(f"/review/{name}/accept", data={"killed": "2"})
    client.post(f"/review/{name}/undo", data={})
    assert client.get(f"/api/events/{name}").json()["record"]["killed"]["min"] == 1
    with project.database.read() as connection:
        assert len(standing([one for _, one in all_decisions(connection)])) == 1


def test_only_what_differs_is_a_correction(client: TestClient, project: Project) -> None:
    desk = client.app.state.desk  # type: ignore[attr-defined]
    for record in client.get("/api/reports/syria-1").json()["events"]:
        place = record["places"][0] if record["places"] else {}
        date = record["date"] or {}
        form = {
            "kind": record["kind"], "status": record["status"], "killed": toll_text(record["killed"]),
            "injured": toll_text(record["injured"]), "date_start": date.get("start", ""),
            "date_end": date.get("end", ""), "place": place.get("name_ar") or place.get("text", ""),
            "place_id": place.get("gazetteer_id") or "",
        }  # fmt: skip
        assert corrections(form, record, desk.lookup) == {}, json.dumps(record, ensure_ascii=False)
