"""Which kind a draft codes: its frame's, refined by the weapon, the doer and the victim."""

from __future__ import annotations

from marsad.extract.drafts import Draft
from marsad.model import Party

PROPERTY = frozenset({"infrastructure", "oil", "farm", "property", "land"})
ARMED = frozenset({"state", "rebel", "militia"})


def means_of(draft: Draft) -> tuple[str | None, str | None]:
    """Return the means that a draft names and the kind it implies; the most telling one wins."""
    items = list(draft.means)
    for phrase in (draft.actor, draft.weapon):
        if phrase is not None and phrase.means is not None:
            items.append(phrase.means)
    implied = [item.ref for item in items if item.ref.implies]
    ranked = sorted(implied, key=lambda row: RANK.index(row.implies) if row.implies in RANK else len(RANK))
    if ranked:
        return ranked[0].name, ranked[0].implies
    own = getattr(draft.trigger.ref.owner, "means", "") or None
    return (own or (items[0].ref.name if items else None)), None


def brought_down(draft: Draft) -> bool:
    """Tell whether what a party destroyed is a drone or missile: `دمرت الدفاعات الجوية طائرة مسيرة`."""
    weapon, actor = draft.weapon, draft.actor
    if draft.frame.name != "destroy" or weapon is None or weapon.prep or weapon.thing is not None:
        return False
    if draft.target is not None and draft.target.thing is not None and draft.target.first < weapon.first:
        return False
    name = getattr(weapon.means.ref, "name", "") if weapon.means is not None else ""
    return name in IN_FLIGHT and actor is not None and actor.armed and actor.means is None


IN_FLIGHT = frozenset({"drone", "rocket", "missile", "ballistic missile"})
KNOCKED_OUT, TANK = frozenset({"دمر", "أعطب"}), "tank"
"""Verbs of which armour is the object: what is burnt may have been burnt by a crowd."""
MURDER = frozenset({"اغتال"})
"""Killing by stealth, of soldiers as of civilians."""
FORCED = "أجبر على المغادرة"
GUNMEN = frozenset({"مسلح", "ملثم", "مجهول", "خاطف"})
RAID = frozenset({"أغار"})
"""A raid, from the air or on the ground."""
ON_FOOT = ("وحدة", "وحدات", "مجموعة", "مجموعات", "مجاميع", "مسلح", "مقاتل", "عناصر")
"""Beginnings of the names of those who raid on the ground: `أغارت وحدة من الجيش على تجمع`."""
RANK = ("chemical_attack", "suicide_bombing", "ied", "air_strike", "shelling", "armed_clash", "gunfire")


def decide_kind(draft: Draft, actor: Party | None, target: Party | None, flown: bool) -> tuple[str, str]:
    """Return the kind and the reason: `استهدفت طائرات` is an air strike by its means.

    `flown` tells that the doer is an air force or aircraft.
    """
    frame = draft.frame
    kind = frame.kind or "armed_clash"
    means, implied = means_of(draft)
    if _is_armour(draft) and actor is not None and actor.kind in ARMED and not flown and implied in (None, "shelling"):
        return "armed_clash", "what was put out of action is armour"
    if frame.name == "target" and (implied == "gunfire" or not (implied or flown)):
        return _shot(target) if implied else _aimed(actor, target)
    if brought_down(draft):
        return "weapons_disrupted", "what was destroyed is a weapon in flight"
    if flown and implied == "shelling" and "air_strike" in frame.refine:
        return "air_strike", f"the doer flies, with {means}"
    if implied and implied in frame.refine:
        return implied, f"means {means}"
    if flown and "air_strike" in frame.refine:
        return "air_strike", "the doer flies"
    if draft.trigger.ref.owner.lemma in RAID and actor is not None and actor.text.startswith(ON_FOOT):
        return "armed_clash", "those who raid do not fly"
    if frame.name == "capture" and "failed" in draft.effects:
        return "armed_clash", "an attempt to take a place that failed"
    if frame.name == "withdraw" and not draft.places:
        return "troop_movement", "no place is named that was left"
    if frame.group == "harm" or draft.trigger.ref.owner.lemma in MURDER:
        return _harm(draft, target, kind)
    return _by_party(draft, actor, target, flown)


def _by_party(draft: Draft, actor: Party | None, target: Party | None, flown: bool) -> tuple[str, str]:
    """Return the kind that doer and done-to make of an attack, a seizure or a blaze, else the frame's own."""
    frame = draft.frame
    if frame.name == "arrest" and _no_authority(draft, actor):
        return "abduction", "who took them is no authority"
    if draft.trigger.ref.owner.lemma == FORCED and target is not None and target.kind in ARMED:
        return "troop_movement", "those who had to leave are armed"
    if frame.name in ("destroy", "attack") and actor is not None and actor.name == "protesters":
        return "riot", "protesters did it"
    if frame.name == "destroy" and target is not None and target.kind in ARMED and not flown:
        return "armed_clash", "what was destroyed belongs to an armed party"
    if frame.name == "attack" and _is_property(draft):
        return "property_destruction", "what was attacked is property"
    if frame.name in ("attack", "shoot") and target is not None and target.kind == "civilians":
        return "civilian_attack", "the target is civilians"
    return frame.kind or "armed_clash", f"frame {frame.name}"


def _no_authority(draft: Draft, actor: Party | None) -> bool:
    """Tell whether gunmen whom no table knows detain: `احتجزته جماعة مسلحة`, `احتجزه مجهولون`."""
    phrase = draft.actor
    if phrase is None or (actor is not None and actor.id is not None):
        return False
    return phrase.persons is not None and phrase.persons.ref.person.lemma in GUNMEN


def _is_property(draft: Draft) -> bool:
    """Tell whether the target is a thing that nobody holds or lives in: a power line, a farm, an oil well."""
    phrase = draft.target
    if phrase is None or phrase.thing is None or phrase.actor is not None or phrase.persons is not None:
        return False
    return phrase.thing.ref.cls in PROPERTY


def _is_armour(draft: Draft) -> bool:
    """Tell whether a vehicle of war was put out of action, and not burnt by a crowd: `دمر مقاتلو الفصيل دبابة`."""
    if draft.trigger.ref.owner.lemma not in KNOCKED_OUT:
        return False
    if draft.target is not None and draft.target.thing is not None:
        return bool(draft.target.thing.ref.cls == "military_vehicle")
    weapon = draft.weapon
    if weapon is None or weapon.prep or weapon.means is None:
        return False
    return bool(getattr(weapon.means.ref, "name", "") == TANK)


def _aimed(actor: Party | None, target: Party | None) -> tuple[str, str]:
    """Read `استهدف` without a weapon: at civilians an attack on them, else fire from a distance."""
    if target is not None and target.kind == "civilians":
        return "civilian_attack", "civilians are targeted, no weapon named"
    if actor is not None and actor.kind == "state":
        return "shelling", "a state's forces target a place, no weapon named"
    return "armed_clash", "an armed group targets, no weapon named"


def _shot(target: Party | None) -> tuple[str, str]:
    """Read `استهدفه مجهولون بالرصاص`: by whom it is aimed at, for small arms are no shelling."""
    if target is not None and target.kind in ARMED:
        return "armed_clash", "an armed party is shot at"
    return "civilian_attack", "persons are shot at"


def _harm(draft: Draft, target: Party | None, kind: str) -> tuple[str, str]:
    """Read a toll whose cause is no event of its own."""
    fighters = any(
        part.who and part.who.persons and part.who.persons.ref.person.civilian is False for part in draft.toll
    )
    if fighters or (target is not None and target.kind in ARMED):
        return "armed_clash", "the killed were armed"
    return kind, "persons were killed or injured, no other cause told"
