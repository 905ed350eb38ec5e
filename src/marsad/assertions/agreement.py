"""Which noun a verb agrees with: `قصفت` wants a feminine doer, `هاجموا` people named before it.

An Arabic verb in front of its subject is singular and takes its gender alone; behind it, it agrees in number too.
Broken plurals of things and of groups count as feminine (`كتائب`, `فصائل`).
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase
from marsad.text.gender import gender_of


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
    if phrase.quantity is None and phrase.persons is not None and phrase.persons.ref.number == "plural":
        return "people"
    return gender_of(scene.reading.tokens.words[phrase.first], phrase.prefix)


class Parse(NamedTuple):
    """The doer and the done-to of a finite verb by order and agreement; `carried`: the doer of the verb before it.

    `form` is that of the verb, as `verb_form` tells it.
    """

    form: str
    subject: Phrase | None
    object: Phrase | None
    carried: Phrase | None


def parse(scene: Scene, draft: Draft) -> Parse:
    """Return the subject and object of a draft's finite verb: in `قصفت القرية طائرات` whichever agrees.

    A verb without a subject of its own goes on with that of the verb before it: `داهمت القوة الحي واعتقلت`.
    """
    form = verb_form(scene, draft)
    subject, thing = _own(scene, draft, form)
    if subject is not None or form == "-":
        return Parse(form, subject, thing, None)
    place = next((place for place, other in enumerate(scene.drafts) if other is draft), 0)
    for before in reversed(scene.drafts[:place]):
        carried, _ = _own(scene, before, verb_form(scene, before))
        if carried is not None:
            return Parse(form, None, thing, carried)
    return Parse(form, None, thing, None)


def _own(scene: Scene, draft: Draft, form: str) -> tuple[Phrase | None, Phrase | None]:
    if form == "-":
        return None, None
    verb = draft.light if draft.light is not None and draft.light.ref.part == "verb" else draft.trigger
    first = scene.clauses.start_of(verb.first)
    last = scene.clauses.end_of(verb.first, scene.sentence.last)
    before = [phrase for phrase in scene.phrases_between(first, verb.first) if not phrase.prep]
    after = [phrase for phrase in scene.phrases_between(verb.last, last) if not phrase.prep]
    subject = next((p for p in reversed(before) if not p.coordinated and _agrees(scene, form, p, False)), None)
    if subject is None and form != "they":
        subject = next((p for p in after if _agrees(scene, form, p, True)), None)
    thing = next((p for p in after if p is not subject and not p.coordinated), None)
    return subject, thing


def _agrees(scene: Scene, form: str, phrase: Phrase, ahead: bool) -> bool:
    """Tell whether a phrase may be the subject of a verb of this form, which stands in front of it (`ahead`) or not."""
    sex = gender(scene, phrase)
    if form == "they":
        return sex == "people" and not ahead
    return sex == form or (sex == "people" and form == "he" and ahead)
