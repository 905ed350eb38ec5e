"""Every format that a project takes in, each with a file made here."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from docx import Document
from sqlalchemy import select

from marsad.intake import Given
from marsad.intake.taking import Taking
from marsad.project.add import Tally, Wish
from marsad.project.project import Project
from marsad.store import find

Add = Callable[..., Tally]
TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
MORE = "وأعلن «جيش العزة» أنه استهدف مطار حماة العسكري بصواريخ غراد، وقال إنه دمّر مستودعاً للذخيرة."
PAGE = f"""<!doctype html><html lang="ar"><head><meta charset="{{charset}}"><title>غارات على كفرزيتا</title>
<meta property="og:title" content="غارات على كفرزيتا"><meta property="og:site_name" content="شبكة العاصي">
<meta property="article:published_time" content="2017-03-14T08:00:00+02:00">
<meta property="og:url" content="https://asi.example/news/1"></head><body><nav>الرئيسية | سوريا</nav>
<article><h1>غارات على كفرزيتا</h1><p>{TEXT}</p><p>{MORE}</p></article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.fixture
def stored(project: Project) -> Callable[[], list[dict[str, Any]]]:
    """Return a function that gives every report whole, in the order added."""

    def rows() -> list[dict[str, Any]]:
        with project.database.read() as connection:
            from marsad.store.tables import REPORTS

            names = connection.scalars(select(REPORTS.c.name).order_by(REPORTS.c.id)).all()
            return [find.report(connection, name) or {} for name in names]

    return rows


Stored = Callable[[], list[dict[str, Any]]]


def text_of(report: dict[str, Any]) -> str:
    """Return a report's latest text."""
    return str(report["texts"][-1]["text"])


def test_raw_bytes_are_kept_with_where_when_and_who(add: Add, stored: Stored, project: Project) -> None:
    add("a.txt", TEXT.encode())
    (report,) = stored()
    capture = report["capture"]
    assert project.archive.path(capture["sha256"]).read_bytes() == TEXT.encode()
    assert (capture["origin"], capture["by"], capture["method"]) == ("/there/a.txt", "tester", "file")
    assert capture["size"] == len(TEXT.encode())
    assert capture["received_at"].endswith("Z")
    assert report["texts"][0]["extractor"] == "marsad text 1"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_html(add: Add, stored: Stored, encoding: str) -> None:
    assert add("a.html", PAGE.format(charset=encoding).encode(encoding)).refused == []
    (report,) = stored()
    assert TEXT in text_of(report)
    assert MORE in text_of(report)
    assert "الحقوق" not in text_of(report)
    said = (report["title"], report["outlet"], report["published"])
    assert said == ("غارات على كفرزيتا", "شبكة العاصي", "2017-03-14")
    assert report["url"] == "https://asi.example/news/1"
    assert report["texts"][0]["extractor"].startswith("trafilatura 2.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_arabic_and_named_columns(add: Add, stored: Stored, delimiter: str) -> None:
    out = io.StringIO()
    table = csv.writer(out, delimiter=delimiter)
    table.writerows([["العنوان", "التاريخ", "المتن الكامل", "المصدر"], ["ع", "2017-03-14", f"{TEXT}\n{MORE}", "=SANA"]])
    table.writerow(["", "14/3/2017", TEXT, ""])
    wish = Wish(Taking(columns={"text": "المتن الكامل"}))
    tally = add("a.csv", out.getvalue().encode("utf-8-sig"), wish)
    assert [str(item) for item in tally.refused] == ["a.csv: row 3: '14/3/2017' is not a date; write it as YYYY-MM-DD"]
    (report,) = stored()
    assert (report["title"], report["published"], report["outlet"]) == ("ع", "2017-03-14", "=SANA")
    assert (text_of(report), report["locator"]) == (f"{TEXT}\n{MORE}", "row 2")


def test_xlsx_with_days_of_its_own(add: Add, stored: Stored) -> None:
    book = openpyxl.Workbook()
    book.active.title = "أخبار"
    book.active.append(["id", "Text", "Date"])
    book.active.append(["x1", TEXT, datetime(2017, 3, 14, 22, 30)])  # noqa: DTZ001 - as a spreadsheet has it
    book.active.append(["x2", MORE, date(2017, 3, 15)])
    out = io.BytesIO()
    book.save(out)
    assert add("a.xlsx", out.getvalue()).reports == 2
    first, second = stored()
    assert (first["name"], first["published"], second["published"]) == ("x1", "2017-03-14", "2017-03-15")
    assert first["locator"] == "أخبار, row 2"


def test_rss_and_atom(add: Add, stored: Stored) -> None:
    rss = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/">
    <channel><title>وكالة</title><item><guid>g1</guid><title>خبر</title><link>https://a.example/1</link>
    <pubDate>Mon, 13 Mar 2017 23:30:00 GMT</pubDate><description>قصير</description>
    <c:encoded><![CDATA[<p>{TEXT}</p><script>x</script><p>{MORE}</p>]]></c:encoded></item></channel></rss>"""
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>مرصد</title><entry><id>e1</id><title>عنوان</title>
    <author><name>كاتب</name></author><updated>2017-03-15T01:00:00+03:00</updated>
    <content type="html">&lt;p&gt;{MORE}&lt;/p&gt;</content></entry></feed>"""
    add("a.rss", rss.encode())
    add("feed.xml", atom.encode())
    first, second = stored()
    assert text_of(first) == f"{TEXT}\n{MORE}"
    assert (first["published"], first["outlet"], first["url"]) == ("2017-03-14", "وكالة", "https://a.example/1")
    assert first["locator"] == "entry g1"
    assert (second["published"], second["outlet"], second["meta"]["author"]) == ("2017-03-15", "مرصد", "كاتب")


def test_telegram_words_in_pieces_forwards_edits_and_days_of_a_zone(add: Add, stored: Stored) -> None:
    messages = [
        {"id": 1, "type": "service", "action": "create_channel"},
        {"id": 2, "type": "message", "date": "2017-03-13T21:30:00", "date_unixtime": "1489444200", "from": "قناة",
         "text": ["عاجل: ", {"type": "bold", "text": "قصف"}, f" على سراقب. {MORE}"], "forwarded_from": "مصدر",
         "edited_unixtime": "1489450000", "reply_to_message_id": 1},
        {"id": 3, "type": "message", "date": "2017-03-14T10:00:00", "text": "", "photo": "photos/1.jpg"},
        {"id": 4, "type": "message", "date": "2017-03-14T10:00:00", "text": "", "text_entities": [{"text": TEXT}]},
    ]  # fmt: skip
    export = json.dumps(
        {"name": "قناة الخبر", "type": "public_channel", "id": 5, "messages": messages}, ensure_ascii=False
    )
    tally = add("result.json", export.encode())
    assert (tally.reports, tally.passed, tally.refused) == (2, 2, [])
    first, second = stored()
    assert text_of(first) == f"عاجل: قصف على سراقب. {MORE}"
    assert first["published"] == "2017-03-14"  # 22:30 of the 13th in UTC, past midnight in Damascus
    assert (first["outlet"], first["meta"]["forwarded_from"]) == ("قناة الخبر", "مصدر")
    assert first["meta"]["reply_to_message_id"] == 1
    assert (text_of(second), second["published"]) == (TEXT, "2017-03-14")


def test_a_long_chat_is_read_piece_by_piece(add: Add) -> None:
    messages = [{"id": n, "type": "message", "date": "2017-03-14T10:00:00", "text": f"{TEXT} {n}"} for n in range(9000)]
    both = {"chats": {"list": [{"name": "أ", "messages": messages}, {"name": "ب", "messages": messages[:3]}]}}
    assert add("result.json", json.dumps(both, ensure_ascii=False).encode()).reports == 9003


def warc(*, gzipped: bool = True) -> bytes:
    """Return a WARC with a page, a picture and a page that was not found."""
    out = b""
    for number, (status, kind, body) in enumerate((
        ("200 OK", "text/html; charset=windows-1256", PAGE.format(charset="windows-1256").encode("windows-1256")),
        ("200 OK", "image/png", b"\x89PNG"), ("404 Not Found", "text/html", b"<html><body>none</body></html>"),
    )):  # fmt: skip
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://w.example/{number}\r\n"
            "WARC-Date: 2017-03-14T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        out += gzip.compress(record) if gzipped else record
    return out


def test_warc_and_wacz(add: Add, stored: Stored) -> None:
    tally = add("a.warc.gz", warc())
    assert (tally.reports, tally.passed, tally.refused) == (1, 2, [])
    (report,) = stored()
    assert TEXT in text_of(report)
    assert (report["url"], report["locator"]) == ("https://w.example/0", "record 1")
    assert report["meta"]["captured_at"]
    assert ["Content-Type", "text/html; charset=windows-1256"] in report["meta"]["headers"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("archive/data.warc.gz", warc())
        packed.writestr("datapackage.json", "{}")
    assert add("a.wacz", out.getvalue()).reports_known == 1
    assert add("plain", warc(gzipped=False)).reports_known == 1


def test_docx(add: Add, stored: Stored) -> None:
    document = Document()
    document.core_properties.title = "بيان"
    document.add_paragraph(TEXT)
    document.add_table(1, 2).rows[0].cells[1].text = "خانة"
    document.add_paragraph(MORE)
    out = io.BytesIO()
    document.save(out)
    add("a.docx", out.getvalue())
    (report,) = stored()
    assert report["title"] == "بيان"
    assert text_of(report).splitlines() == [TEXT, " خانة", MORE]


def pdf(words: str) -> bytes:
    """Return a PDF of one line of Latin letters."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


def test_pdf_with_a_warning_and_the_file_kept(add: Add, stored: Stored, project: Project) -> None:
    data = pdf("Shelling near Saraqib killed three civilians")
    add("a.pdf", data)
    (report,) = stored()
    assert text_of(report) == "Shelling near Saraqib killed three civilians"
    assert "another order" in report["meta"]["warning"]
    assert project.archive.path(report["capture"]["sha256"]).read_bytes() == data


def test_what_the_person_says_fills_what_a_report_does_not_say(add: Add, stored: Stored) -> None:
    wish = Wish(Taking(Given(date(2017, 1, 1), "وكالة", "SY")))
    add("a.jsonl", [{"text": TEXT}, {"text": MORE, "outlet": "SANA", "published": "2017-02-02"}], wish)
    first, second = stored()
    assert (first["published"], first["outlet"], first["country"]) == ("2017-01-01", "وكالة", "SY")
    assert (second["published"], second["outlet"]) == ("2017-02-02", "SANA")


def test_a_new_extraction_is_a_new_version_and_nothing_is_overwritten(
    add: Add, stored: Stored, project: Project, faults: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad.intake import plain
    from marsad.project.again import take_again
    from marsad.store.database import Database

    add("a.txt", TEXT.encode())
    add("b.txt", MORE.encode())
    monkeypatch.setattr(plain, "decode", lambda data, _encoding: data.decode().replace("كفرزيتا", "كفر زيتا"))
    with project.run("process --texts", {}) as ledger:
        assert list(take_again(project, ledger))[-1] == (2, 1)
    monkeypatch.undo()
    first = stored()[0]
    assert [text["version"] for text in first["texts"]] == [1, 2]
    assert first["texts"][0]["text"] == TEXT
    assert (first["version"], first["audit"][-1]["action"]) == (2, "new text")
    assert faults() == []
    assert isinstance(project.database, Database)
