"""How many decimals the amounts of a currency have: inside they are minor units, whole numbers (ISO 4217)."""

from __future__ import annotations

_NONE = [
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
]
_THREE = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
_DECIMALS = dict.fromkeys(_NONE, 0) | dict.fromkeys(_THREE, 3) | {"CLF": 4, "UYW": 4}


def decimals(currency: str) -> int:
    """Two for a currency that is not named here."""
    return _DECIMALS.get(currency, 2)
