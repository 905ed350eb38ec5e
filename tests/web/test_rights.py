"""Who may give and undo orders for many, and what is kept from two who code apart."""

from __future__ import annotations

from people import fill, signed_in
from sqlalchemy import select

from marsad.project.project import Project
from marsad.store.database import next_id
from marsad.store.tables import REPORTS
from marsad.store.user_tables import DOUBLES, USERS


def test_orders_for_many_are_the_reviewer_s(project: Project) -> None:
    fill(project)
    with signed_in(project, "coder") as coder:
        assert "order_accept" not in coder.get("/events").text
        assert 'action="/bulk' not in coder.get("/events").text
        assert coder.post("/bulk?kind=shelling", data={"order": "accept"}).status_code == 403
    with signed_in(project, "reviewer") as reviewer:
        assert 'action="/bulk' in reviewer.get("/events").text
        answer = reviewer.post("/bulk?kind=shelling", data={"order": "accept"})
        assert answer.status_code == 303
    run = answer.headers["location"].split("bulk=")[1]
    with signed_in(project, "coder") as coder:
        assert coder.post(f"/runs/{run}/undo", data={}).status_code == 400  # what another did is not his to undo
        number = coder.get("/api/events?review=accepted").json()["number"]
        assert number > 0
        mine = coder.get("/api/events?review=open").json()["events"][0]["name"]
        assert coder.post(f"/review/{mine}/flag", data={}).status_code == 303
    with signed_in(project, "reader") as reader:
        assert reader.post(f"/review/{mine}/comment", data={"words": "x"}).status_code == 403
        assert reader.post("/queues", data={"name": "x"}).status_code == 403


def test_nobody_remarks_on_what_two_code_apart(project: Project) -> None:
    fill(project)
    with signed_in(project, "coder") as coder:
        name = coder.get("/api/reports/syria-1").json()["events"][0]["event_id"]
        with project.database.write() as connection:
            users = list(connection.scalars(select(USERS.c.id).order_by(USERS.c.id)))
            report = connection.scalar(select(REPORTS.c.id).where(REPORTS.c.name == "syria-1"))
            connection.execute(DOUBLES.insert().values(
                id=next_id(connection, "doubles"), report_id=report, first_id=users[0], second_id=users[1], at="2026",
            ))  # fmt: skip
        for order in ("comment", "flag", "assign", "accept"):
            answer = coder.post(f"/review/{name}/{order}", data={"words": "رأيي"})
            assert answer.status_code == 400, order
        assert coder.get(f"/api/events/{name}").json()["remarks"] == []
