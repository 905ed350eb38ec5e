"""What every page works with: the project, the tables, the templates, and how an order is written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Connection

from marsad.project.codebook import prepare
from marsad.project.project import Project
from marsad.store.ledger import Ledger
from marsad.web.ask import GRADES, REVIEWS, STATUSES
from marsad.web.forms import REASONS, label, toll_text
from marsad.web.guard import Next
from marsad.web.keeper import Keeper
from marsad.web.lookup import Lookup
from marsad.web.tongue import LANGUAGES, Tongue

HERE = Path(__file__).parent
THEMES = ("light", "dark")
YEAR = 31_536_000
_KEPT = 128
Made = TypeVar("Made")


class Desk:
    """One project on one desk."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.keeper = Keeper(project)
        self.lookup = Lookup(prepare(project)[0])
        self._kept: OrderedDict[tuple[object, ...], tuple[int, Any]] = OrderedDict()
        self._lock = Lock()
        self._tongues = {lang: Tongue(lang, self.lookup.kinds) for lang in LANGUAGES}
        self._pages = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._pages.filters |= {"label": label, "toll_text": toll_text, "part": lambda words: quote(words, safe="")}
        self._pages.globals |= {"kinds": self.lookup.kinds, "statuses": STATUSES, "reviews": REVIEWS,
                                "reasons": REASONS, "grades": GRADES}  # fmt: skip

    @contextmanager
    def order(self, order: str, arguments: Mapping[str, object]) -> Iterator[tuple[Connection, Ledger]]:
        """Give what an order writes with: one run, one transaction; what it changes is merged afterwards."""
        with self.project.run("review", {"order": order, **arguments}) as ledger:  # noqa: SIM117
            with self.project.database.write() as connection:
                ledger.begin(connection)
                yield connection, ledger
                ledger.commit(connection)
        self.keeper.wake()

    def kept(self, noted: int, what: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what was made for the same question while nothing has been noted since, else make it."""
        with self._lock:
            found = self._kept.get(what)
            if found is not None and found[0] == noted:
                self._kept.move_to_end(what)
                return found[1]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            self._kept[what] = (noted, made)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def working(self, name: str) -> Desk:
        """Return the same desk with somebody at it: what he decides is noted under his name."""
        mine = copy(self)
        mine.project = replace(self.project, by=name)
        return mine

    def tongue(self, request: Request) -> Tongue:
        """Return the language of a page: asked for, chosen before, or the browser's; else Arabic."""
        for wanted in (request.query_params.get("lang"), request.cookies.get("lang")):
            if wanted in self._tongues:
                return self._tongues[wanted]
        accepted = request.headers.get("accept-language", "").replace(";", ",").split(",")
        found = (part.strip()[:2] for part in accepted)
        return self._tongues[next((lang for lang in found if lang in self._tongues), "ar")]

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Render a page in the language and the light that its reader chose."""
        chosen = [request.query_params.get("theme"), request.cookies.get("theme")]
        theme = next((one for one in chosen if one in THEMES), "")
        others = [(key, value) for key, value in request.query_params.multi_items() if key not in ("lang", "theme")]
        visitor = getattr(request.state, "visitor", None)
        html = self._pages.get_template(f"{name}.html").render(
            w=self.tongue(request), theme=theme, path=request.scope["path"], others=others,
            project=(self.project.settings["name"] or self.project.folder.name) if visitor else "", visitor=visitor,
            room=request.scope["path"].split("/")[1], **values,
        )  # fmt: skip
        return HTMLResponse(html, status)


async def remember(request: Request, follow: Next) -> Response:
    """Keep the language and the light that an address asks for."""
    response = await follow(request)
    for cookie, known in (("lang", tuple(LANGUAGES)), ("theme", THEMES)):
        value = request.query_params.get(cookie)
        if value in known:
            response.set_cookie(cookie, value, max_age=YEAR, samesite="strict", httponly=True)
    return response


def desk_of(request: Request) -> Desk:
    """Return the desk that a request is answered at, with its visitor at it."""
    desk: Desk = request.app.state.desk
    return desk.working(request.state.visitor.name) if request.state.visitor else desk


def form_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a form that are words."""
    return {name: value for name, value in fields.items() if isinstance(value, str)}
