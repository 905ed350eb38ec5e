"""Makes more than two hundred files that mean harm, or that are merely broken."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

WORDS = "قصفت طائرات حربية بلدة سراقب في محافظة إدلب أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
HEAD = b"<!DOCTYPE x ["
ENTITIES = {
    "file": b'<!ENTITY x SYSTEM "file:///etc/passwd">',
    "net": b'<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
    "parameter": b'<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY x "y">',
    "public": b'<!ENTITY x PUBLIC "a" "file:///dev/random">',
    "laughs": b'<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b'<!ENTITY x "&a9;">',
    "quadratic": b'<!ENTITY x "' + b"A" * 50_000 + b'">',
}
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "wacz": "datapackage.json"}
DEEP = 10_000


def corpus() -> Iterator[tuple[str, bytes]]:
    """Give each file's name and bytes."""
    for make in (
        entities, office_entities, zip_bombs, zip_slips, gzip_bombs, nests, encodings, directions, nulls, warcs,
        tables, pdfs, chats, lines, pages, feeds, empties, noises,
    ):  # fmt: skip
        for number, (name, data) in enumerate(make()):
            yield f"{make.__name__}-{number:02}-{name}", data


def feed(inside: bytes, before: bytes = b"") -> bytes:
    """Return an RSS feed with one entry."""
    return (
        b'<?xml version="1.0"?>' + before + b'<rss version="2.0"><channel><title>t</title><item><title>'
        + inside + b"</title><description>" + inside + b"</description></item></channel></rss>"
    )  # fmt: skip


def packed(members: dict[str, bytes], times: int = 1) -> bytes:
    """Return a ZIP file of these members, the first of them so many times as long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        for number, (name, data) in enumerate(members.items()):
            with opened.open(name, "w") as member:
                for _ in range(times if number == 0 else 1):
                    member.write(data)
    return out.getvalue()


def entities() -> Iterator[tuple[str, bytes]]:
    """Outside and exploding entities in feeds and pages."""
    for name, entity in ENTITIES.items():
        times = 5_000 if name == "quadratic" else 1
        yield f"{name}.rss", feed(b"&x;" * times, HEAD + entity + b"]>")
        atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&x;</title></entry></feed>'
        yield f"{name}.atom", HEAD + entity + b"]>" + atom
        yield f"{name}.xml", HEAD + entity + b"]><rdf:RDF>" + b"&x;" * times + b"</rdf:RDF>"
        yield f"{name}.html", HEAD + entity + b"]><html><body><p>" + b"&x;" * times + b"</p></body></html>"
        yield f"{name}.xhtml", b"<?xml version='1.0'?>" + HEAD + entity + b"]><html><body>&x;</body></html>"


def office_entities() -> Iterator[tuple[str, bytes]]:
    """The same inside Word documents and spreadsheets."""
    for name, entity in ENTITIES.items():
        for kind in ("docx", "xlsx"):
            data = b'<?xml version="1.0"?>' + HEAD + entity + b"]><x>&x;</x>"
            yield f"{name}.{kind}", packed({OFFICE[kind]: data, "[Content_Types].xml": data})


def zip_bombs() -> Iterator[tuple[str, bytes]]:
    """Archives that inflate, that hold too much, or that lie about it."""
    for kind, name in OFFICE.items():
        yield f"inflates.{kind}", packed({name: bytes(1 << 20), "a.warc": b""}, 250)
        yield f"many.{kind}", packed({name: b"x", **{f"m{n}": b"" for n in range(25_000)}})
        nested = packed({"b.zip": packed({"c": bytes(1 << 20)}, 50)})
        yield f"nested.{kind}", packed({name: nested, "a.warc": nested})
        sound = packed({name: b"x" * 1000, "a.warc": b"x" * 1000})
        yield f"cut.{kind}", sound[: len(sound) // 2]
        yield f"lies.{kind}", sound.replace(struct.pack("<I", 1000), struct.pack("<I", 5))
        yield f"locked.{kind}", sound.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
        yield f"twice.{kind}", sound + sound
    rows = (b"<row>" + b"<c><v>1</v></c>" * 50 + b"</row>") * 7_800
    yield "600mb.xlsx", packed({"xl/worksheets/sheet1.xml": rows, "xl/workbook.xml": b"<workbook/>"}, 106)


def zip_slips() -> Iterator[tuple[str, bytes]]:
    """Names that lead out of the archive."""
    for number, name in enumerate(("../../x", "/etc/x", "..\\..\\x", "C:\\x", "a/../../x")):
        for kind, member in OFFICE.items():
            yield f"{number}.{kind}", packed({member: b"x", "a.warc": b"x", name: b"x"})


def gzip_bombs() -> Iterator[tuple[str, bytes]]:
    """Compressed streams that inflate, are cut, or hold something else."""
    bomb = gzip.compress(bytes(100 << 20), 1) * 4
    yield "zeros.warc.gz", bomb
    yield "zeros.gz", bomb
    yield "zeros.txt", bomb
    yield "record.warc.gz", gzip.compress(record(b"<html><body>" + b"a" * (60 << 20)), 1)
    yield "cut.warc.gz", gzip.compress(record(page()))[:-20]
    yield "twice.warc.gz", gzip.compress(gzip.compress(record(page())))
    yield "line.warc.gz", gzip.compress(b"WARC/1.0\r\n" + b"A" * (200 << 20), 1)


def nests() -> Iterator[tuple[str, bytes]]:
    """Ten thousand levels."""
    for tag in ("div", "table", "b", "ul", "blockquote", "font", "span"):
        opened = b"".join(b"<%s>" % tag.encode() for _ in range(DEEP))
        yield f"{tag}.html", b"<html><body>" + opened + WORDS.encode() + b"</body></html>"
    yield "list.jsonl", b'{"text": ' + b"[" * DEEP + b"]" * DEEP + b"}"
    yield "object.jsonl", b'{"a":' * DEEP + b"1" + b"}" * DEEP
    yield "open.jsonl", b"[" * DEEP * 10
    yield "chat.json", b'{"messages": [' + b'{"a":' * DEEP * 10 + b"1" + b"}" * DEEP * 10 + b"]}"
    yield "feed.rss", feed(b"<a>" * DEEP)
    yield "tables.docx", packed({"word/document.xml": b"<w:tbl>" * DEEP, "[Content_Types].xml": b"<a>" * DEEP})
    yield "array.pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * DEEP + b"\nendobj\n" + TRAILER
    yield "dict.pdf", b"%PDF-1.4\n1 0 obj\n" + b"<</A " * DEEP + b"\nendobj\n" + TRAILER


def encodings() -> Iterator[tuple[str, bytes]]:
    """Bytes that are no UTF-8, in formats of words."""
    kinds = {
        "txt": "{}", "csv": "text,outlet\n{},a\n", "jsonl": '{{"text": "{}"}}\n',
        "html": "<html><body><article><p>{}</p></article></body></html>",
        "rss": "<rss><channel><item><title>{}</title></item></channel></rss>",
        "json": '{{"name": "a", "messages": [{{"id": 1, "type": "message", "text": "{}"}}]}}',
    }  # fmt: skip
    for kind, shape in kinds.items():
        text = shape.format(WORDS)
        for coding in ("windows-1256", "iso-8859-6", "utf-16-le", "utf-16-be", "utf-7", "cp864"):
            yield f"{coding}.{kind}", text.encode(coding, errors="replace")
        yield f"cut.{kind}", text.encode()[:-1] + b"\xd8"
        yield f"ff.{kind}", text.encode().replace(b" ", b"\xff", 3)
        yield f"surrogate.{kind}", text.encode().replace(b" ", b"\xed\xa0\x80", 1)


def directions() -> Iterator[tuple[str, bytes]]:
    """Controls that turn the direction of writing round, where a reader sees other words than the machine."""
    for number, control in enumerate(("\u202e", "\u2067\u202d", "\u200f\u061c\u2066")):
        text = WORDS.replace(" ", f" {control}")
        yield f"{number}.txt", text.encode()
        yield f"{number}.csv", f"text\n{text}\n".encode()
        yield f"{number}.jsonl", json.dumps({"text": text, "title": control, "id": f"a{control}"}).encode()
        yield f"{number}.html", f"<html><body><article><p>{text}</p></article></body></html>".encode()


def nulls() -> Iterator[tuple[str, bytes]]:
    """NUL bytes in the midst of words."""
    for kind in ("txt", "csv", "jsonl", "html", "rss", "json", "xml"):
        yield f"a.{kind}", ("text\n" + WORDS).encode().replace(b" ", b"\0")
    yield "b.jsonl", json.dumps({"text": WORDS.replace(" ", "\0")}).encode()
    yield (
        "c.html",
        f"<html><body><article><p>{WORDS}&#0;</p></article></body></html>".encode().replace(b"<p>", b"<p>\0"),
    )


def page() -> bytes:
    """Return a page that can be read."""
    return f"<html><body><article><h1>خبر</h1><p>{WORDS}</p><p>{WORDS}</p></article></body></html>".encode()


def record(body: bytes, length: str | None = None, uri: bytes = b"WARC-Target-URI: http://a.example/\r\n") -> bytes:
    """Return a WARC record of a page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    size = length if length is not None else str(len(answer))
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\n" + uri + b"WARC-Date: 2017-03-14T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: " + size.encode() + b"\r\n\r\n"
        + answer + b"\r\n\r\n"
    )  # fmt: skip


def warcs() -> Iterator[tuple[str, bytes]]:
    """Records cut off at many places, and records that lie."""
    whole = record(page()) + record(page().replace("خبر".encode(), "نبأ".encode()))
    for part in range(1, 16):
        yield f"cut{part}.warc", whole[: len(whole) * part // 16]
    for length in ("-1", "999999999999", "x", "", "1"):
        yield f"length{length}.warc", record(page(), length) + whole
    yield "nouri.warc", record(page(), uri=b"") + whole
    yield "version.warc", whole.replace(b"WARC/1.0", b"WARC/9.9")
    yield "chunked.warc", record(page()).replace(b"text/html", b"text/html\r\nTransfer-Encoding: chunked")
    yield "gzipped.warc", record(page()).replace(b"text/html", b"text/html\r\nContent-Encoding: gzip")
    yield "control.warc", record(page()).replace(b"http://a.example/", b"javascript:\x1b[2J")


def tables() -> Iterator[tuple[str, bytes]]:
    """Formulas, and tables that are none."""
    for number, cell in enumerate(
        ('=HYPERLINK("http://a","b")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\u202e=1")
    ):
        yield f"formula{number}.csv", f'id,text,outlet\n"{cell.replace(chr(34), chr(34) * 2)}","{WORDS}","a"\n'.encode()
    yield "quote.csv", b'text\n"' + b"a" * (20 << 20)
    yield "columns.csv", b"text" + b",a" * 200_000 + b"\nx\n"
    yield "notext.csv", b"a,b\n1,2\n"
    yield "dates.csv", f"text,date\n{WORDS},31/02/2017\n{WORDS},99999-01-01\n".encode()


TRAILER = b"trailer<</Root 2 0 R/Size 3>>\nstartxref\n9\n%%EOF"


def pdfs() -> Iterator[tuple[str, bytes]]:
    """Files that go round in circles, inflate, or stop."""
    start = b"%PDF-1.4\n2 0 obj<</Type/Catalog/Pages 3 0 R>>endobj\n"
    yield "circle.pdf", start + b"3 0 obj<</Type/Pages/Kids[3 0 R]/Count 9>>endobj\n" + TRAILER
    yield "count.pdf", start + b"3 0 obj<</Type/Pages/Kids[]/Count 999999999>>endobj\n" + TRAILER
    yield "xref.pdf", b"%PDF-1.4\nxref\n0 1\ntrailer<</Root 2 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
    stream = zlib.compress(b"BT (a) Tj ET\n" * 15_000_000, 1)
    body = (
        b"3 0 obj<</Type/Pages/Kids[4 0 R]/Count 1>>endobj\n4 0 obj<</Type/Page/Parent 3 0 R/Contents 5 0 R>>endobj\n"
    )
    head = b"5 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
    yield "inflates.pdf", start + body + head + stream + b"\nendstream endobj\n" + TRAILER
    yield "cut.pdf", start
    yield "empty.pdf", b"%PDF-"
    yield "locked.pdf", start + b"trailer<</Root 2 0 R/Encrypt 9 0 R>>\nstartxref\n9\n%%EOF"


def chats() -> Iterator[tuple[str, bytes]]:
    """Exports of chats with parts of the wrong kind."""
    good = {"id": 1, "type": "message", "date_unixtime": "1489449600", "text": WORDS}
    for number, message in enumerate((
        1, None, [], good | {"text": 5}, good | {"text": [[["a"]]]}, good | {"date_unixtime": "1e99"},
        good | {"date": "x", "date_unixtime": None}, good | {"id": "\x1b[2J"}, good | {"text": [{"text": WORDS}, " ", 7]},
    )):  # fmt: skip
        yield f"{number}.json", json.dumps({"name": "a", "messages": [message, good]}).encode()
    yield "cut.json", json.dumps({"name": "a", "messages": [good] * 3}).encode()[:-200]
    yield "long.json", b'{"messages": [{"id": 1, "text": "' + b"a" * (40 << 20) + b'"}]}'
    yield "open.json", b'{"messages": [' + b"1," * 2_000_000


def lines() -> Iterator[tuple[str, bytes]]:
    """Lines that are no reports."""
    for number, line in enumerate((
        b'{"text": 1}', b'{"text": NaN}', b'{"text": ' + b"9" * 100_000 + b"}", b'[{"text": "a"}]', b'{"text": "\\ud800"}',
        b'{"text": "a", "published": "2017-02-30"}', b'{"text": "a", "text": 2}', b"{" * 100, b'{"text": "' + b"a" * (20 << 20) + b'"}',
    )):  # fmt: skip
        yield f"{number}.jsonl", line + b"\n" + json.dumps({"text": WORDS}).encode()


def pages() -> Iterator[tuple[str, bytes]]:
    """Pages made to be slow."""
    yield "brackets.html", b"<" * 1_000_000
    yield "comment.html", b"<html><!--" + b"-" * 1_000_000
    yield "attributes.html", b"<html><p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">"
    yield "attribute.html", b"<html><p a='" + b"x" * 5_000_000 + b"'>"
    yield "paragraphs.html", b"<html><body>" + f"<p>{WORDS}</p>".encode() * 20_000
    yield "links.html", b"<html><body>" + b"<a href='http://a.example/'>a</a>" * 100_000
    yield "meta.html", b"<html><meta charset='hex'><meta charset='rot13'><body>" + WORDS.encode()
    yield "script.html", b"<script>" * 20_000 + WORDS.encode()
    yield "long.html", b"<html><body>" + b"a " * (10 << 20)


def feeds() -> Iterator[tuple[str, bytes]]:
    """Feeds with days out of time, and too many entries."""
    for number, day in enumerate((b"Mon, 99 Foo 99999 99:99:99 GMT", b"9" * 100_000, b"0000-00-00T00:00:00Z")):
        yield f"day{number}.rss", feed(WORDS.encode() + b"</title><pubDate>" + day + b"</pubDate><title>")
    yield "many.rss", b"<rss><channel>" + b"<item><title>a</title></item>" * 20_000 + b"</channel></rss>"


def empties() -> Iterator[tuple[str, bytes]]:
    """Nothing at all, under every name."""
    for kind in ("txt", "jsonl", "json", "csv", "xlsx", "html", "rss", "xml", "warc", "wacz", "pdf", "docx", "bin"):
        yield f"a.{kind}", b""


def noises() -> Iterator[tuple[str, bytes]]:
    """Chance bytes under every name, and behind every signature."""
    chance = random.Random(7)  # noqa: S311 - the same at every run
    for kind in ("txt", "jsonl", "json", "csv", "xlsx", "html", "rss", "warc", "wacz", "pdf", "docx"):
        yield f"a.{kind}", chance.randbytes(20_000)
    for number, start in enumerate(
        (b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"{", b"<rss>", b"<html>")
    ):
        yield f"b{number}", start + chance.randbytes(20_000)
