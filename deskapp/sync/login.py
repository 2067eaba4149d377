"""How a workstation signs in to PostgreSQL: by SCRAM alone, and over the network only to a server it can verify."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from deskapp.store.postgresql import WATCHFUL

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Login:
    """`url` without the password, which is in the keyring; `root`: the certificate that signed the server's.

    Without a root the system's certificates are asked. A server on this very machine may do without.
    """

    url: str
    password: str = field(default="", repr=False)
    root: Path | None = None

    def parameters(self) -> dict[str, Any]:
        """What libpq is told beside the URL; a URL cannot weaken it."""
        said = conninfo_to_dict(self.url)
        told: dict[str, Any] = {**WATCHFUL, "require_auth": "scram-sha-256"}
        if self.password:
            told["password"] = self.password
        if self.root is not None:
            told |= {"sslmode": "verify-full", "sslrootcert": str(self.root)}
        elif not _is_here(str(said.get("host") or "")):
            told |= {"sslmode": "verify-full", "sslrootcert": said.get("sslrootcert") or "system"}
        return told


def _is_here(hosts: str) -> bool:
    """Whether every host is this machine: an address of its own, or a socket in its file system."""
    return all(host in LOOPBACK or host.startswith("/") for host in hosts.split(",") if host)
