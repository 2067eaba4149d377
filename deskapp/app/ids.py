"""The ids of what is made on this machine."""

from __future__ import annotations

from uuid import UUID


def new_id() -> UUID:
    """A UUIDv7: it sorts by the time it was made."""
    from uuid_utils.compat import uuid7

    return uuid7()
