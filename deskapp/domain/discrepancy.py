"""Making discrepancies: their ids are derived from the events that disagree, so that a refold finds the same."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid5

from deskapp.domain.events import DiscrepancyClosed, Event
from deskapp.domain.frozen import replace
from deskapp.domain.records import Code, Discrepancy, Timeline
from deskapp.domain.values import DiscrepancyId

_SPACE = UUID("6d0fd0a2-5f0e-4c53-9a38-57b1a3f6a1c4")


def disagree(timeline: Timeline, event: Event, code: Code, **about: object) -> Timeline:
    """The timeline with a further discrepancy, found when `event` was folded."""
    detail = tuple((k, str(v)) for k, v in about.items() if k not in _FIELDS)
    id = DiscrepancyId(uuid5(_SPACE, f"{code}:{event.id}:{timeline.id}:{about.get('group', '')}"))
    fields = {k: v for k, v in about.items() if k in _FIELDS}
    other = str(fields.pop("other_desk", ""))
    found = Discrepancy(id, code, timeline.line, timeline.id, event.stamp.at, event.desk, other, detail=detail)
    found = replace(found, **fields)  # type: ignore[arg-type]  # the keys are _FIELDS
    return replace(timeline, discrepancies={**timeline.discrepancies, id: found})


_FIELDS = ("item", "title", "patron", "other_patron", "other_desk")


def close_discrepancy(timeline: Timeline, event: Event, body: DiscrepancyClosed) -> Timeline:
    """A person has dealt with it."""
    found = timeline.discrepancies.get(body.discrepancy)
    if found is None:
        return timeline
    closed = replace(found, closed=True, closed_by=event.staff)
    return replace(timeline, discrepancies={**timeline.discrepancies, found.id: closed})


def settled(timeline: Timeline, event: Event, codes: Collection[Code], item: UUID | None = None) -> Timeline:
    """A later event has put right what these were about: they close by themselves; `item`: those about one alone."""
    over = {
        id: replace(d, closed=True, closed_by=type(event.body).__name__)
        for id, d in timeline.discrepancies.items()
        if d.code in codes and not d.closed and d.at < event.stamp.at and item in (None, d.item)
    }
    return replace(timeline, discrepancies={**timeline.discrepancies, **over}) if over else timeline
