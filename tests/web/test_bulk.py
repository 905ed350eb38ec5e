"""Orders for all that a filter chooses, queues that people keep, comments, flags and whose an event is."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from marsad.project.project import Project
from marsad.store.check import prove
from marsad.store.tables import AUDIT, REMARKS
from marsad.web import bulk


def number(client: TestClient, query: str) -> int:
    return int(client.get(f"/api/events?{query}").json()["number"])


def events(client: TestClient, query: str) -> list[dict[str, Any]]:
    return list(client.get(f"/api/events?{query}").json()["events"])


def test_all_that_a_filter_chooses_is_accepted_and_undone_as_one(client: TestClient, project: Project) -> None:
    wanted = number(client, "kind=shelling")
    assert wanted > 2
    answer = client.post("/bulk?kind=shelling", data={"order": "accept", "number": str(wanted)})
    assert answer.status_code == 200
    assert number(client, "kind=shelling&review=accepted") == wanted
    run = str(answer.url).split("bulk=")[1]
    other = events(client, "kind=shelling")[0]["name"]
    client.post(f"/review/{other}/reject", data={"reason": "misread"})  # somebody decides on one of them since
    answer = client.post(f"/runs/{run}/undo?kind=shelling")
    assert "left=1" in str(answer.url)
    assert number(client, "kind=shelling&review=open") == wanted - 1
    assert number(client, "review=rejected") == 1
    assert prove(project.database, project.archive).faults == []


def test_all_are_corrected_or_rejected_at_once(client: TestClient) -> None:
    wanted = number(client, "kind=air_strike")
    form = {"order": "correct", "number": str(wanted), "kind": "shelling", "status": "", "killed": ""}
    assert client.post("/bulk?kind=air_strike", data=form).status_code == 200
    assert number(client, "kind=air_strike") == 0
    assert all("kind" in one["corrected"] for one in events(client, "kind=shelling&review=accepted"))
    left = number(client, "review=open")
    form = {"order": "reject", "number": str(left), "reason": "outside"}
    assert client.post("/bulk?review=open", data=form).status_code == 200
    assert number(client, "review=rejected") == left


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"order": "accept", "number": "1"}, "events were shown"),
        ({"order": "reject"}, "say why"),
        ({"order": "dance"}, "is none of"),
        ({"order": "correct"}, "in at least one field"),
        ({"order": "correct", "killed": "many"}, "write 3, 3-5 or 3+"),
    ],
)
def test_an_order_that_cannot_be_changes_nothing(client: TestClient, form: dict[str, str], says: str) -> None:
    answer = client.post("/bulk?kind=shelling", data=form)
    assert answer.status_code == 400
    assert says in answer.text
    assert number(client, "review=open") == number(client, "")


def test_too_many_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 3)
    assert "narrow the filter" in client.post("/bulk", data={"order": "accept"}).text
    assert number(client, "review=accepted") == 0


def test_remarks_are_kept_shown_and_asked_for(client: TestClient, project: Project) -> None:
    name = events(client, "kind=shelling")[0]["name"]
    client.post(f"/review/{name}/comment", data={"words": "اسأل المكتب الميداني"})
    client.post(f"/review/{name}/flag")
    client.post(f"/review/{name}/assign", data={"words": "ليلى"})
    assert [one["name"] for one in events(client, "flag=flagged")] == [name]
    assert [one["name"] for one in events(client, "assigned=ليلى")] == [name]
    assert "اسأل المكتب الميداني" in client.get(f"/review/{name}").text
    told = client.get(f"/api/events/{name}").json()["remarks"]
    assert [one["what"] for one in told] == ["comment", "flag", "assign"]
    assert client.post(f"/review/{name}/comment", data={"words": " "}).status_code == 400
    client.post(f"/review/{name}/unflag")
    client.post(f"/review/{name}/assign", data={"words": ""})
    assert number(client, "flag=flagged") == number(client, "assigned=ليلى") == 0
    with project.database.read() as connection:
        noted = connection.scalars(select(AUDIT.c.subject_id).where(AUDIT.c.subject == "remark")).all()
        assert noted == connection.scalars(select(REMARKS.c.id).order_by(REMARKS.c.id)).all()
    assert prove(project.database, project.archive).faults == []


def test_a_filter_is_kept_as_a_queue_and_closed(client: TestClient, project: Project) -> None:
    client.post("/queues?kind=shelling&since=2017-01-01", data={"name": "<b>قصف</b>"})
    page = client.get("/queues").text
    assert "/review?since=2017-01-01&amp;kind=shelling" in page
    assert "&lt;b&gt;قصف" in page
    assert client.post("/queues?kind=shelling", data={"name": " "}).status_code == 400
    (one,) = client.get("/api/queues").json()
    assert client.post(f"/queues/{one['id']}/close").status_code == 200
    assert client.get("/api/queues").json() == []
    assert client.post(f"/queues/{one['id']}/close").status_code == 400
    assert prove(project.database, project.archive).faults == []


def test_a_file_of_events_has_what_was_corrected_and_not_what_was_rejected(client: TestClient) -> None:
    one, other = events(client, "kind=shelling")[:2]
    client.post(f"/review/{one['name']}/accept", data={"killed": "17"})
    client.post(f"/review/{other['name']}/reject", data={"reason": "misread"})
    rows = {row["event_id"]: row for row in csv.DictReader(io.StringIO(client.get("/events.csv").text))}
    assert rows[one["name"]]["killed_min"] == "17"
    assert other["name"] not in rows
    assert len(rows) == number(client, "") - 1


def test_places_to_means_and_attribution_are_corrected(client: TestClient) -> None:
    one = next(one for one in events(client, "") if one["place"] and one["place"]["id"])
    was = client.get(f"/api/events/{one['name']}").json()["record"]
    form = {"place2": "دوما", "place2_id": "", "to": "إدلب", "to_id": "sy-idlib", "means": "drone",
            "attribution": "الدفاع المدني السوري (الخوذ البيضاء)", "attribution_id": "white-helmets"}  # fmt: skip
    form |= {"place": one["place"]["name_ar"], "place_id": one["place"]["id"]}
    assert client.post(f"/review/{one['name']}/accept", data=form).status_code == 200
    now = client.get(f"/api/events/{one['name']}").json()["record"]
    assert now["places"][0] == was["places"][0]
    assert now["places"][1]["name_ar"] == "دوما"
    assert [place["gazetteer_id"] for place in now["to"]] == ["sy-idlib"]
    assert (now["means"], now["attribution"]["id"]) == ("drone", "white-helmets")
    assert [found["name"] for found in events(client, "place=sy-idlib") if found["name"] == one["name"]]


def test_a_point_of_the_map_becomes_a_place(client: TestClient) -> None:
    near = client.get("/api/places", params={"near": "35.374,36.602"}).json()
    assert near[0]["gazetteer_id"] == "sy-kafr-zita"
    assert near[-1]["id"] == "point:35.37400,36.60200"
    name = events(client, "")[0]["name"]
    form = {"place": "مشفى ميداني", "place_id": near[-1]["id"]}
    assert client.post(f"/review/{name}/accept", data=form).status_code == 200
    place = client.get(f"/api/events/{name}").json()["record"]["places"][0]
    assert (place["lat"], place["lon"], place["name"]) == (35.374, 36.602, "مشفى ميداني")
    assert (place["country"], place["gazetteer_id"]) == ("SY", None)
    for bad in ("x", "91,0", "0,181", "nan,nan"):
        assert client.get("/api/places", params={"near": bad}).status_code == 400


def test_who_held_a_place_is_told_for_a_day(client: TestClient) -> None:
    places = client.get("/api/control").json()
    assert places
    span = places[0]["spans"][-1]
    page = client.get(f"/control?on={span['from']}").text
    assert places[0]["name_ar"] in page or places[0]["name"] in page
    assert client.get("/control?on=soon").status_code == 400
    client.post(f"/review/{span['accounts'][0]}/reject", data={"reason": "misread"})
    again = {place["gazetteer_id"]: place for place in client.get("/api/control").json()}
    spans = again.get(places[0]["gazetteer_id"], {"spans": []})["spans"]
    assert all(span["accounts"][0] not in other["accounts"] for other in spans)
