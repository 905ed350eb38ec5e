"""A desk to work at: a project of invented reports, a client of its application, and a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from marsad.project.demo import fill
from marsad.project.project import Project, create
from marsad.web.app import make_app

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[Project]:
    project = create(tmp_path_factory.mktemp("desk") / "desk", "desk", None, os.environ, "tester")
    fill(project, sorted((data / "examples").glob("*.jsonl")))
    yield project
    project.close()


@pytest.fixture
def project(made: Project, tmp_path: Path) -> Iterator[Project]:
    """Return a copy, so that no test sees what another decided."""
    from marsad.project.project import open_project

    shutil.copytree(made.folder, tmp_path / "desk")
    project = open_project(tmp_path / "desk", os.environ, {}, "tester")
    yield project
    project.close()


@pytest.fixture
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(make_app(project), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def last() -> Callable[[str], str]:
    """Return a function that finds in a page which decision its form knows as the last."""
    return lambda html: str(re.search(r'name="last" value="(\d+)"', html)[1])  # type: ignore[index]


def served(project: Project) -> Iterator[str]:
    """Serve a project on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(project), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def serve() -> Iterator[Callable[[Project], str]]:
    """Return a function that serves a project of the test's own."""
    running: list[Iterator[str]] = []

    def start(project: Project) -> str:
        running.append(served(project))
        return next(running[-1])

    yield start
    for one in running:
        next(one, None)


@pytest.fixture
def address(project: Project) -> Iterator[str]:
    yield from served(project)


@pytest.fixture(scope="session")
def browser(root: Path) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: it is in requirements-dev.lock")
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"needs a browser: none of {', '.join(BROWSERS)} is installed")
    if not (root / "src/marsad/web/static/parts/htmx.min.js").is_file():
        pytest.skip("needs the desk's parts: make parts")
    with playwright.sync_playwright() as found:
        opened = found.chromium.launch(executable_path=program, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Return a page that notes what may not happen: scripts that fail, foreign requests, broken policies, dialogs."""
    context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="ar-SY")
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
    )
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(f"script: {error}"))
    page.on("dialog", lambda dialog: (page.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: page.faults.append(said.text) if said.text.startswith("CSP") else None)
    page.on("request", lambda one: _foreign(page, one.url))
    yield page
    context.close()


def _foreign(page: Any, url: str) -> None:
    if not url.startswith(("http://localhost:", "data:", "blob:")):
        page.faults.append(f"foreign request: {url}")


@pytest.fixture
def lines() -> Callable[[list[dict[str, Any]]], bytes]:
    return lambda rows: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
