"""The diagnosis of a workstation as a text to read and to send; Spanish and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deskapp.wording.sentences import Language

Said = str | int | bool | None | Sequence[str]

_PARTS: dict[str, tuple[str, str]] = {
    "program": ("Programa", "Program"),
    "settings": ("Ajustes", "Settings"),
    "journal": ("Diario de este puesto", "This workstation's journal"),
    "copy": ("Copia local de los registros", "Local copy of the records"),
    "running": ("En marcha", "Running"),
    "disk": ("Disco", "Disk"),
    "faults": ("Últimos fallos del programa", "Last faults of the program"),
    "log": ("Final del registro", "End of the log"),
}
_NAMES: dict[str, tuple[str, str]] = {
    "at": ("fecha y hora", "date and time"),
    "system": ("sistema", "system"),
    "journal_schema": ("esquema del diario", "journal schema"),
    "copy_schema": ("esquema de la copia", "schema of the copy"),
    "event_version": ("versión de las operaciones", "version of events"),
    "workstation": ("puesto", "workstation"),
    "branch": ("biblioteca", "branch"),
    "central": ("central", "central"),
    "language": ("idioma", "language"),
    "there": ("existe", "there"),
    "incarnation": ("encarnación", "incarnation"),
    "seq": ("último número", "last number"),
    "pending": ("operaciones en espera", "events waiting"),
    "oldest_pending": ("el más antiguo", "the oldest"),
    "bytes": ("tamaño en bytes", "size in bytes"),
    "epoch": ("historia de la central", "central's history"),
    "rev": ("revisión", "revision"),
    "heard": ("última respuesta de la central", "central's last answer"),
    "age_seconds": ("hace (segundos)", "ago (seconds)"),
    "clock_offset_ms": ("diferencia de relojes (ms)", "clock offset (ms)"),
    "clock_uncertainty_ms": ("incertidumbre (ms)", "uncertainty (ms)"),
    "compared": ("comparada con la central", "compared with central"),
    "comparison": ("resultado", "result"),
    "discrepancies": ("discrepancias abiertas", "open discrepancies"),
    "window": ("ventana", "window"),
    "sync": ("intercambio con la central", "exchange with central"),
    "free_mb": ("libres (MB)", "free (MB)"),
    "total_mb": ("en total (MB)", "in all (MB)"),
    "reports": ("informes", "reports"),
    "fault": ("no se puede leer", "cannot be read"),
}
_YES_NO = {True: ("sí", "yes"), False: ("no", "no"), None: ("–", "–")}


def diagnosis_text(found: Mapping[str, Mapping[str, Said]], language: Language) -> str:
    """Part by part; a name that has no words stands as it is."""
    english = language == "en"
    lines: list[str] = []
    for part, said in found.items():
        lines += ["", _PARTS.get(part, (part, part))[english].upper()]
        for name, value in said.items():
            if isinstance(value, str | int | None):
                lines.append(f"  {_NAMES.get(name, (name, name))[english]}: {_value(value, english)}")
            else:
                lines += [f"  {line}" for line in value] or ["  –"]
    return "\n".join(lines[1:]) + "\n"


def _value(value: str | int | None, english: bool) -> str:
    return _YES_NO[value][english] if value is None or isinstance(value, bool) else str(value) or "–"
