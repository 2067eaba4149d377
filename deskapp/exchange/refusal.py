"""What an import did not take, and why: values with codes, and the sentences for them in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from deskapp.exchange import file_words, refusal_words
from deskapp.exchange.codes import FileTrouble, RefusalCode

Language = Literal["es", "en"]
LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is wrong, with the words its sentence needs (column, value, line ...)."""

    code: RefusalCode
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One record (or item in it) that was not taken: all reasons, and where it stands in the file.

    `record` counts from 1. CSV: `line` is the first physical line, `offset` None. MARC: `line` None, `offset` the
    byte where the record begins; MARCXML: neither. `key` is the card or control number where it could be read.
    """

    record: int
    reasons: tuple[Reason, ...]
    key: str = ""
    line: int | None = None
    offset: int | None = None

    @property
    def code(self) -> RefusalCode:
        """The first reason's code."""
        return self.reasons[0].code


class UnreadableFile(Exception):
    """The file as a whole cannot be imported, and nothing of it was taken; `file_sentence` says it in words."""

    def __init__(self, code: FileTrouble, path: str, **detail: str) -> None:
        """Keep the code and the words its sentence needs."""
        super().__init__(code, path, detail)
        self.code = code
        self.path = path
        self.detail = detail

    def sentence(self, language: Language) -> str:
        """What happened to the file, that nothing was changed, and what to do."""
        return file_sentence(self, language)


def sentence(refusal: Refusal, language: Language) -> str:
    """Which record at which line, and every reason: "Record 18 (line 19, 212...): the surname is missing"."""
    where = refusal_words.WHERE_WORDS[language]
    places = [where["line"].format(line=refusal.line)] if refusal.line is not None else []
    places += [where["offset"].format(offset=refusal.offset)] if refusal.offset is not None else []
    places += [_quotable(refusal.key)] if refusal.key else []
    place = f" ({', '.join(places)})" if places else ""
    reasons = "; ".join(reason_words(reason, language) for reason in refusal.reasons)
    return f"{where['record'].format(record=refusal.record)}{place}: {reasons}."


def reason_words(reason: Reason, language: Language) -> str:
    """One reason alone, without the place."""
    detail = {name: _quotable(value) for name, value in reason.detail.items()}
    if reason.code is RefusalCode.NOT_BIBLIOGRAPHIC:
        detail["kind"] = file_words.RECORD_KIND_WORDS[language][detail["kind"]]
    return refusal_words.REASON_WORDS[language][reason.code].format_map(detail)


def file_sentence(trouble: UnreadableFile, language: Language) -> str:
    """What happened to the file, that nothing was changed, and what to do."""
    detail = {name: value[:500] for name, value in trouble.detail.items()}
    if trouble.code is FileTrouble.FOREIGN:
        detail = _foreign(detail["kind"], detail["expected"], language)
    if trouble.code is FileTrouble.MAPPING_BROKEN:
        detail["fault"] = file_words.MAPPING_WORDS[language][detail["fault"]].format(what=_quotable(detail["what"]))
    said = refusal_words.FILE_WORDS[language][trouble.code].format(path=trouble.path, **detail)
    return f"{said} {refusal_words.SAFE_WORDS[language]}"


def _foreign(kind: str, expected: str, language: Language) -> dict[str, str]:
    advice = file_words.ADVICE.get((expected, kind), expected)
    return {
        "kind": file_words.KIND_WORDS[language][kind],
        "expected": file_words.EXPECTED_WORDS[language][expected],
        "advice": file_words.ADVICE_WORDS[language][advice],
    }


def _quotable(value: str) -> str:
    """A value from the file as one short line: what is in a foreign file must not make the report unreadable."""
    line = "".join(character if character.isprintable() else " " for character in value)
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
