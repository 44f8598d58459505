"""AL001 and AL002: an allowance silences one code in one file, with its reason, and goes when it is not needed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rulewise.checks.at import at_value
from rulewise.corpus import Corpus, meant
from rulewise.model.problem import CODES, Problem
from rulewise.model.values import Id


class Allowed(NamedTuple):
    """A problem that a file's front matter silences, with the reason."""

    id: Id
    because: str
    problem: Problem


def apply(corpus: Corpus, problems: Iterable[Problem]) -> tuple[list[Problem], list[Allowed]]:
    """Part problems into those that stand and those that are allowed, and report allowances that are wrong."""
    granted: dict[tuple[str, str], tuple[Id, str]] = {}
    for entry in corpus.by_id.values():
        for allowance in entry.provision.allow if entry.provision else ():
            code = CODES.get(allowance.code)
            if entry.provision and allowance.because and code and code.allowable:
                granted.setdefault((entry.path, allowance.code), (entry.provision.id, allowance.because))
    standing, allowed = [], []
    for problem in problems:
        key = problem.path, problem.code
        if key in granted:
            allowed.append(Allowed(*granted[key], problem))
        else:
            standing.append(problem)
    used = {(a.problem.path, a.problem.code) for a in allowed}
    return [*standing, *_wrong(corpus, used)], allowed


def _wrong(corpus: Corpus, used: set[tuple[str, str]]) -> Iterator[Problem]:
    # While a file can't be read, some checks hold back, and an allowance may only seem idle.
    all_read = corpus.vocabulary is not None and all(entry.provision for entry in corpus.entries)
    for entry in corpus.by_id.values():
        allowances = entry.provision.allow if entry.provision else ()
        for i, allowance in enumerate(allowances):
            code = CODES.get(allowance.code)
            if code is None:
                message = f"{allowance.code} is not a problem code, so this allows nothing"
                yield at_value(corpus, entry, ("allow", i, "code"), "AL002", message, meant(allowance.code, CODES))
            elif not code.allowable:
                message = f"{allowance.code} cannot be allowed: codes of form, of safety and of allowances never can"
                yield at_value(
                    corpus, entry, ("allow", i, "code"), "AL002", message, "mend what it reports, and take this out"
                )
            elif not allowance.because:
                message = f"the allowance of {allowance.code} gives no reason, so it allows nothing"
                hint = "add “because: …”: the health page shows it"
                yield at_value(corpus, entry, ("allow", i), "AL001", message, hint)
            elif allowance.code in {earlier.code for earlier in allowances[:i]}:
                message = f"{allowance.code} is allowed in this file already"
                yield at_value(corpus, entry, ("allow", i, "code"), "AL002", message, "keep one, with one reason")
            elif all_read and (entry.path, allowance.code) not in used:
                message = f"the allowance of {allowance.code} allows nothing: the file has no such problem"
                yield at_value(corpus, entry, ("allow", i, "code"), "AL002", message, "take it out")
