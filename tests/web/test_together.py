"""Happenings joined and split in the browser: by judgements, merged at once, undone, found by every name they had."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from marsad.project.project import Project
from marsad.store.check import prove
from marsad.store.tables import HAPPENINGS, JUDGEMENTS


def settled(client: TestClient) -> dict[str, dict[str, Any]]:
    """Return all happenings by name, once everything is merged."""
    assert client.app.state.desk.keeper.settle(60)  # type: ignore[attr-defined]
    found: dict[str, dict[str, Any]] = {}
    page = 1
    while more := client.get("/api/happenings", params={"page": page}).json()["happenings"]:
        found |= {one["happening_id"]: one for one in more}
        page += 1
    return found


def two(happenings: dict[str, dict[str, Any]]) -> tuple[str, str]:
    """Return two happenings of one account each."""
    single = [name for name, one in sorted(happenings.items()) if len(one["accounts"]) == 1 and one["place"]]
    return single[0], single[1]


def test_two_are_joined_side_by_side_and_taken_apart_again(client: TestClient, project: Project) -> None:
    before = settled(client)
    one, other = two(before)
    page = client.get(f"/happenings/{one}/with/{other}?lang=en").text
    assert "They are one" in page
    assert 'class="differs"' in page
    assert all(f"/happenings/{name}" in page for name in (one, other))
    answer = client.post(f"/happenings/{one}/join", data={"other": other, "why": "one raid"})
    assert answer.status_code == 200
    joined = settled(client)
    both = sorted(before[one]["accounts"] + before[other]["accounts"])
    name = next(name for name, found in joined.items() if sorted(found["accounts"]) == both)
    gone = other if name == one else one
    assert gone not in joined
    led = client.get(f"/happenings/{gone}", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, f"/happenings/{name}?was={gone}")
    assert client.get(f"/api/happenings/{gone}").json()["happening_id"] == name
    assert "one raid" in client.get(f"/happenings/{name}").text
    run = str(answer.url).split("run=")[1].split("&")[0]
    assert client.post(f"/runs/{run}/undo", data={"back": f"/happenings/{one}"}).status_code == 200
    after = settled(client)
    assert {tuple(found["accounts"]) for found in after.values()} == {
        tuple(found["accounts"]) for found in before.values()
    }
    assert prove(project.database, project.archive).faults == []


def test_one_account_is_split_off_and_stays_apart(client: TestClient, project: Project) -> None:
    before = settled(client)
    name, one = max(before.items(), key=lambda item: len(item[1]["accounts"]))
    assert len(one["accounts"]) > 1
    out = one["accounts"][0]
    answer = client.post(f"/happenings/{name}/split", data={"account": [out], "why": "another street"})
    assert answer.status_code == 200
    after = settled(client)
    assert any(found["accounts"] == [out] for found in after.values())
    assert not any(out in found["accounts"] and len(found["accounts"]) > 1 for found in after.values())
    with project.database.read() as connection:
        verdicts = set(connection.scalars(select(JUDGEMENTS.c.verdict)))
        states = set(connection.scalars(select(HAPPENINGS.c.state)))
    assert verdicts == {"different"}
    assert states <= {"current", "gone"}
    run = str(answer.url).split("run=")[1].split("&")[0]
    client.post(f"/runs/{run}/undo", data={"back": f"/happenings/{name}"})
    assert any(sorted(found["accounts"]) == sorted(one["accounts"]) for found in settled(client).values())


@pytest.mark.parametrize("accounts", [[], ["mrs-0000000000000000"], "all"])
def test_what_cannot_be_split_is_told(client: TestClient, accounts: Any) -> None:
    name, one = max(settled(client).items(), key=lambda item: len(item[1]["accounts"]))
    answer = client.post(
        f"/happenings/{name}/split", data={"account": one["accounts"] if accounts == "all" else accounts}
    )
    assert answer.status_code == 400


def test_a_happening_that_never_was_is_not_found(client: TestClient) -> None:
    assert client.get("/happenings/hap-0000000000000000").status_code == 404
    one, _ = two(settled(client))
    assert client.get(f"/happenings/{one}/with", params={"other": "https://x.example/<script>"}).status_code == 400
    assert client.get(f"/happenings/{one}/with/hap-0000000000000000").status_code == 404
    assert client.post(f"/happenings/{one}/join", data={"other": "hap-0000000000000000"}).status_code == 400


def test_who_corrects_an_account_sees_it_in_its_happening(client: TestClient) -> None:
    name, one = next((name, one) for name, one in settled(client).items() if len(one["accounts"]) == 1)
    client.post(f"/review/{one['accounts'][0]}/accept", data={"killed": "41"})
    found = settled(client)
    again = next(other for other in found.values() if other["accounts"] == one["accounts"])
    assert again["killed"]["best"] == 41
    assert again["happening_id"] == name
