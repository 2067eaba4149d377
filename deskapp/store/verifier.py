"""Passwords and PINs: what is derived from them, and what is kept to compare with.

Argon2id (RFC 9106) makes a key from the secret; only the key's SHA-256 is kept. Whoever reads that can neither sign in
with it at central, which wants the key, nor read the secret from it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

OPS, MEMORY = 3, 64 * 1024 * 1024
"""The cost of one try: three passes over 64 MiB, some 0.1 s."""

SHORTEST_PASSWORD, SHORTEST_PIN = 10, 4


@dataclass(frozen=True, slots=True)
class Terms:
    """How a key is derived: 16 bytes of salt (hex), passes, bytes of memory."""

    salt: str
    ops: int = OPS
    memory: int = MEMORY


def new_terms() -> Terms:
    return Terms(secrets.token_hex(16))


def key_of(secret: str, terms: Terms) -> str:
    """The key, 64 hex digits. Takes its time by design: not for the thread that paints. Raises `ValueError`."""
    from nacl.exceptions import CryptoError
    from nacl.pwhash import argon2id

    try:
        made = argon2id.kdf(32, secret.encode(), bytes.fromhex(terms.salt), terms.ops, terms.memory)
    except CryptoError as fault:
        raise ValueError(str(fault)) from fault
    return bytes(made).hex()


def verifier_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()


def matches(key: str, verifier: str) -> bool:
    return hmac.compare_digest(verifier_of(key), verifier)
