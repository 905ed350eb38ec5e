"""Users in a real browser: signing in by keys and without scripts, coding apart, and every page of it for everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from people import PASSWORD, fill, session

from marsad.project import users
from marsad.project.coding import deal_out
from marsad.project.project import Project
from marsad.store.doubles import doubles
from marsad.web.visitor import cookie_name

PAGES = {
    "admin": ("/users", "/me", "/audit", "/settling", "/agreement", "/coding"),
    "": ("/login",),
    "basil": ("/coding", "/coding/{report}", "/me"),
}


@pytest.fixture
def peopled(project: Project) -> Project:
    """Return a project with users, in which every report is coded by two."""
    fill(project)
    for name in ("basil", "dana"):
        users.add(project, name, "coder", PASSWORD)
    users.revoke(project, "coder")
    every = project.settings.values["double"]._replace(value=100)
    project = replace(project, settings=replace(project.settings, values=project.settings.values | {"double": every}))
    deal_out(project)
    return project


def report_of(project: Project) -> str:
    with project.database.read() as connection:
        return str(doubles(connection)[0]["name"])


def enter(page: Any, address: str, project: Project, name: str) -> None:
    page.context.clear_cookies()
    if name:
        page.context.add_cookies([{"name": cookie_name(project), "value": session(project, name), "url": address}])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_one_signs_in_codes_and_leaves_by_keys_alone(
    page: Any, peopled: Project, serve: Callable[[Project], str], lang: str
) -> None:
    address, name = serve(peopled), report_of(peopled)
    page.goto(f"{address}/coding/{name}?lang={lang}")
    assert "/login?next=" in page.url
    keys = page.keyboard
    assert page.evaluate("document.activeElement.name") == "name"
    keys.type("basil")
    keys.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    keys.press("Enter")
    page.wait_for_url(f"**/coding/{name}/mrs-*")
    keys.press("e")  # correct one
    page.locator(".edit-form [name=killed]").focus()
    keys.press("Control+a")
    keys.type("4-6")
    first = page.url
    keys.press("Enter")
    page.wait_for_url(lambda url: url != first)
    while page.locator(".card.active").count():
        now = page.url
        keys.press("a")  # and take the others as they were read
        page.wait_for_url(lambda url, now=now: url != now)
    keys.press("a")  # done
    page.wait_for_url("**/coding")
    with peopled.database.read() as connection:
        found = doubles(connection, report=name)[0]
    assert [bool(found["first_at"]), bool(found["second_at"])].count(True) == 1
    page.locator(".who summary").focus()
    keys.press("Enter")
    page.locator(".who button").focus()
    keys.press("Enter")
    page.wait_for_url("**/login")
    assert page.faults == []


def test_without_scripts_one_signs_in_and_codes(
    browser: Any, peopled: Project, serve: Callable[[Project], str]
) -> None:
    address, name = serve(peopled), report_of(peopled)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/coding/{name}?lang=en")
    page.locator("[name=name]").fill("dana")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".gate button").click()
    page.locator("[data-order=accept] button").click()
    assert "/coding/" in page.url
    page.goto(f"{address}/users")
    assert page.locator("h1").count() == 1
    assert page.locator("table.people").count() == 0  # a coder manages nobody
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_on_any_page_about_people(
    page: Any, peopled: Project, serve: Callable[[Project], str], root: Path, lang: str, theme: str
) -> None:
    axe = root / "front/node_modules/axe-core/axe.min.js"
    if not axe.is_file():
        pytest.skip("needs axe-core: make parts")
    address = serve(peopled)
    for name, paths in PAGES.items():
        enter(page, address, peopled, name)
        for path in paths:
            page.goto(f"{address}{path.format(report=report_of(peopled))}?lang={lang}&theme={theme}")
            page.evaluate(axe.read_text())  # the protocol runs it; the page's own policy stays
            found = page.evaluate("axe.run().then(said => said.violations.map(v => v.id + ': ' + v.nodes[0].html))")
            assert found == [], f"{name} {path} {lang} {theme}"
    assert page.faults == []
