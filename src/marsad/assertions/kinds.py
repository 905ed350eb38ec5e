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


def from_the_ground(draft: Draft) -> bool:
    """Tell whether the weapon is one that no aircraft carries: `قصف مدفعي`."""
    names = [getattr(item.ref, "name", "") for item in draft.means]
    return not ON_THE_GROUND.isdisjoint([*names, getattr(draft.trigger.ref.owner, "means", "")])


def brought_down(draft: Draft) -> bool:
    """Tell whether what a party destroyed is a drone or missile: `دمرت الدفاعات الجوية طائرة مسيرة`."""
    weapon, actor = draft.weapon, draft.actor
    if draft.frame.name != "destroy" or weapon is None or weapon.prep or weapon.thing is not None:
        return False
    if draft.target is not None and draft.target.thing is not None and draft.target.first < weapon.first:
        return False
    name = getattr(weapon.means.ref, "name", "") if weapon.means is not None else ""
    return name in IN_FLIGHT and actor is not None and actor.armed and actor.means is None


ON_THE_GROUND = frozenset({"artillery", "mortar", "tank", "improvised rocket", "warship"})
IN_FLIGHT = frozenset({"drone", "rocket", "missile", "ballistic missile"})
KNOCKED_OUT, TANK = frozenset({"دمر", "أعطب"}), "tank"
"""Verbs of which armour is the object: what is burnt may have been burnt by a crowd."""
MURDER = frozenset({"اغتال", "أجهز"})
"""Killing by stealth or of the helpless, of soldiers as of civilians."""
TAKEN, SEARCHED, BLOWN_UP = frozenset({"أسر"}), frozenset({"داهم"}), frozenset({"فجر"})
BUILDING_BLOWN_UP = frozenset({"فجر منزلا"})
OPENED_FIRE = frozenset({"أطلق النار", "فتح النار"})
"""Not sniping, which goes on between the armed."""
INCURSION = frozenset({"توغل", "وصل مشارف"})
"""Verbs of troops on the move into a place, which tell of no fight."""
THROWN = frozenset({"stones", "tear gas"})
"""What crowds and police have against each other."""
FOUND = frozenset({"IED", "landmine", "sea mine", "explosive remnant", "explosives", "car bomb", "bomb", "booby trap"})
"""What engineers make safe by blowing it up."""
BOMBS = frozenset({"bomb", "explosives"})
"""What explodes where somebody put it, if no aircraft is named."""
CARRIED = frozenset({"shell", "RPG"})
"""What is fired from the shoulder, or may be."""
SHIP = "سفينة"
FORCED = "أجبر على المغادرة"
GUNMEN = frozenset({"مسلح", "ملثم", "مجهول", "خاطف"})
POSTS, CROSSINGS = frozenset({"checkpoint", "military_post"}), frozenset({"معبر"})
"""What armed men hold; at a crossing there are travellers."""
SETTLERS = "il-settlers"
SETTLERS, FACING = "il-settlers", "مواجهات"
RAID = frozenset({"أغار"})
"""A raid, from the air or on the ground."""
ON_FOOT = ("وحدة", "وحدات", "مجموعة", "مجموعات", "مجاميع", "مسلح", "مقاتلو", "مقاتلي", "عناصر")
"""Beginnings of the names of those who raid on the ground: `أغارت وحدة من الجيش على تجمع`."""
RANK = ("chemical_attack", "suicide_bombing", "ied", "air_strike", "shelling", "armed_clash", "gunfire")


def decide_kind(draft: Draft, actor: Party | None, target: Party | None, flown: bool) -> tuple[str, str]:
    """Return the kind and the reason: `استهدفت طائرات` is an air strike by its means.

    `flown` tells that the doer is an air force or aircraft.
    """
    frame = draft.frame
    kind = frame.kind or "armed_clash"
    means, implied = means_of(draft)
    if implied in (None, "shelling") and not flown and _armour_fought(draft, actor):
        return "armed_clash", "armour is fought"
    if frame.name == "target" and (implied == "gunfire" or not (implied or flown)):
        return _shot(draft, target) if implied else _aimed(draft, actor, target)
    if frame.name == "target" and implied == "shelling" and not flown and _close_by(draft):
        return "armed_clash", "small arms and shells from close by"
    if brought_down(draft):
        return "weapons_disrupted", "what was destroyed is a weapon in flight"
    changed = _by_verb(draft, actor, target)
    if changed is not None:
        return changed
    by_air = flown and "air_strike" in frame.refine and not from_the_ground(draft)
    if by_air and implied == "shelling":
        return "air_strike", f"the doer flies, with {means}"
    if implied and implied in frame.refine:
        return implied, f"means {means}"
    if by_air:
        return "air_strike", "the doer flies"
    if draft.trigger.ref.owner.lemma in RAID and actor is not None and actor.text.startswith(ON_FOOT):
        return "armed_clash", "those who raid do not fly"
    if frame.name == "capture" and "failed" in draft.effects:
        return "armed_clash", "an attempt to take a place that failed"
    if frame.group == "harm" or draft.trigger.ref.owner.lemma in MURDER:
        return _harm(draft, target, kind)
    return _by_party(draft, actor, target, flown)


def _by_verb(draft: Draft, actor: Party | None, target: Party | None) -> tuple[str, str] | None:
    """Return the kind of a verb that says more than its frame: `توغلت آليات` moves, `داهم منزلا` searches."""
    lemma = draft.trigger.ref.owner.lemma
    armed = target is not None and target.kind in ARMED
    if lemma in INCURSION and "failed" not in draft.effects and not draft.toll:
        return "troop_movement", "troops enter, no fight is told"
    if lemma in SEARCHED and not armed and not any(part.harm == "killed" for part in draft.toll):
        return "arrest", "a raid in search of somebody"
    if lemma in TAKEN and (target is None or target.kind != "civilians"):
        return "armed_clash", "prisoners taken in a fight"
    if draft.frame.name == "explode" and _set_off(draft):
        return "ied", "what went off was set"
    if lemma in BUILDING_BLOWN_UP and draft.part == "noun" and any(part.harm == "killed" for part in draft.toll):
        return "ied", "a bomb in a building killed"
    if lemma in BLOWN_UP and _made_safe(draft, actor):
        return "weapons_disrupted", "a state blows up what it found"
    if lemma in BLOWN_UP and draft.part == "verb" and not draft.means and not draft.toll and _is_property(draft):
        return "property_destruction", "what was blown up is property"
    if draft.frame.name == "clash" and any(getattr(item.ref, "name", "") in THROWN for item in draft.means):
        return "riot", "fought with stones and gas"
    unarmed = target is not None and target.kind == "civilians"
    if lemma == FACING and unarmed and actor is not None and actor.kind == "state":
        return "riot", "a state's forces face people without arms"
    return None


def _set_off(draft: Draft) -> bool:
    """Tell whether a bomb or a vehicle went off, without a word on what was in it: `انفجرت سيارة مركونة`."""
    means, implied = means_of(draft)
    if means is not None:
        return implied is None and means in BOMBS
    target = draft.target
    return target is not None and not target.prep and target.thing is not None and target.thing.ref.cls == "vehicle"


def _made_safe(draft: Draft, actor: Party | None) -> bool:
    """Tell whether engineers of a state blow up a bomb: `فجر خبراء الجيش عبوة`."""
    weapon = draft.weapon
    if actor is None or actor.kind != "state" or draft.toll or draft.part != "verb" or draft.passive:
        return False
    name = getattr(weapon.means.ref, "name", "") if weapon is not None and weapon.means is not None else ""
    return weapon is not None and not weapon.prep and weapon.first > draft.trigger.first and name in FOUND


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
    if frame.name in ("attack", "shoot") and _is_post(draft):
        return "armed_clash", "what was attacked is a post of armed men"
    if frame.name == "attack" and _fighters(draft):
        return "armed_clash", "those killed were armed"
    if frame.name in ("attack", "shoot") and target is not None and target.kind == "civilians":
        return "civilian_attack", "the target is civilians"
    if frame.name == "attack" and (target is None or target.kind not in ARMED) and _settles(actor):
        return "riot", "settlers break in, on nobody who is armed"
    if frame.name == "attack" and _of_the_sick(draft):
        return "civilian_attack", "what was attacked is for the sick"
    if draft.trigger.ref.owner.lemma in OPENED_FIRE and _fire_of_order(draft, actor, target):
        return "civilian_attack", "a state's forces open fire, on nobody who is armed"
    return frame.kind or "armed_clash", f"frame {frame.name}"


def _settles(actor: Party | None) -> bool:
    """Tell whether settlers did it, who come as a mob: `اقتحم مستوطنون القرية`."""
    return actor is not None and actor.id == SETTLERS


def _fire_of_order(draft: Draft, actor: Party | None, target: Party | None) -> bool:
    """Tell whether a state's forces open fire on somebody of no armed party: `فتح رجال الأمن النار باتجاه الأهالي`."""
    if actor is None or actor.kind != "state" or draft.part == "noun" or (target is not None and target.kind in ARMED):
        return False
    return draft.target is None or draft.target.persons is None or draft.target.persons.ref.person.civilian is not False


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


def _is_post(draft: Draft) -> bool:
    """Tell whether a checkpoint or another post is attacked, whoever died: `هجوم على نقطة تفتيش قتل فيه أربعة`."""
    thing = draft.target.thing if draft.target is not None else None
    return thing is not None and thing.ref.cls in POSTS and thing.ref.lemma not in CROSSINGS


def _of_the_sick(draft: Draft) -> bool:
    """Tell whether a hospital or an ambulance is attacked that no armed party holds: `هجوم على سيارات إسعاف`."""
    phrase = draft.target
    return phrase is not None and phrase.thing is not None and not phrase.armed and phrase.thing.ref.cls == "hospital"


def _is_armour(draft: Draft) -> bool:
    """Tell whether a vehicle of war was put out of action, and not burnt by a crowd: `دمر مقاتلو الفصيل دبابة`."""
    return draft.trigger.ref.owner.lemma in KNOCKED_OUT and _vehicle_of_war(draft)


def _armour_fought(draft: Draft, actor: Party | None) -> bool:
    """Tell whether an armed party puts a vehicle of war out of action, or one that is no state attacks it."""
    if _is_armour(draft) and actor is not None and actor.kind in ARMED:
        return True
    return (actor is None or actor.kind != "state") and _at_armour(draft)


def _at_armour(draft: Draft) -> bool:
    """Tell whether somebody attacks a vehicle of war, which is no weapon then: `هاجم المقاتلون دبابة بقذيفة`."""
    doer, weapon = draft.actor, draft.weapon
    if draft.frame.name not in ("attack", "target") or draft.part != "verb" or draft.passive or doer is None:
        return False
    return _vehicle_of_war(draft) and (weapon is None or doer.first < weapon.first)


def _vehicle_of_war(draft: Draft) -> bool:
    """Tell whether what the verb is done to is a vehicle of war; a tank is among the weapons."""
    if draft.target is not None and draft.target.thing is not None:
        return bool(draft.target.thing.ref.cls == "military_vehicle")
    weapon = draft.weapon
    if weapon is None or weapon.prep or weapon.means is None:
        return False
    return bool(getattr(weapon.means.ref, "name", "") == TANK)


def _close_by(draft: Draft) -> bool:
    """Tell whether small arms fire beside shells that a man carries: `استهدفوا الحاجز بالرشاشات وقذائف آر بي جي`."""
    rows = [item.ref for item in draft.means]
    return any(row.implies == "gunfire" for row in rows) and all(
        row.implies == "gunfire" or row.name in CARRIED for row in rows
    )


def _aimed(draft: Draft, actor: Party | None, target: Party | None) -> tuple[str, str]:
    """Read `استهدف` without a weapon: at civilians an attack on them, at a ship or by a state fire from a distance."""
    thing = draft.target.thing if draft.target is not None else None
    if thing is not None and thing.ref.lemma == SHIP:
        return "shelling", "a ship is targeted, no weapon named"
    if target is not None and target.kind == "civilians" and not _is_post(draft):
        return "civilian_attack", "civilians are targeted, no weapon named"
    if actor is not None and actor.kind == "state":
        return "shelling", "a state's forces target a place, no weapon named"
    return "armed_clash", "an armed group targets, no weapon named"


def _shot(draft: Draft, target: Party | None) -> tuple[str, str]:
    """Read `استهدفه مجهولون بالرصاص`: by whom it is aimed at, for small arms are no shelling."""
    if target is not None and target.kind in ARMED:
        return "armed_clash", "an armed party is shot at"
    done_to = draft.target.persons if draft.target is not None else None
    if done_to is not None and done_to.ref.person.civilian is False and (target is None or target.kind != "civilians"):
        return "armed_clash", "fighters are shot at"
    return "civilian_attack", "persons are shot at"


def _harm(draft: Draft, target: Party | None, kind: str) -> tuple[str, str]:
    """Read a toll whose cause is no event of its own."""
    if _fighters(draft) or (target is not None and target.kind in ARMED):
        return "armed_clash", "the killed were armed"
    return kind, "persons were killed or injured, no other cause told"


def _fighters(draft: Draft) -> bool:
    """Tell whether any of the dead and hurt are known to be no civilians."""
    return any(part.who and part.who.persons and part.who.persons.ref.person.civilian is False for part in draft.toll)
