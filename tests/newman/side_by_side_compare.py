"""What of two runs is compared: the exit status, the requests, the JSON and JUnit reports, and the exported files."""

import re

from compare import VOLATILE
from side_by_side_differences import SHAPES


def cursor(source):
    return {key: source.get(key) for key in ("position", "iteration", "length", "cycles")}


MADE_BY_THE_CLIENT = ("content-length", "content-type")


def headers(source):
    return [(each["key"], "…" if each["key"].lower() in VOLATILE else each["value"], each.get("system", False))
            for each in source or [] if each["key"].lower() not in MADE_BY_THE_CLIENT]


def request_view(source):
    # Where Host stands, and Content-Type and Content-Length altogether, is the HTTP client's business.
    return {"method": source["method"], "url": source["url"], "header": sorted(headers(source.get("header"))), "body": source.get("body")}


def response_view(source):
    if source is None:
        return None
    return {key: source.get(key) for key in ("status", "code", "header", "stream", "responseSize", "cookie")}


def scope_view(source):
    return sorted(((each["key"], each["value"], each.get("type", "any"), each.get("disabled", not each.get("enabled", True))) for each in source.get("values", [])), key=repr)


def shape(value, at=""):
    """The paths of all members, those of a list's elements together."""
    if isinstance(value, dict):
        return set().union({at}, *(shape(member, f"{at}.{key}") for key, member in value.items()))
    if isinstance(value, list):
        return set().union({at}, *(shape(member, at + "[]") for member in value))
    return {at}


def once_each(executions):
    """Newman has an execution once more for each request that a script sent, and all of them show the last request."""
    return list({each["cursor"]["ref"]: each for each in executions}.values())


def place(failure):
    """Where it failed, without the line that Newman counts from elsewhere."""
    return re.sub(r"^((?:prerequest|test)-script)(:\d+)*$", r"\1", failure["at"])


def report_views(report):
    run = report["run"]
    executions = once_each(run["executions"])
    yield "stats", run["stats"]
    yield "executions", [(cursor(each["cursor"]), each["item"].get("name"), "requestError" in each) for each in executions]
    yield "requests in the report", [request_view(each["request"]) for each in executions]
    yield "responses", [response_view(each.get("response")) for each in executions]
    yield "failures", [(place(each), cursor(each["cursor"]), each.get("source", {}).get("name"), (each.get("parent") or {}).get("name"))
                       for each in run["failures"]]
    yield "run error", run["error"] is not None
    yield "transfers", run["transfers"]
    yield "scopes", [scope_view(report[scope]) for scope in ("environment", "globals")]


def junit_views(root):
    # An element in each of which errors are told, in the program's own words.
    yield "junit", [(suite.tag, sorted(suite.attrib), [suite.get(key) for key in ("name", "tests", "failures", "errors")],
                     [(each.tag, sorted(each.attrib), re.findall(r"Iteration: \d+", each.text or "")) for each in suite]) for suite in root]
    yield "junit root", (root.tag, {key: root.get(key) for key in root.attrib if key != "time"}, "time" in root.attrib)


def export_view(content):
    if "cookies" in content:
        told = ("key", "value", "domain", "path", "hostOnly", "secure", "httpOnly")
        return sorted([str(each.get(key)) for key in told] for each in content["cookies"])
    if "values" in content:
        return {"name": content["name"], "scope": content["_postman_variable_scope"], "values": scope_view(content), "members": sorted(content)}
    return {"members": sorted(content), "items": [each.get("name") for each in content["item"]]}


def differences(theirs, ours):
    """(what, Newman's, Coffer's) of all that is not the same."""
    pairs = [("status", theirs.status, ours.status),
             ("requests", theirs.requests, ours.requests),
             ("json report", theirs.report is not None, ours.report is not None),
             ("junit report", theirs.junit is not None, ours.junit is not None),
             ("exports", {name: export_view(each) for name, each in theirs.exports.items()},
              {name: export_view(each) for name, each in ours.exports.items()})]
    if theirs.report and ours.report:
        pairs += [(what, want, have) for (what, want), (_, have) in zip(report_views(theirs.report), report_views(ours.report))]
        wanted, had = shape(theirs.report), shape(ours.report)
        known = lambda path: any(re.fullmatch(pattern, path) for pattern in SHAPES)
        pairs.append(("members", sorted(path for path in wanted - had if not known(path)), sorted(path for path in had - wanted if not known(path))))
    if theirs.junit is not None and ours.junit is not None:
        pairs += [(what, want, have) for (what, want), (_, have) in zip(junit_views(theirs.junit), junit_views(ours.junit))]
    return [each for each in pairs if each[1] != each[2] and not (each[0] == "members" and not each[1] and not each[2])]


def told(what, theirs, ours):
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours) and what != "members":
        theirs, ours = zip(*[(a, b) for a, b in zip(theirs, ours) if a != b])
    return f"{what}:\n  Newman {theirs}\n  Coffer {ours}"
