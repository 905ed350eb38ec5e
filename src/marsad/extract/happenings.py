"""From one sentence to drafts: each trigger with its clause, then light verbs and harm joined in."""

from __future__ import annotations

from marsad.codebook.frames import Frame
from marsad.extract.clauses import find_clauses
from marsad.extract.drafts import Draft, Scene, row_of
from marsad.extract.harm import join_harm
from marsad.extract.lights import apply_lights, pair_lights
from marsad.extract.phrases import find_phrases
from marsad.extract.reading import Reading
from marsad.extract.roles import assign_roles
from marsad.extract.status import mark_status


def read_sentence(reading: Reading, index: int, frames: dict[str, Frame]) -> Scene:
    """Return the scene of a sentence, its drafts in text order."""
    sentence = reading.sentences[index]
    items = reading.between(sentence.first, sentence.last)
    scene = Scene(index, reading, sentence, items, find_phrases(reading, items), find_clauses(reading, sentence, items))
    _anchor(scene, frames)
    if not scene.drafts:
        return scene
    lights = pair_lights(scene)
    _regions(scene)
    for draft in scene.drafts:
        assign_roles(scene, draft)
    apply_lights(scene, lights)
    _share(scene)
    _surroundings(scene)
    mark_status(scene)
    scene.drafts = join_harm(scene)
    return scene


def _anchor(scene: Scene, frames: dict[str, Frame]) -> None:
    """Make a draft of every trigger."""
    for item in scene.items:
        if item.type == "trigger":
            frame = frames[item.ref.owner.frame]
            draft = Draft(scene.index, item, frame, scene.sentence.first, scene.sentence.last, [item])
            draft.rows.append(row_of(item))
            scene.drafts.append(draft)


def _regions(scene: Scene) -> None:
    """Give each trigger the stretch of the sentence that is its own."""
    drafts = scene.drafts
    for before, after in zip(drafts, drafts[1:], strict=False):
        left = after.light.first if after.light and after.light.first < after.trigger.first else after.trigger.first
        edge = _edge(scene, before, left)
        before.right = edge
        after.left = max(edge, before.trigger.last) if edge < left else before.left
        if edge >= left:
            before.right = left
    for draft in drafts:
        stop = next((s.first for s in scene.items if s.type == "speech" and s.first > draft.trigger.last), None)
        if stop is not None and stop < draft.right:
            draft.right = max(scene.clauses.start_of(stop), draft.trigger.last)
        start = max((s.last for s in scene.items if s.type == "speech" and s.last <= draft.trigger.first), default=None)
        if start is not None and start > draft.left:
            draft.left = max(draft.left, scene.clauses.start_of(draft.trigger.first), start)


def _edge(scene: Scene, before: Draft, left: int) -> int:
    """Return where the region of the trigger at `left` begins: the last clause start before it."""
    starts = [start for start in scene.clauses.starts if before.trigger.last < start <= left]
    return starts[-1] if starts else left


def _share(scene: Scene) -> None:
    """Let a joined verb without a subject of its own take that of the verb before it."""
    before: Draft | None = None
    for draft in scene.drafts:
        if draft.shared and draft.actor is None and draft.trigger.joined and before is not None and not draft.passive:
            if "actor" in (draft.frame.verb.get("subject"),) and before.actor is not None:
                draft.actor = before.actor
        if draft.trigger.suffix and draft.actor is None and draft.part == "noun" and before is not None:
            if draft.frame.noun.get("of") in ("actor", "agent") and before.actor is not None:
                draft.actor = before.actor
        before = draft


def _surroundings(scene: Scene) -> None:
    """Collect the places, times and weapons of each trigger's region."""
    for draft in scene.drafts:
        slots = draft.frame.verb if draft.part == "verb" else draft.frame.noun
        before: str | None = None
        for item in scene.items_between(draft.left, draft.right, "place"):
            prep = scene.reading.preposition(item.first, item.prefix)
            if item.joined and not prep and before is not None:
                role = before
            else:
                role = slots.get(prep, "")
            before = role
            (draft.to if role == "to" else draft.places).append(item.ref)
        draft.times = [item.ref for item in scene.items_between(draft.left, draft.right, "time")]
        taken = {id(phrase.means) for phrase in (draft.target,) if phrase is not None}
        draft.means = [
            item for item in scene.items_between(draft.left, draft.right, "means")
            if id(item) not in taken
        ]  # fmt: skip
