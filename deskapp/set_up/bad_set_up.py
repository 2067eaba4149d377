"""A set-up that must not come to hold, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deskapp.domain.problem import Problem
from deskapp.wording.sentences import Language
from deskapp.wording.set_up_words import file_sentence, set_up_sentence


class BadSetUp(Exception):
    """The set-up cannot hold; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(set_up_sentence(problems, "en"))
        self.problems = tuple(problems)

    def sentence(self, language: Language) -> str:
        return set_up_sentence(self.problems, language)


class BadLibrary(BadSetUp):
    """The file cannot be read as a library's set-up; `problems` say where."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.path = path

    def sentence(self, language: Language) -> str:
        return file_sentence(self.path, self.problems, language)
