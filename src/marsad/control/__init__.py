"""Who held which place, from when to when, and how that is known."""

from marsad.control.claims import Claim, claim_of, claims_of
from marsad.control.spans import Contradiction, Held, Timeline, timeline

__all__ = ["Claim", "Contradiction", "Held", "Timeline", "claim_of", "claims_of", "timeline"]
