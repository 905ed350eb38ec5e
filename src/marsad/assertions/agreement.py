"""Which noun a verb agrees with: `قصفت` wants a feminine doer, `هاجموا` people named before it.

An Arabic verb in front of its subject is singular and takes its gender alone; behind it, it agrees in number too.
Broken plurals of things and of groups count as feminine (`كتائب`, `فصائل`).
"""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase
from marsad.text.clitics import has_article

FEMININE = frozenset(
    (
        "كتايب فصايل عشاير قبايل عناصر فرق الويه سرايا قوي دول عصابات اسراب طواقم مدافع راجمات زوارق مصادر اجهزه خلايا "
        "حشود جموع نساء حرب نار شمس"
    ).split()
)
PEOPLE = ("ون", "وا", "ين")


def verb_form(scene: Scene, draft: Draft) -> str:
    """Return `they`, `she` or `he` by the ending of the finite verb of a draft, "-" where it has none."""
    verb = draft.light if draft.light is not None and draft.light.ref.part == "verb" else draft.trigger
    if verb.ref.part != "verb":
        return "-"
    word = scene.reading.tokens.words[verb.first][len(verb.prefix) :].removesuffix(verb.suffix)
    if verb.ref.tense == "present":
        return "they" if word.endswith(("ون", "وا")) else "she" if word.startswith("ت") else "he"
    return "they" if word.endswith(("وا", "و")) else "she" if word.endswith("ت") else "he"


def gender(scene: Scene, phrase: Phrase) -> str:
    """Return `people`, `she` or `he` by the first word of a phrase: `مسلحون`, `قوات`, `جيش`."""
    word = scene.reading.tokens.words[phrase.first][len(phrase.prefix) :]
    bare = word.removeprefix("ال") if not has_article(phrase.prefix) else word
    if phrase.quantity is None and phrase.persons is not None and phrase.persons.ref.number == "plural":
        return "people"
    if bare in FEMININE or bare.endswith(("ه", "ات")):
        return "she"
    return "people" if bare.endswith(PEOPLE) and len(bare) > 4 else "he"
