"""The format itself: kinds, ids, forces, and the JSON Schema that other programs read."""

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from pydantic import TypeAdapter, ValidationError

from conftest import CASES
from rulewise.corpus.entry import make_entry
from rulewise.export import SCHEMA, schema, vocabulary_schema
from rulewise.model.problem import CODES, Severity
from rulewise.model.provision import MODELS, TARGETS, AnyProvision, Provision, Statutory
from rulewise.model.values import ID_PATTERN, is_id, unsafe_scheme
from rulewise.model.words import Force, Kind, Source
from rulewise.source.document import Document, read_document
from rulewise.source.yaml import parse
from support import AUTHORITY, ROOT, provision, read

COMMITTED = ROOT / "docs" / SCHEMA
GUIDANCE = [*sorted((ROOT / "guidance").rglob("*.md")), *sorted((CASES / "base" / "guidance").rglob("*.md"))]
IDS = ["S-001", "A-001", "P-01", "L-northmere-01", "C-001", "M-01"]
ANY: TypeAdapter[Provision] = TypeAdapter(AnyProvision)


def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(schema()), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def _front(file: Path) -> dict[str, Any]:
    document = read_document(file.as_posix(), file.read_bytes())
    assert isinstance(document, Document)
    return document.values


def _values(identifier: str, **fields: Any) -> dict[str, Any]:
    return read(provision(identifier, **fields)).values


def test_the_committed_schema_is_the_models(request: pytest.FixtureRequest) -> None:
    """The schema in docs/ is what the models give today."""
    if request.config.getoption("--rewrite"):
        COMMITTED.write_text(schema(), "utf-8")
    assert COMMITTED.read_text("utf-8") == schema()


@pytest.mark.parametrize("text", [schema(), vocabulary_schema()], ids=["front matter", "vocabulary"])
def test_the_schemas_are_valid(text: str) -> None:
    """Each is a JSON Schema of 2020-12, says so, and every reference in it leads somewhere."""
    document = json.loads(text)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(document)
    named = {part.split('"')[0] for part in json.dumps(document).split('"#/$defs/')[1:]}
    assert named <= set(document["$defs"])


@pytest.mark.parametrize("root", [ROOT, CASES / "base"], ids=["guidance", "base"])
def test_the_schema_of_the_vocabulary(root: Path) -> None:
    """It accepts the vocabularies here, and refuses one without stages, with a stranger, or with an odd kind."""
    validator = jsonschema.Draft202012Validator(json.loads(vocabulary_schema()))
    values, faults, _empty = parse((root / "guidance/vocabulary.yml").read_text("utf-8"), 1)
    assert faults == []
    for entry in [*values["bodies"], *values["boards"], *values["roles"]]:  # a flag is a word to the strict reader
        entry |= {flag: entry[flag] == "true" for flag in ("stands_in", "example", "everyone") if flag in entry}
    assert [error.message for error in validator.iter_errors(values)] == []
    assert not validator.is_valid({**values, "stages": []})
    assert not validator.is_valid({**values, "moods": []})
    assert not validator.is_valid({**values, "bodies": [{"id": "x", "title": "X", "may_own": ["anything"]}]})


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    """The front matter of every file here is valid, dates and flags being text as the strict reader gives them."""
    validator = _validator()
    wrong = {
        file.relative_to(ROOT).as_posix(): [error.message for error in validator.iter_errors(_front(file))]
        for file in GUIDANCE
    }
    assert {path: errors for path, errors in wrong.items() if errors} == {}


_WRONG: dict[str, dict[str, Any]] = {
    "no kind": _values("S-001", kind=None),
    "no title": _values("S-001", title=None),
    "empty title": _values("S-001", title=""),
    "no such kind": _values("S-001", kind="rule"),
    "unknown field": _values("S-001", colour="red"),
    "field of another kind": _values("S-001", strength="advise"),
    "malformed id": _values("S-001", id="S-1"),
    "malformed reference": _values("A-001", supports=["S-1"]),
    "date of another form": _values("S-001", reviewed="1 June 2026"),
    "no such day": _values("S-001", reviewed="2026-02-30"),
    "list that is text": _values("S-001", stages="enquiries"),
    "slug with capitals": _values("S-001", owner="Department"),
    "no authority": _values("S-001", authority=[]),
    "no such force": _values("S-001", authority=[{**AUTHORITY, "force": "must"}]),
    "nobody bound": _values("S-001", authority=[{**AUTHORITY, "bearers": []}]),
    "address that runs": _values("S-001", authority=[{**AUTHORITY, "url": "javascript:alert(1)"}]),
    "no evidence": _values("A-001", evidence=[]),
    "no such type of evidence": _values("A-001", evidence=[{"cite": "x", "type": "hearsay"}]),
    "no relation": _values("L-northmere-01", relation=None),
    "no such outcome": _values("C-001", outcome="closed"),
    "no such core": _values("M-01", core="both"),
    "withdrawn without a reason": _values("S-001", withdrawn={"on": "2026-01-01"}),
    "timescale without a start": _values("S-001", timescale={"limit": "1 day", "source": "act"}),
}


@pytest.mark.parametrize("values", _WRONG.values(), ids=_WRONG)
def test_the_schema_and_the_models_refuse_the_same(values: dict[str, Any]) -> None:
    """What is wrong is wrong for the models and for the schema alike."""
    with pytest.raises(ValidationError):
        ANY.validate_python(copy.deepcopy(values))
    assert not _validator().is_valid(values)


@pytest.mark.parametrize("field", ["timescale", "checked", "amended", "withdrawn"])
def test_what_may_be_absent_is_never_empty(field: str) -> None:
    """The schema refuses a field with nothing in it, as the reader does."""
    empty = provision("S-001").replace("---\n", f"---\n{field}:\n", 1)
    entry = make_entry("guidance/statutory/enquiries/x.md", empty.encode())
    assert [(p.code, p.line) for p in entry.problems] == [("FM005", 2)]
    assert not _validator().is_valid(_values("S-001") | {field: None})
    assert "null" not in schema() + vocabulary_schema()


@pytest.mark.parametrize("identifier", IDS)
def test_a_provision_made_in_code_is_whole(identifier: str) -> None:
    """Each kind has a sound example, which the model and the schema take; without any required field neither does."""
    values = _values(identifier)
    made = ANY.validate_python(values)
    assert isinstance(made, MODELS[made.kind])
    assert _validator().is_valid(values)
    required = [field.alias or name for name, field in type(made).model_fields.items() if field.is_required()]
    for name in required:
        fewer = {key: value for key, value in values.items() if key != name}
        with pytest.raises(ValidationError):
            ANY.validate_python(fewer)
        assert not _validator().is_valid(fewer), name


def test_ids_are_unique() -> None:
    """No two files of the guidance have one id, and every id is one."""
    ids = Counter(_front(file)["id"] for file in (ROOT / "guidance").rglob("*.md"))
    assert [identifier for identifier, count in ids.items() if count > 1] == []
    assert all(is_id(identifier) for identifier in ids)


def test_guidance_forces_fit_their_sources() -> None:
    """In the guidance an expectation comes from statutory guidance, and everything else from an Act or regulations."""
    for file in sorted((ROOT / "guidance" / "statutory").rglob("*.md")):
        rule = Statutory.model_validate(_front(file))
        for authority in rule.authority:
            assert (authority.force is Force.EXPECTATION) == (authority.source is Source.STATUTORY_GUIDANCE), file


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("force", Force)
def test_force_fits_source(force: Force, source: Source) -> None:
    """Statutory guidance gives an expectation and nothing else does."""
    values = _values("S-001", authority=[{**AUTHORITY, "force": force.value, "source": source.value}])
    fits = (force is Force.EXPECTATION) == (source is Source.STATUTORY_GUIDANCE)
    if fits:
        assert Statutory.model_validate(values).force is force
    else:
        with pytest.raises(ValidationError, match="statutory guidance gives an expectation"):
            Statutory.model_validate(values)


def test_the_force_of_a_rule_is_that_of_its_first_authority() -> None:
    """Of several authorities the first says what the page is."""
    power = {**AUTHORITY, "force": "power"}
    assert Statutory.model_validate(_values("S-001", authority=[power, AUTHORITY])).force is Force.POWER


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        ("S-001", "statutory/S-001/"),
        ("A-001", "professional/A-001/"),
        ("P-01", "principles/P-01/"),
        ("L-northmere-01", "local/L-northmere-01/"),
        ("C-001", "findings/C-001/"),
        ("M-01", "measures/M-01/"),
    ],
)
def test_addresses(identifier: str, address: str) -> None:
    """A page's address is the folder of its kind and its id, so that a new title breaks nothing."""
    made = ANY.validate_python(_values(identifier, title="Another title"))
    assert made.address == address
    assert Kind.of_id(identifier) is made.kind
    assert Kind.of_folder(address.split("/", maxsplit=1)[0]) is made.kind


def test_no_kind_for_strange_words() -> None:
    """A folder or an id of no kind is none."""
    assert Kind.of_folder("statute") is None
    assert Kind.of_id("X-001") is None
    assert Kind.of_id("S001") is None


@pytest.mark.parametrize(
    ("relation", "needs"),
    [
        ("adopts", False),
        ("adds-detail", False),
        ("local-choice", True),
        ("goes-further", True),
        ("custom-and-practice", True),
    ],
)
def test_a_board_gives_its_reason(relation: str, needs: bool) -> None:  # noqa: FBT001 - a column of the table
    """A procedure that chooses, goes further or is custom says why; one that adopts or details need not."""
    values = _values("L-northmere-01", relation=relation)
    if needs:
        with pytest.raises(ValidationError, match="“because” is missing"):
            ANY.validate_python(values)
    else:
        assert ANY.validate_python(values)
    assert ANY.validate_python({**values, "because": "The river floods."})


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("S-001", True),
        ("S-1000", True),
        ("A-012", True),
        ("C-999", True),
        ("P-01", True),
        ("M-123", True),
        ("L-a-01", True),
        ("L-north-mere-100", True),
        ("S-01", False),
        ("P-1", False),
        ("s-001", False),
        ("S-001\n", False),
        (" S-001", False),
        ("S-٠٠١", False),
        ("L-North-01", False),
        ("L--01", False),
        ("L-a-1", False),
        ("L-01", False),
        ("X-001", False),
        ("S_001", False),
        ("", False),
    ],
)
def test_ids(text: str, right: bool) -> None:  # noqa: FBT001 - a column of the table
    """An id is a letter and three digits, two for principles and measures, with the board's name for procedures."""
    assert is_id(text) is right
    assert ID_PATTERN.startswith("(?:")


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("https://x.example", None),
        ("HTTP://x", None),
        ("mailto:a@b", None),
        ("tel:1", None),
        ("x.md", None),
        ("#a", None),
        ("a/b:c", None),
        ("javascript:x", "javascript"),
        ("JavaScript:x", "javascript"),
        ("java\tscript:x", "javascript"),
        ("\x01javascript:x", "javascript"),
        (" data:x", "data"),
        ("vbscript:x", "vbscript"),
        ("file:///etc", "file"),
        ("blob:x", "blob"),
    ],
)
def test_unsafe_schemes(address: str, scheme: str | None) -> None:
    """A scheme is judged as a browser reads it, white space and control characters aside."""
    assert unsafe_scheme(address) == scheme


def test_fields_that_name_ids_are_fields() -> None:
    """What has a rule about the ids it may name is a field, and what a kind leans on is a field of it."""
    fields = {name for model in MODELS.values() for name in model.model_fields}
    assert set(TARGETS) <= fields
    for model in MODELS.values():
        assert set(model.leans_on) <= set(model.model_fields)


def test_references_of_a_provision() -> None:
    """The ids that front matter names come with their places, the replacement included."""
    made = ANY.validate_python(
        _values(
            "A-001",
            principles=["P-01"],
            related=["A-002", "S-003"],
            supports=["S-001"],
            withdrawn={"on": "2026-01-01", "because": "old", "replaced_by": "A-009"},
        )
    )
    assert made.references() == [
        (("principles", 0), "P-01"),
        (("related", 0), "A-002"),
        (("related", 1), "S-003"),
        (("supports", 0), "S-001"),
        (("withdrawn", "replaced_by"), "A-009"),
    ]


def test_codes_are_for_ever() -> None:
    """Codes are never ids, and only those of form, safety and allowances can't be allowed."""
    assert all(len(code) == 5 and not is_id(code) for code in CODES)
    assert {code.family for code in CODES.values() if not code.allowable} == {"FM", "SF", "AL", "CH"}
    assert {code.family for code in CODES.values() if code.allowable} >= {"LK", "DT", "OW"}
    severities = {severity: [c.code for c in CODES.values() if c.severity is severity] for severity in Severity}
    assert severities[Severity.NOTE] == ["LK004", "DT004"]
    assert [code for code in severities[Severity.WARNING] if not code.startswith("WD")] == [
        "LK003",
        "LK005",
        "LK007",
        "DT001",
        "DT003",
        "AL002",
    ]
