"""What `deskapp policy explain` says when there is nothing to explain; Spanish and English."""

from __future__ import annotations

from deskapp.wording.sentences import Language


class Unexplained(Exception):
    """There is nothing of that name to explain; `said` in Spanish and English."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def sentence(self, language: Language) -> str:
        return _SAID[self.code][language == "en"].format(**self.facts)


_SAID = {
    "usage": (
        "Indique --category y --item-type, o un guion con --item, --patron o --request.",
        "Give --category and --item-type, or a scenario with --item, --patron or --request.",
    ),
    "time": (
        "{option}: «{said}» no es un momento; se escribe como 2026-12-04T10:00.",
        "{option}: “{said}” is no moment; write it as in 2026-12-04T10:00.",
    ),
    "no_set_up": (
        "Este puesto aún no tiene la configuración de la biblioteca. No se ha cambiado nada. Indique --library "
        "ARCHIVO, o conéctelo antes con la central.",
        "This workstation does not have the library's set-up yet. Nothing was changed. Give --library FILE, or let it "
        "reach central first.",
    ),
    "code": (
        "No se conoce {option} «{said}». No se ha cambiado nada. Se conocen: {known}.",
        "{option} “{said}” is not known. Nothing was changed. Known are: {known}.",
    ),
    "item": ("En el guion no hay ningún ejemplar «{said}».", "There is no item “{said}” in the scenario."),
    "patron": ("En el guion no hay ningún usuario «{said}».", "There is no patron “{said}” in the scenario."),
    "never_lent": (
        "En el guion no se presta el ejemplar «{said}».",
        "In the scenario the item “{said}” is never lent.",
    ),
    "loan": (
        "El ejemplar «{said}» tiene {count} préstamos en el guion; se cuentan desde 1.",
        "The item “{said}” has {count} loans in the scenario; they are counted from 1.",
    ),
    "request": (
        "En el guion ese usuario no solicita «{said}».",
        "In the scenario that patron has no request for “{said}”.",
    ),
}
