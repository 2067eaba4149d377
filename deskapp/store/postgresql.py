"""How every connection to PostgreSQL is made: to the server that may be written, and not to one that vanished."""

from __future__ import annotations

from typing import Any

WATCHFUL: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "target_session_attrs": "read-write",  # of several servers the one that is no standby
}
"""A server that vanished is noticed within seconds, not after the two hours of the operating system."""
