"""Who looked at whose record: noted for whoever asks later, and in nobody's way now."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Literal

from deskapp.desk.acts import Acts
from deskapp.domain.events import PatronViewed
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import Line, PatronId
from deskapp.store.cipher import FileProblem

ONCE_IN = timedelta(minutes=10)
"""Looking again within this time is the same look."""

What = Literal["panel", "full"]


class Seen(Acts):
    """Records looks. They are no acts: nothing undoes them, and no list of what waits for central names them."""

    def saw(self, patron: PatronId, what: What) -> None:
        """Note that whoever is at the desk has a patron's record on the screen; call it after it was painted.

        The same person's next looks at the same within `ONCE_IN` are not noted again. A disk that
        is full is told by the next act.
        """
        self._looks = {key: at for key, at in self._looks.items() if self._now() - at < ONCE_IN}
        key = (self.staff, patron, what)
        if key in self._looks:
            return
        with self._overlay.reading(), suppress(FileProblem):
            self._recorder.note(Done((fact(PatronViewed(patron, what), (Line.SEEN, patron)),)))
        self._looks[key] = self._now()
