"""A verb agrees with its subject: gender in front of it, number too behind it."""

from __future__ import annotations

import pytest

from marsad import Coder, Report
from marsad.assertions.agreement import parse
from marsad.assertions.objects import object_of
from marsad.extract.drafts import Scene
from marsad.extract.happenings import read_sentence


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Return a coder with the tables of the project."""
    return Coder()


def scene_of(coder: Coder, text: str) -> Scene:
    """Return the only sentence of a text, read."""
    return read_sentence(coder.read(Report("r", text)), 0, coder.codebook.frames)


@pytest.mark.parametrize(
    ("text", "subject", "carried"),
    [
        ("قصفت مدفعية الجيش بلدة حيان", "مدفعيه الجيش", None),
        ("المسلحون هاجموا نقطة للشرطة في بلدة حيان", "المسلحون", None),
        ("داهمت الشرطة منزلاً في حلب واعتقلت خمسة شبان", "الشرطه", None),
    ],
)
def test_who_does_it(coder: Coder, text: str, subject: str | None, carried: str | None) -> None:
    scene = scene_of(coder, text)
    words = scene.reading.tokens.words
    found = parse(scene, scene.drafts[0])

    def shown(phrase: object) -> str | None:
        return None if phrase is None else " ".join(words[phrase.first : phrase.last])  # type: ignore[attr-defined]

    assert (shown(found.subject), shown(found.carried)) == (subject, carried)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("أحرق مسلحون مساء أمس منشرة خشب في قرية كفرشلايا", "منشرة خشب"),
        ("أحرق مسلحون في قرية كفرشلايا", None),
    ],
)
def test_what_it_is_done_to(coder: Coder, text: str, thing: str | None) -> None:
    scene = scene_of(coder, text)
    found = object_of(scene, scene.drafts[0])
    assert (found and found.span.of(text)) == thing
