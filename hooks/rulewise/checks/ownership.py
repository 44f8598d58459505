"""OW001 and OW002: does somebody keep this text, and may they?"""

from collections.abc import Iterator

from rulewise.checks.at import at_value
from rulewise.corpus import Corpus, meant
from rulewise.model.problem import Problem


def check_corpus(corpus: Corpus) -> Iterator[Problem]:
    """Check each owner against the bodies of the vocabulary and what each of them may own."""
    if corpus.vocabulary is None:
        return
    bodies = {body.id: body for body in corpus.vocabulary.bodies}
    for entry in corpus.by_id.values():
        provision = entry.provision
        if provision is None:
            continue
        body = bodies.get(provision.owner)
        if body is None:
            yield at_value(
                corpus,
                entry,
                ("owner",),
                "OW002",
                f"“{provision.owner}” is not one of the bodies in vocabulary.yml, so nobody owns this",
                meant(provision.owner, bodies) or f"the bodies are: {', '.join(bodies)}",
            )
        elif provision.kind not in body.may_own:
            owners = [other.id for other in bodies.values() if provision.kind in other.may_own]
            may = ", ".join(kind.value for kind in body.may_own) or "nothing"
            yield at_value(
                corpus,
                entry,
                ("owner",),
                "OW001",
                f"“{body.title}” may not own a {provision.kind.value} provision; it may own: {may}",
                f"these bodies may own it: {', '.join(owners)}"
                if owners
                else "no body in vocabulary.yml may own this kind",
            )
