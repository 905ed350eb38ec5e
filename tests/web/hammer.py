"""Ask a desk's JSON whatever its description allows, and what it does not: schemathesis makes the questions."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from starlette.testclient import TestClient

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


def hammer(
    client: TestClient, description: dict[str, Any], headers: dict[str, str], cases: int, names: dict[str, str]
) -> Counter[int]:
    """Ask each operation so many times in each mode, and where it takes a name also with one of `names` that there is.

    Return how many answers had which status.

    Raises `AssertionError` with the question, where an answer is a fault of the server's or none that it describes.
    """
    answers = Counter[int]()
    schema = schemathesis.openapi.from_dict(description)
    for found in schema.get_all_operations():
        operation = found.ok()
        fixed = [{}] + [{"path_parameters": {"name": name}} for start, name in names.items()
                        if operation.path.startswith(f"{start}/{{name}}")]  # fmt: skip
        for mode in MODES:
            for given_name in fixed:
                try:
                    strategy = operation.as_strategy(generation_mode=mode, **given_name)
                except schemathesis.errors.InvalidSchema:
                    continue
                _ask(strategy, cases, _asker(client, headers, operation, answers))
    return answers


def names_in(client: TestClient, headers: dict[str, str]) -> dict[str, str]:
    """Return a name that there is of each sort of thing, by where it is asked for."""
    found = {}
    for sort, field in (("events", "name"), ("reports", "name"), ("happenings", "happening_id")):
        found[f"/api/{sort}"] = str(client.get(f"/api/{sort}", headers=headers).json()[sort][0][field])
    return found


def _asker(client: TestClient, headers: dict[str, str], operation: Any, answers: Counter[int]) -> Callable[[Any], None]:
    known = set(operation.definition.raw["responses"])

    def ask(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url="http://localhost")
        made = {name: value for name, value in dict(sent.get("headers") or {}).items()
                if not headers or name.casefold() != "authorization"}  # fmt: skip
        sent["headers"] = {**made, **headers}
        sent = {
            name: value
            for name, value in sent.items()
            if name in ("method", "url", "headers", "params", "json", "data")
        }
        body = sent.pop("data", None)
        answer = client.request(
            **sent, **({"content": body} if isinstance(body, bytes | str) else {"data": body} if body else {})
        )
        answers[answer.status_code] += 1
        assert answer.status_code < 500, sent
        assert str(answer.status_code) in known or answer.status_code in (404, 405), (answer.status_code, sent, body)
        if answer.status_code != 405:
            answer.json()

    return ask


def _ask(strategy: Any, cases: int, ask: Callable[[Any], None]) -> None:
    quiet = settings(
        max_examples=cases, database=None, deadline=None, phases=(Phase.generate,), derandomize=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip

    @seed(7)
    @quiet
    @given(strategy)
    def run(case: Any) -> None:
        ask(case)

    run()
