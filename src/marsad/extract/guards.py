"""Parties that stand by while others act: `اقتحم مستوطنون القرية بحماية الجيش`."""

from __future__ import annotations

from marsad.extract.drafts import Scene
from marsad.extract.phrases import Phrase

GUARD = frozenset("حمايه بحمايه حراسه بحراسه وبحمايه وحمايه".split())
HEAVY = frozenset("مشدده كامله كبيره مكثفه مباشره من".split())
"""Words before the name of who protects: `بحماية الجيش`, `تحت حراسة مشددة من الشرطة`."""
REACH = 3


def guards(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a party only protects those who act, and neither strikes nor is struck."""
    before = scene.words_between(max(phrase.first - REACH, 0), phrase.first)
    while before and before[-1] in HEAVY:
        before = before[:-1]
    return bool(before) and before[-1] in GUARD
