"""What is wrong with YAML, in words for somebody who has never heard of it."""

from typing import NamedTuple

import yaml as pyyaml

Place = tuple[int, int]
"""Line and column, from 1."""


class Fault(NamedTuple):
    """What is wrong with a document, as a problem code, a place, a message and a hint."""

    code: str
    place: Place
    message: str
    hint: str = ""


_QUOTE = 'put the whole value in quotation marks: title: "Enquiries: what they are"'

_BY_CONTEXT = {
    "while scanning an alias": (
        "FM003",
        "a value begins with “*”, which YAML takes for an alias",
        "put the value in quotation marks",
    ),
    "while scanning an anchor": (
        "FM003",
        "a value begins with “&”, which YAML takes for an anchor",
        "put the value in quotation marks",
    ),
    "while scanning a quoted scalar": (
        "FM002",
        "a value in quotation marks is not closed",
        "close it with the same quotation mark that opened it",
    ),
    "while parsing a flow sequence": (
        "FM002",
        "a list that opens with “[” is not closed with “]”",
        "close the list, and put items that hold a comma or bracket in quotation marks",
    ),
    "while parsing a flow mapping": (
        "FM002",
        "fields that open with “{” are not closed with “}”",
        "close them, and put values that hold a comma, colon or brace in quotation marks",
    ),
    "while scanning a simple key": (
        "FM002",
        "this line has no colon, so it is not a field",
        "write key: value, or indent a line that belongs to the value above",
    ),
    "while scanning a block scalar": (
        "FM002",
        "text stands right after “|” or “>”",
        "put the value in quotation marks, or begin its text on the next line, indented",
    ),
    "while scanning a directive": ("FM002", "a line begins with “%”, which YAML keeps for itself", "take the line out"),
    "while parsing a tag": (
        "FM003",
        "a value begins with “!”, which YAML takes for a tag",
        "put the value in quotation marks",
    ),
    "while scanning a tag": (
        "FM003",
        "a value begins with “!”, which YAML takes for a tag",
        "put the value in quotation marks",
    ),
}
"""What libyaml was about, to a code, a message and a hint. The fault is told where that began."""

_BY_PROBLEM = {
    "mapping values are not allowed in this context": (
        "a colon followed by a space stands inside a value that is not in quotation marks",
        _QUOTE,
    ),
    "did not find expected key": (
        "this line does not line up with the fields around it",
        "give it the same indent as the others, or put the value before it in quotation marks",
    ),
    "block sequence entries are not allowed in this context": (
        "a value begins with “- ” on the line of its field",
        "put the value in quotation marks, or begin the list on the next line",
    ),
    "found unknown escape character": (
        "a “\\” in double quotation marks has a meaning of its own",
        "use single quotation marks, or write “/”",
    ),
    "found character that cannot start any token": (
        "a tab, or a sign that YAML keeps for itself, begins a value here",
        "indent with spaces, and put a value that begins with @, ` or % in quotation marks",
    ),
    "found a tab character that violates indentation": ("a tab stands where spaces belong", "indent with spaces"),
    "did not find expected node content": ("a comma or a bracket stands here with nothing before it", "take it out"),
    "did not find expected <document start>": ("this line ends the fields too early", "delete it"),
}


def explain(error: pyyaml.MarkedYAMLError, text: str, first_line: int) -> Fault:
    """Turn an error of libyaml over ``text``, which starts on ``first_line`` of its file, into a fault."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault("FM002", (first_line, 1), "cannot be read as YAML", "compare it with another file")
    place = mark.line + first_line, mark.column + 1
    lines = text.split("\n")
    before = lines[mark.line][: mark.column].rstrip() if mark.line < len(lines) else ""
    after = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
    context, problem = error.context or "", error.problem or ""
    if problem == "did not find expected ',' or '}'" and after.startswith(":"):
        return Fault(
            "FM002", place, "a colon stands inside a value between braces", "put that value in quotation marks"
        )
    if "tag handle" in problem:
        code, message, hint = _BY_CONTEXT["while parsing a tag"]
        return Fault(code, place, message, hint)
    if problem.startswith("did not find expected") and before.endswith(("'", '"', "]", "}")) and after.strip():
        message = "text stands after the quotation mark or bracket that closes the value"
        return Fault("FM002", place, message, "put the whole value in the other kind of quotation marks")
    if context in _BY_CONTEXT and problem not in _BY_PROBLEM:
        began = error.context_mark or mark
        code, message, hint = _BY_CONTEXT[context]
        return Fault(code, (began.line + first_line, began.column + 1), message, hint)
    message, hint = _BY_PROBLEM.get(
        problem,
        (f"cannot be read as YAML: {problem}", "put the value in quotation marks, or compare it with another file"),
    )
    return Fault("FM002", place, message, hint)
