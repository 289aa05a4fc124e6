"""Where Coffer differs from Newman on purpose. docs/newman.md repeats each reason."""

from dataclasses import dataclass


@dataclass
class Difference:
    reason: str
    what: tuple  # names that differences() gives
    cases: tuple


REPORT = ("json report", "junit report")
FAILED_INSTEAD = ("status", "requests", "stats", "executions", "requests in the report", "responses", "failures", "transfers", "junit", "members")

DIFFERENCES = [
    Difference("An exported collection is the document that was read; Newman takes URLs apart, drops what it does not know and adds ids.",
               ("exports",), ("exports",)),
    Difference("A run that --timeout or --bail folder ends leaves whole reports; Newman writes none.", REPORT,
               ("bail folder",)),
    Difference("Names may hold any character; Newman's JUnit reporter ends the process on a control character.", ("status", *REPORT),
               ("control characters in names",)),
    Difference("A file that is missing, or that --no-insecure-file-read forbids, is an error; Newman warns and sends the request without it.",
               FAILED_INSTEAD, ("a missing file", "a file outside of the working folder")),
    Difference("Header values go out as UTF-8, as with curl; Newman sends Latin-1 and refuses what does not fit.", ("requests",), ("headers",)),
    Difference("Variables that a file switches off are off; Newman uses them.", ("requests", "requests in the report", "scopes", "members"),
               ("variables switched off",)),
    Difference("Variables of folders are variables, the nearest first; Newman ignores them.", ("requests", "requests in the report"),
               ("folder variables",)),
    Difference("Cookies that are Secure go to https only; Newman sends them to loopback, too.", ("requests", "requests in the report"), ("cookies",)),
    Difference("A redirect's relative path is resolved as RFC 3986 has it; Newman leaves /../ in it.", ("requests",),
               ("a redirect with a relative path",)),
    Difference("The report's requests are what was sent: what is switched off, or has no value, is not in them.",
               ("requests in the report", "members"),
               ("headers", "a disabled body", "path variables")),
]

# Members of the JSON report that only one of them has, as patterns of paths (side_by_side_test.shape).
SHAPES = {
    r"\.run\.executions\[\]\.coffer.*":
        "Each execution has a member more, coffer: the references, hops and warnings, and the error with its mend.",
    r"\.run\.(executions\[\]\.requestError|failures\[\]\.error)\..*":
        "Errors have Coffer's code, message and mend, and no stack trace of JavaScript.",
    r"\.run\.((executions|failures)\[\]\.cursor\.(bof|cr|empty|eof|httpRequestId)|failures\[\]\.source\.request\.header)":
        "Cursors and a failure's request have every member, also where Newman leaves some out.",
    r"\.run\.executions\[\]\.request\.certificate.*": "Client certificates and their files are not in the report.",
    r".*\.auth\.(noauth|\w+\[\]\.(system|type))": "An auth stands in the report as the collection has it, without the notes of Newman's authorizers.",
    r".*\.script\._lastExecutionId": "Scripts of the collection stand in the report without the id of their last execution.",
    r"\.run\.executions\[\]\.(assertions|prerequestScript|testScript)\[\]\.error\..*":
        "The stack of an assertion's or a script's error is the script's own; Newman makes one up, and adds a checksum.",
    r"\.run\.failures\[\]\.parent(\[\].*|\..*)?": "A failure's parent is named by id and name; Newman repeats the whole folder with each failure, or the collection.",
    r"\.run\.executions\[\]\.cursor\.(scriptId|execution)": "An item is one execution; Newman repeats it for each request that its scripts send.",
    r"\.run\.((executions|failures)\[\]\.cursor\.partition(Index|Cycles)|executions\[\]\.response\.downloadedBytes)":
        "Partitions and `downloadedBytes`, which only the newest Newman tells of, are not in it.",
    r".*\.script\.src\..*": "The address of a script that a collection only names stands in the report as the collection has it.",
    r".*\.description(\.(content|type))?": "Descriptions stand in the report as the collection has them; Newman makes objects of them.",
    r".*\.(header|urlencoded|formdata)\[\]\.disabled":
        "The report's requests are what was sent: what is switched off, or has no value, is not in them.",
    r".*(\.urlencoded\[\]\.type|\.item\[\]\.variable(\[\].*)?|\.item(\[\])?\.request\.header)": "Members of the collection that Newman does not know, or leaves out, stay in it.",
}
