"""How the desk's scanners are set up, and how their pace is told from a person's."""

from collections.abc import Sequence
from dataclasses import dataclass

MANY_GAPS = 10
_FEW_GAPS = 4
_MACHINE_MS = 16  # no hand keeps this pace for five keys


@dataclass(frozen=True, slots=True)
class Scanner:
    """How the desk's scanners are set up. A prefix or suffix is a character ("~", "\\x02") or a key's name ("F9")."""

    gap_ms: int = 60  # at most this from key to key
    stall_ms: int = 200  # at most this for one that has shown its pace: Bluetooth loses a packet now and then
    shortest: int = 6
    again_ms: int = 1500
    prefix: str = ""
    suffix: str = ""
    bare_lengths: frozenset[int] = frozenset()  # lengths of codes that may come without Enter or Tab; none: never


def typed_by_machine(gaps: Sequence[int], scanner: Scanner) -> bool:
    """Whether the milliseconds between keys are a scanner's.

    None is over the gap and three quarters are under half of it, while the fastest typists keep to 50 ms; or, at a pace
    that no hand keeps, some reach the stall.
    """
    if not gaps:
        return False
    longest, most = max(gaps), sorted(gaps)[len(gaps) * 3 // 4]
    steady = longest <= scanner.gap_ms and most <= scanner.gap_ms / 2
    return steady or (longest <= scanner.stall_ms and faster_than_a_hand(gaps))


def faster_than_a_hand(gaps: Sequence[int]) -> bool:
    """Whether three quarters of the gaps, or half of many, are a machine's: Bluetooth sends keys in batches."""
    place = len(gaps) // 2 if len(gaps) >= MANY_GAPS else len(gaps) * 3 // 4
    return len(gaps) >= _FEW_GAPS and sorted(gaps)[place] <= _MACHINE_MS


def elapsed(earlier: int, later: int) -> int:
    """Milliseconds between two time stamps of key events."""
    return (later - earlier) % 2**32  # X11 counts milliseconds in 32 bits
