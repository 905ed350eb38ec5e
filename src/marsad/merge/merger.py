"""Accounts come in, in any order, one by one or all at once; the same happenings come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256

from marsad.merge.account import Account
from marsad.merge.blocks import Key, entered, looked_up
from marsad.merge.cluster import Pair, average_link, pair
from marsad.merge.judgements import Judgement, standing
from marsad.merge.weigh import Scales, Weights
from marsad.merge.world import World

FLOOR = -4.0
"""Pairs that weigh less are not kept: they count as not compared."""
JUDGED = 40.0
"""What a pair weighs that a person judged to be one."""


class Merger:
    """Keeps accounts, what was compared, and the groups; a new account changes only those that it is tied to."""

    def __init__(self, world: World, weights: Weights | Scales, judgements: Iterable[Judgement] = ()) -> None:
        self.world, self.scales = world, weights if isinstance(weights, Scales) else Scales(weights)
        self.accounts: dict[str, Account] = {}
        self.blocks: dict[Key, list[str]] = defaultdict(list)
        self.scores: dict[str, dict[str, float]] = defaultdict(dict)
        self.group: dict[str, tuple[str, ...]] = {}
        self.reports: dict[str, list[str]] = defaultdict(list)
        self.verdicts = standing(judgements)
        self.apart = frozenset(key for key, verdict in self.verdicts.items() if verdict == "different")
        self.judged: dict[str, list[str]] = defaultdict(list)
        for one, other in self.verdicts:
            self.judged[one].append(other)
            self.judged[other].append(one)
        self._stale: set[str] = set()

    def add(self, accounts: Iterable[Account]) -> None:
        """Take in accounts; one that is known already changes nothing."""
        for account in accounts:
            if account.id in self.accounts:
                continue
            self.accounts[account.id] = account
            for other in self._near(account):
                self._tie(account, other)
            for key in entered(account):
                self.blocks[key].append(account.id)
            self.reports[account.report].append(account.id)
            self._stale.add(account.id)

    def _near(self, account: Account) -> Iterator[Account]:
        """Yield those that an account is compared with, each once."""
        seen = {account.id}
        for key in looked_up(account):
            for name in self.blocks.get(key, ()):
                if name not in seen:
                    seen.add(name)
                    yield self.accounts[name]
        for judged in self.judged.get(account.id, ()):
            if judged in self.accounts and judged not in seen:
                seen.add(judged)
                yield self.accounts[judged]

    def _tie(self, one: Account, other: Account) -> None:
        """Keep what two accounts weigh, if it may matter."""
        first, second = (one, other) if one.id < other.id else (other, one)
        score = self.scales.above(first, second, self.world, FLOOR)
        if self.verdicts.get((first.id, second.id)) == "same":
            score = JUDGED
        if score is not None:
            self.scores[one.id][other.id] = self.scores[other.id][one.id] = round(score, 6)

    def groups(self) -> list[tuple[str, ...]]:
        """Return the groups of ids, each sorted, in order."""
        self.refresh()
        return sorted(set(self.group.values()))

    def refresh(self) -> None:
        """Group again what is tied to something new, and nothing else."""
        while self._stale:
            members = self._tied_to(next(iter(self._stale)))
            self._stale -= members
            for group in average_link(sorted(members), self._scores_of(members), self.apart):
                for name in group:
                    self.group[name] = tuple(group)

    def touched(self, report: str) -> set[tuple[str, ...]]:
        """Return the groups that a report's accounts are in."""
        self.refresh()
        return {self.group[name] for name in self.reports.get(report, ())}

    def likely(self, name: str) -> list[str]:
        """Return the accounts that are likelier one with this one than two."""
        return [other for other, score in self.scores.get(name, {}).items() if score > 0]

    def _tied_to(self, name: str) -> set[str]:
        """Return all that a chain of likely pairs ties to an account; what is decided there depends on nothing else."""
        members, queue = {name}, [name]
        while queue:
            for other in self.likely(queue.pop()):
                if other not in members:
                    members.add(other)
                    queue.append(other)
        return members

    def _scores_of(self, members: set[str]) -> dict[Pair, float]:
        return {
            pair(one, other): score
            for one in members
            for other, score in self.scores.get(one, {}).items()
            if one < other and other in members
        }


def happening_id(group: tuple[str, ...]) -> str:
    """Return the id of a happening: that of its first account's, so that it survives what is added to it."""
    return "hap-" + sha256(min(group).encode()).hexdigest()[:16]


def redirects(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Return for each happening that is no more the one that most of its accounts are in now.

    `old` and `new` give the happening of each account.
    """
    gone = set(old.values()) - set(new.values())
    votes: dict[str, dict[str, int]] = {name: {} for name in gone}
    for account, happening in old.items():
        if happening in gone and account in new:
            tally = votes[happening]
            tally[new[account]] = tally.get(new[account], 0) + 1
    return {happening: min(tally, key=lambda name: (-tally[name], name)) for happening, tally in votes.items() if tally}
