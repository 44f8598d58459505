"""What coming, going and other words do to practice, by what a provision is."""

from rulewise.compare.change import Grade
from rulewise.model.provision import Provision, Statutory
from rulewise.model.words import Force, Kind

_ASKS_NOTHING = frozenset({Kind.FINDING, Kind.MEASURE})
"""A finding asks questions of a board, and a measure counts: neither tells anybody what to do."""


def binding(force: Force) -> bool:
    """Tell whether a rule of this force asks anything of its bearers; a power only lets them."""
    return force is not Force.POWER


def arrival(provision: Provision) -> Grade:
    """Grade new text, or new words in a text: a rule that binds must be followed, all else may be."""
    if isinstance(provision, Statutory) and any(binding(authority.force) for authority in provision.authority):
        return Grade.MUST
    return departure(provision)


def departure(provision: Provision) -> Grade:
    """Grade the end of a text: nobody has to do anything, and people may."""
    return Grade.NONE if provision.kind in _ASKS_NOTHING else Grade.MAY
