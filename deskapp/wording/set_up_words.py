"""What is wrong with a library's set-up, in words: Spanish and English, one sentence for each code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deskapp.domain.problem import Problem, ProblemCode
from deskapp.wording.sentences import Language

LONGEST_QUOTE = 60
LISTED = 20


def problem_words(problem: Problem, language: Language) -> str:
    """Where the problem is and what it is: "policies[3].loan: ..."."""
    said = reason_words(problem, language)
    return f"{problem.where}: {said}" if problem.where else said


def reason_words(problem: Problem, language: Language) -> str:
    """What the problem is, without the place."""
    facts = {name: _quotable(fact) for name, fact in problem.facts}
    if problem.code is ProblemCode.DOES_NOT_FIT:
        facts["wanted"] = _wanted(facts, language)
    said = _SAID[problem.code][language == "en"].format_map(facts)
    return said + (_NEAREST[language].format_map(facts) if facts.get("nearest") else "")


def set_up_sentence(problems: Sequence[Problem], language: Language) -> str:
    """Everything that is wrong, that nothing was changed, and what to do."""
    return "\n".join([_HEAD[language], *_lines(problems, language), _TAIL[language]])


def file_sentence(path: Path, problems: Sequence[Problem], language: Language) -> str:
    """The same of a file."""
    head = _FILE_HEAD[language].format(path=path)
    return "\n".join([head, *_lines(problems, language), _FILE_TAIL[language]])


def _lines(problems: Sequence[Problem], language: Language) -> list[str]:
    lines = [f"  {problem_words(p, language)}" for p in problems[:LISTED]]
    more = len(problems) - LISTED
    return [*lines, _MORE[language].format(n=more)] if more > 0 else lines


def _wanted(facts: dict[str, str], language: Language) -> str:
    if facts["one_of"]:
        return _ONE_OF[language].format_map(facts)
    return _KINDS.get(facts["kind"], _KINDS["str"])[language == "en"]


def _quotable(fact: str) -> str:
    """A fact as one short line: what stands in a file must not make the sentence unreadable. Lists stay whole."""
    line = "".join(c if c.isprintable() else " " for c in fact)
    return line if len(line) <= LONGEST_QUOTE or ", " in line else line[: LONGEST_QUOTE - 1] + "…"


_HEAD: dict[Language, str] = {
    "es": "La configuración de la biblioteca no puede usarse así:",
    "en": "The library's set-up cannot be used like this:",
}
_TAIL: dict[Language, str] = {
    "es": "No se ha cambiado nada. Corríjala y vuelva a intentarlo.",
    "en": "Nothing was changed. Correct it and try again.",
}
_FILE_HEAD: dict[Language, str] = {
    "es": "No se entiende la biblioteca descrita en {path}:",
    "en": "The library described in {path} cannot be understood:",
}
_FILE_TAIL: dict[Language, str] = {
    "es": "No se ha cambiado nada. Corrija el archivo; «deskapp policy check» dice si falta algo.",
    "en": "Nothing was changed. Correct the file; `deskapp policy check` says whether anything is left.",
}
_MORE: dict[Language, str] = {"es": "  ... y {n} más", "en": "  ... and {n} more"}
_NEAREST: dict[Language, str] = {"es": "; ¿quiso decir «{nearest}»?", "en": "; did you mean “{nearest}”?"}
_ONE_OF: dict[Language, str] = {"es": "uno de estos valores: {one_of}", "en": "one of: {one_of}"}

_KINDS: dict[str, tuple[str, str]] = {
    "bool": ("true o false", "true or false"),
    "int": ("un número entero, de 0 en adelante", "a whole number, from 0 up"),
    "str": ("un texto entre comillas", "a text in quotes"),
    "date": ("un día, como 2026-12-31", "a day, such as 2026-12-31"),
    "Period": (
        'una duración, como "14 days", "90 minutes" o "1 month"; un número a secas son días',
        'a length of time, such as "14 days", "90 minutes" or "1 month"; a number alone is days',
    ),
    "tuple[str, ...]": ('una lista, como ["A", "B"]', 'a list, such as ["A", "B"]'),
    "list": ("una lista entre corchetes", "a list in brackets"),
    "table": ("nombres con sus valores", "names with their values"),
}

_SAID: dict[ProblemCode, tuple[str, str]] = {
    ProblemCode.NO_FILE: ("no existe ese archivo", "there is no such file"),
    ProblemCode.NOT_READ: ("no se puede leer: {said}", "it cannot be read: {said}"),
    ProblemCode.OTHER_KIND_OF_FILE: (
        "el nombre del archivo tiene que terminar en .toml o .json, no en «{said}»",
        "the file's name has to end in .toml or .json, not in “{said}”",
    ),
    ProblemCode.UNKNOWN_NAME: ("aquí no puede decirse «{said}»", "there is nothing called “{said}” here"),
    ProblemCode.NAME_MISSING: ("falta «{name}»", "“{name}” is missing"),
    ProblemCode.DOES_NOT_FIT: ("«{said}» no vale; se espera {wanted}", "“{said}” does not fit; write {wanted}"),
    ProblemCode.NO_BRANCH: ("hace falta al menos una biblioteca", "there has to be at least one branch"),
    ProblemCode.EMPTY_CODE: ("no puede estar vacío", "it must not be empty"),
    ProblemCode.RESERVED_CODE: (
        "«{said}» significa «todos» en las políticas; elija otro código",
        "“{said}” stands for all in policies; choose another code",
    ),
    ProblemCode.TWICE: ("«{said}» aparece dos veces", "“{said}” is there twice"),
    ProblemCode.TOO_LITTLE: ("{said} es poco; lo mínimo es {least}", "{said} is too little; the least is {least}"),
    ProblemCode.TOO_MUCH: ("{said} es demasiado; lo máximo es {most}", "{said} is too much; the most is {most}"),
    ProblemCode.NOT_A_CURRENCY: (
        "«{said}» no es una moneda; son tres letras mayúsculas, como EUR",
        "“{said}” is no currency; it is three capital letters, such as EUR",
    ),
    ProblemCode.NOT_ALL_CRITERIA: (
        "tienen que estar todos, cada uno una vez: {known}",
        "all of them have to be there, each once: {known}",
    ),
    ProblemCode.NOT_A_WEEKDAY: (
        "{said} no es un día de la semana; el lunes es 0 y el domingo 6",
        "{said} is no day of the week; Monday is 0 and Sunday 6",
    ),
    ProblemCode.NOT_A_TIME_OF_DAY: (
        "«{said}» no vale; es end_of_day, closing o una hora como 20:00",
        "“{said}” does not fit; it is end_of_day, closing, or a time such as 20:00",
    ),
    ProblemCode.UNKNOWN_BRANCH: ("no hay ninguna biblioteca «{said}»", "there is no branch “{said}”"),
    ProblemCode.UNKNOWN_CATEGORY: (
        "no hay ninguna categoría de usuario «{said}»",
        "there is no patron category “{said}”",
    ),
    ProblemCode.UNKNOWN_ITEM_TYPE: ("no hay ningún tipo de ejemplar «{said}»", "there is no item type “{said}”"),
    ProblemCode.UNKNOWN_CALENDAR: ("no hay ningún calendario «{said}»", "there is no calendar “{said}”"),
    ProblemCode.UNKNOWN_FIXED_TERM: ("no hay ningún plazo fijo «{said}»", "there is no fixed term “{said}”"),
    ProblemCode.UNKNOWN_TERM: ("ninguna política trata de «{said}»", "policies have no term “{said}”"),
    ProblemCode.UNKNOWN_LEVEL: (
        "«{said}» no puede solicitarse; es title, copy o volume",
        "“{said}” cannot be requested; it is title, copy or volume",
    ),
    ProblemCode.UNKNOWN_BLOCK: (
        "«{said}» no es un bloqueo de usuario",
        "“{said}” is no block that stands against a patron",
    ),
    ProblemCode.UNKNOWN_PERMISSION: ("no hay ningún permiso «{said}»", "there is no permission “{said}”"),
    ProblemCode.UNKNOWN_ZONE: (
        "no se conoce la zona horaria «{said}»; se escribe como Europe/Madrid",
        "the time zone “{said}” is not known; it is written like Europe/Madrid",
    ),
    ProblemCode.UNKNOWN_COUNTRY: (
        "no se conocen los festivos del país «{said}»; son dos letras, como ES, MX o GB",
        "the holidays of the country “{said}” are not known; it is two letters, such as ES, MX or GB",
    ),
    ProblemCode.UNKNOWN_REGION: (
        "no se conocen los festivos de la región «{said}» de {country}; se conocen: {known}",
        "the holidays of the region “{said}” of {country} are not known; known are: {known}",
    ),
    ProblemCode.ENDS_BEFORE_IT_BEGINS: ("termina antes de empezar", "it ends before it begins"),
    ProblemCode.OVERLAPPING: ("se solapa con otro", "it overlaps another"),
    ProblemCode.NOT_IN_ORDER: ("no está en orden", "it is not in order"),
    ProblemCode.NOT_HOURS: (
        'no son horas; se escriben como "09:00-14:00"',
        'these are no hours; they are written like "09:00-14:00"',
    ),
    ProblemCode.NOT_SEVEN_DAYS: (
        "tienen que ser siete días, desde el lunes",
        "there have to be seven days, from Monday on",
    ),
    ProblemCode.NEVER_OPEN: ("así no se abre nunca", "like this it is never open"),
    ProblemCode.NO_SPANS: (
        "no tiene fechas: valdrá siempre el plazo normal",
        "it has no dates: the usual loan period always holds",
    ),
    ProblemCode.DUE_BEFORE_FIRST: (
        "se devolvería antes del primer día del plazo",
        "items would be due before the first day of the term",
    ),
    ProblemCode.DUE_BEFORE_LAST: (
        "se devuelve antes del último día: lo prestado después tendrá el plazo normal",
        "items are due before the last day: what is lent after that has the usual loan period",
    ),
    ProblemCode.SAME_CASE: (
        "es para el mismo caso que {other}; donde las dos digan algo, vale esta, la de más abajo",
        "it is for the same case as {other}; where both say something, this one, further down, holds",
    ),
    ProblemCode.WHATEVER_THE_ITEM: (
        "nunca se aplica: se pregunta sin mirar el ejemplar, y esta línea es solo para {criteria}",
        "it never holds: it is asked for whatever the item, and this line is for {criteria} alone",
    ),
    ProblemCode.BESIDE_CALENDAR: (
        "no cuenta, porque la biblioteca tiene un calendario; indíquelo en el calendario",
        "it does not count, for the branch has a calendar; say it there",
    ),
    ProblemCode.OTHER_ZONE: (
        "«{said}» no cuenta: vale la zona horaria de cada biblioteca ({branches})",
        "“{said}” does not count: each branch's own time zone holds ({branches})",
    ),
}
