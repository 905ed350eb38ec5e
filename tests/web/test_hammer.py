"""Whatever a program asks of the JSON, with rights and without, no answer is the server's fault."""

from __future__ import annotations

import pytest
from people import fill
from starlette.testclient import TestClient

from marsad.project import users
from marsad.project.project import Project
from marsad.store.check import prove
from marsad.web.app import make_app

pytest.importorskip("schemathesis")


@pytest.mark.filterwarnings("ignore")
def test_no_question_brings_the_server_down(project: Project) -> None:
    from hammer import hammer, names_in

    fill(project)
    with TestClient(make_app(project), base_url="http://localhost", raise_server_exceptions=False) as client:
        headers = [{"authorization": f"Bearer {users.add_token(project, 'admin', 'a test', scope, 1)}"}
                   for scope in ("admin", "read")]  # fmt: skip
        description = client.get("/api/openapi.json", headers=headers[0]).json()
        names = names_in(client, headers[0])
        assert description["components"]["securitySchemes"]
        for shown in (*headers, {}):
            answers = hammer(client, description, shown, 3, names)
            assert sum(answers.values()) > 100
            assert bool(shown) == (200 in answers)
    assert prove(project.database, project.archive).faults == []
