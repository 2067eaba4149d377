"""Other rules than the small library's, as central would send them."""

from dataclasses import replace

from deskapp.domain.policy import Policy
from tests.desks import a_library, a_patron, the_set_up
from tests.ui.windows import Serving
from ui.link import LinkState


def with_rules(desk: Serving, *policies: Policy) -> Serving:
    """The same window after central has sent these policies."""
    desk.place.tell(the_set_up(replace(a_library(), policies=policies)))
    return _heard(desk)


def with_patron(desk: Serving, card: str, **fields: object) -> Serving:
    """The same window after central has sent a further patron."""
    desk.place.tell(a_patron(card, "Rosa", "Vidal", **fields)[1])
    return _heard(desk)


def _heard(desk: Serving) -> Serving:
    desk.sync()
    desk.link.say(LinkState.ONLINE)
    return desk
