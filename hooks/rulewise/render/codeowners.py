"""Who must approve a change to which files, for GitHub and GitLab, from the vocabulary."""

from collections.abc import Iterable

from rulewise.model.vocabulary import Body, Vocabulary
from rulewise.model.words import Kind

FILE = ".github/CODEOWNERS"

_HEAD = """\
# Who must approve a change to which files. Made from guidance/vocabulary.yml: change that, then run
#   rulewise codeowners --write
# Of the lines that fit a file the last decides; any one of the owners on it may approve.
"""


class NoHandle(Exception):
    """Nobody on the host could approve a change to what must be protected."""


def codeowners(vocabulary: Vocabulary) -> str:
    """Return the text of CODEOWNERS; raises `NoHandle` when the law, or all the rest, would be nobody's.

    A line without owners would let anybody change what it names, so where no body has a handle the stewards stand in.
    """
    law = _handles(body for body in vocabulary.bodies if Kind.STATUTORY in body.may_own)
    stewards = _handles(body for body in vocabulary.bodies if body.stands_in) or law
    if not law:
        raise NoHandle(
            "no body that may own statutory text has a handle, so nobody could protect it; give it one in"
            ' guidance/vocabulary.yml: handles: ["@organisation/team"]'
        )
    lines = [("*", stewards), ("/guidance/", stewards)]
    for kind in Kind:
        able = _handles(body for body in vocabulary.bodies if kind in body.may_own)
        # A board has its own folder and no other; what lies beside them is nobody's yet.
        lines.append((f"/guidance/{kind.folder}/", stewards if kind is Kind.LOCAL else able or stewards))
    bodies = {body.id: body for body in vocabulary.bodies}
    for board in vocabulary.boards:
        own = _handles([bodies[board.body]] if board.body in bodies else [])
        lines.append((f"/guidance/{Kind.LOCAL.folder}/{board.id}/", own or stewards))
    lines += [("/guidance/vocabulary.yml", law), ("/hooks/", stewards), ("/.github/", stewards), (f"/{FILE}", law)]
    width = max(len(pattern) for pattern, _owners in lines)
    return _HEAD + "".join(f"{pattern:<{width}} {' '.join(owners)}\n" for pattern, owners in lines)


def _handles(bodies: Iterable[Body]) -> list[str]:
    return list(dict.fromkeys(handle for body in bodies for handle in body.handles))
