"""Downloads from a server of our own: taken up where they broke off, noted down, and not fetched twice."""

from __future__ import annotations

import hashlib
import http.server
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.codebook.place_sources import Download, PlaceSources
from marsad.codebook.places import PlaceTables
from marsad.errors import UsageError
from marsad.gazetteer.download import Wanted, fetch, fetch_all, wanted
from marsad.gazetteer.file import read_records, read_sources
from marsad.gazetteer.make import Maker

sys.path.insert(0, str(Path(__file__).parent))
from samples import geonames_row

BODY = bytes(range(256)) * 3000
DUMP = f"{geonames_row(11, 'Zeitun', 36.1, 37.2, others='زيتونة')}\n".encode()


class Server(http.server.BaseHTTPRequestHandler):
    """Gives `/whole`, `/page`, and `/broken`, which breaks off in the middle of an answer."""

    asked: list[tuple[str, str | None]] = []  # noqa: RUF012 - shared by all requests on purpose

    def do_GET(self) -> None:
        told = self.headers.get("Range")
        self.asked.append((self.path, told))
        if self.path == "/none":
            self.send_error(404)
            return
        body = self.page() if self.path == "/page" else DUMP if self.path == "/SY.txt" else BODY
        start = int(told.removeprefix("bytes=").removesuffix("-")) if told else 0
        self.send_response(206 if told else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.send_header("Last-Modified", "Wed, 03 Jan 2024 10:00:00 GMT")
        self.end_headers()
        end = start + 300_000 if self.path == "/broken" else len(body)
        self.wfile.write(body[start:end])

    def page(self) -> bytes:
        address = f"http://127.0.0.1:{self.server.server_port}/whole"  # type: ignore[attr-defined]
        listed = [{"format": "GeoJSON", "url": address}, {"format": "PDF", "url": address + "2"}]
        return json.dumps({"result": {"resources": listed}}).encode()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    Server.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_download_goes_on_where_it_broke_off(address: str, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    date = fetch(f"{address}/broken", tmp_path / "f", lambda *told: seen.append(told))
    assert (tmp_path / "f").read_bytes() == BODY
    assert [told for _, told in Server.asked] == [None, "bytes=300000-", "bytes=600000-"]
    assert seen[-1] == ("f", len(BODY), len(BODY))
    assert date == "2024-01-03"
    assert not (tmp_path / "f.part").exists()


def test_what_a_killed_run_left_is_taken_up(address: str, tmp_path: Path) -> None:
    (tmp_path / "f.part").write_bytes(BODY[:1234])
    fetch(f"{address}/whole", tmp_path / "f", lambda *_: None)
    assert (tmp_path / "f").read_bytes() == BODY
    assert Server.asked == [("/whole", "bytes=1234-")]


def test_files_are_noted_and_not_fetched_twice(address: str, tmp_path: Path) -> None:
    for _ in range(2):
        fetch_all([Wanted("one", f"{address}/whole")], tmp_path, lambda *_: None)
    assert len(Server.asked) == 1
    notes = json.loads((tmp_path / "downloads.json").read_text(encoding="utf-8"))
    assert notes["one"]["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert (notes["one"]["date"], notes["one"]["bytes"]) == ("2024-01-03", len(BODY))
    (tmp_path / "one").write_bytes(b"changed")
    fetch_all([Wanted("one", f"{address}/whole")], tmp_path, lambda *_: None)
    assert (tmp_path / "one").read_bytes() == BODY


def test_a_catalogue_s_tables_and_outlines_are_fetched(address: str, tmp_path: Path) -> None:
    fetch_all([Wanted("ocha_SY.json", f"{address}/page")], tmp_path, lambda *_: None)
    assert (tmp_path / "ocha_SY_whole").read_bytes() == BODY
    assert [path for path, _ in Server.asked] == ["/page", "/whole"]


def test_a_gazetteer_is_built_of_what_was_downloaded(
    address: str, tmp_path: Path, tables: PlaceTables, sources: PlaceSources
) -> None:
    row = Download("geonames", "*", "{CC}.txt", f"{address}/{{CC}}.txt", "CC BY 4.0")
    ours = PlaceSources(sources.codes, (row,))
    folder = tmp_path / "files"
    fetch_all(wanted(ours, ["geonames"], ["SY"]), folder, lambda *_: None)
    maker = Maker(tables, ours)
    maker.add_folder(folder, ["geonames"], ["SY"])
    maker.write(tmp_path / "g.sqlite")
    (told,) = read_sources(tmp_path / "g.sqlite")
    assert (told.file, told.date, told.url, told.licence) == ("SY.txt", "2024-01-03", f"{address}/SY.txt", "CC BY 4.0")
    assert "geonames:11" in {one.id for one in read_records(tmp_path / "g.sqlite")}


def test_what_is_not_there_is_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"/none: 404 .*downloads.tsv"):
        fetch(f"{address}/none", tmp_path / "f", lambda *_: None)


def test_no_server_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="run the command again"):
        fetch("http://127.0.0.1:1/x", tmp_path / "f", lambda *_: None)


def test_what_is_wanted_follows_the_table(sources: PlaceSources) -> None:
    files = {one.file for one in wanted(sources, ["geonames", "wof", "osm", "ocha"], ["SY", "IQ"])}
    assert {"geonames_SY.zip", "geonames_names_IQ.zip", "whosonfirst-data-admin-sy.zip", "osm_IQ.osm.pbf"} <= files
    with pytest.raises(UsageError, match="no file of opensyria is known for IQ"):
        wanted(sources, ["opensyria"], ["IQ"])
