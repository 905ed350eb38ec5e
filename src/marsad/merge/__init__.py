"""Accounts of several reports that tell one happening: compared, clustered, fused, graded."""

from marsad.merge.account import Account, Spot, account_of
from marsad.merge.fuse import Happening, fuse
from marsad.merge.judgements import Judgement, load_judgements
from marsad.merge.merger import Merger
from marsad.merge.world import World

__all__ = ["Account", "Happening", "Judgement", "Merger", "Spot", "World", "account_of", "fuse", "load_judgements"]
