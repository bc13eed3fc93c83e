"""Is all well? Facts an owner needs, in plain words: gathered by every room, shown in Settings, Health and by `doctor`.

A check is cheap (a few rows by their keys, or a count that stops early) and only looks. What it finds is a kind, a state and
values; the words for each kind stand in one table per room, and in the workspace's four languages under the same name.
"""

from shopkeeper.kit.health.checking import CHECKS, READINGS, Check, Health, Reading, check, readings
from shopkeeper.kit.health.finding import BAD, GOOD, NOTE, Finding, find, said, words
from shopkeeper.kit.health.measuring import SCHEDULE, handlers
from shopkeeper.kit.health.ourselves import CHECKS_OF_THE_HOUSE, readings_of_the_house

__all__ = [
    "BAD",
    "CHECKS",
    "CHECKS_OF_THE_HOUSE",
    "GOOD",
    "NOTE",
    "READINGS",
    "SCHEDULE",
    "Check",
    "Finding",
    "Health",
    "Reading",
    "check",
    "find",
    "handlers",
    "readings",
    "readings_of_the_house",
    "said",
    "words",
]
