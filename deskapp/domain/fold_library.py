"""The folds of the library's set-up, and of a member of staff."""

from __future__ import annotations

from typing import cast

from deskapp.domain.discrepancy import close_discrepancy, disagree
from deskapp.domain.events import (
    BreakGlassUsed,
    DiscrepancyClosed,
    EntriesLost,
    Event,
    LibrarySetUp,
    RolesChanged,
    StaffAdded,
    StaffEdited,
)
from deskapp.domain.frozen import replace
from deskapp.domain.records import Code, Held, LibraryRecord, Member, Timeline


def fold_library(timeline: Timeline, event: Event) -> Timeline:
    """The library's set-up: the latest one holds. What befell a desk or its journal is listed here too."""
    head = cast(LibraryRecord, timeline.head)
    match event.body:
        case LibrarySetUp() as body:
            library = body.library.remembering(head.library.past.values())
            return replace(timeline, head=replace(head, library=library, last=event.stamp))
        case BreakGlassUsed() as body:
            about = {"workstation": body.workstation, "number": body.number, "name": body.name, "note": body.reason}
            return disagree(timeline, event, Code.BREAK_GLASS_USED, **about)
        case EntriesLost() as body:
            about = {"workstation": event.stamp.workstation, "count": body.last - body.first + 1}
            between = {"after": body.after.isoformat() if body.after else ""}
            until = {"before": body.before.isoformat() if body.before else ""}
            return disagree(timeline, event, Code.ENTRIES_LOST, **about, **between, **until)
        case DiscrepancyClosed() as body:
            return close_discrepancy(timeline, event, body)
        case _:
            return timeline


def fold_staff(timeline: Timeline, event: Event) -> Timeline:
    """A member of staff after the event. A name, once given, stays; roles keep from when until when they were held."""
    member = cast(Member, timeline.head)
    match event.body:
        case StaffAdded() as body if not member.name:
            member = replace(member, name=body.name, spoken=body.spoken, patron=body.patron, badge=body.badge)
        case StaffEdited() as body:
            member = replace(member, spoken=body.spoken, patron=body.patron, badge=body.badge, active=body.active)
        case RolesChanged() as body:
            member = replace(member, roles=_changed(member.roles, event, body))
        case DiscrepancyClosed() as body:
            return close_discrepancy(timeline, event, body)
        case _:
            return timeline
    return replace(timeline, head=replace(member, last=event.stamp))


def _changed(roles: tuple[Held, ...], event: Event, body: RolesChanged) -> tuple[Held, ...]:
    at = event.stamp.at
    ended = tuple(
        replace(held, until=at) if held.until is None and (held.role, held.branch) in body.withdrawn else held
        for held in roles
    )
    held_now = {(held.role, held.branch) for held in ended if held.until is None}
    return ended + tuple(Held(role, branch, at) for role, branch in body.granted if (role, branch) not in held_now)
