"""What two runs' scripts are compared by: what they printed, asserted and threw, and what they gave to pm.visualizer."""

import re

from scripts_wording import plain
from side_by_side_compare import differences, once_each


class Item:
    """One item of a run."""

    def __init__(self, name, iteration):
        self.name, self.iteration = name, iteration
        self.console = []  # (event, owner, level, texts)
        self.assertions = []  # (name, whether skipped, the error's text or None)
        self.errors = []  # (event, text)
        self.shown = []  # (event, owner, template, data), of pm.visualizer

    def views(self):
        place = (self.name, self.iteration)
        return {"console": [(*place, *each) for each in self.console], "assertions": [(*place, *each) for each in self.assertions],
                "errors of scripts": [(*place, *each) for each in self.errors], "visualizers": [(*place, *each) for each in self.shown]}


def error_text(error):
    return f"{error.get('name') or ''}: {error.get('message') or ''}" if error is not None else None


def is_of_bail(error):
    """Whether it is the error that --bail makes of a failed assertion: Newman has it in its report, without an event."""
    return (error or {}).get("name") == "AssertionFailure"


def newman_items(events):
    """Of the events that side_by_side_driver.js tells."""
    items, script = [], None
    for each in events:
        kind = each["event"]
        if kind == "beforeItem":
            items.append(Item(each["item"], each["iteration"]))
        elif kind == "beforeScript":
            script = (each["listen"], each["owner"])
        elif kind == "console":
            items[-1].console.append((*script, each["level"], each["texts"]))
        elif kind == "assertion":
            items[-1].assertions.append((each["name"], each["skipped"], error_text(each["error"])))
        elif kind == "exception":
            items[-1].errors.append((script[0], error_text(each["error"] or {})))
        elif kind == "script":
            if each.get("visualizer"):
                items[-1].shown.append((*script, each["visualizer"]["template"], each["visualizer"].get("data")))
            if is_of_bail(each["error"]):
                items[-1].errors.append((script[0], error_text(each["error"])))
    return items


def coffer_items(report):
    """Of the JSON report."""
    items = []
    for execution in report["run"]["executions"]:
        item = Item(execution["item"].get("name"), execution["cursor"]["iteration"])
        for script in execution["coffer"]["scripts"]:
            item.console += [(script["event"], script["owner"], line["level"], line["args"]) for line in script["console"]]
            if shown := script.get("visualizer"):
                item.shown.append((script["event"], script["owner"], shown["template"], shown.get("data")))
        item.assertions = [(each["assertion"], each["skipped"], error_text(each.get("error"))) for each in execution.get("assertions", [])]
        item.errors = [(event, error_text(each["error"])) for event, member in (("prerequest", "prerequestScript"), ("test", "testScript")) for each in execution.get(member, [])]
        items.append(item)
    return items


def merged(items):
    views = {}
    for item in items:
        for what, lines in item.views().items():
            views.setdefault(what, []).extend(lines)
    return views


def same_items(theirs, ours):
    """Without the items that never were requested: Newman's events tell of them, but no JSON report does."""
    requested = [(item.name, item.iteration) for item in ours]
    return [item for item in theirs if (item.name, item.iteration) in requested]


# What Newman's report tells of an item's own request; where scripts sent requests, those stand in its place.
OWN_REQUEST = re.compile(r"\.run\.executions\[\]\.(request|response|requestError)\b.*")


def is_lost_in_newman(theirs):
    executions = theirs.report["run"]["executions"] if theirs.report else []
    return len(once_each(executions)) != len(executions)


def without_own_requests(what, theirs, ours):
    """The difference as far as Newman's report can tell of it; None: not at all."""
    if what in ("requests in the report", "responses"):
        return None
    if what == "executions":
        theirs, ours = ([each[:2] for each in side] for side in (theirs, ours))
    if what == "members":
        theirs, ours = ([path for path in side if not OWN_REQUEST.fullmatch(path)] for side in (theirs, ours))
    return (what, theirs, ours) if theirs != ours else None


def script_differences(case, theirs, ours):
    """(what, Newman's, Coffer's) of all that is not the same, beside what side_by_side_compare.py finds."""
    found = [each for each in differences(theirs, ours) if not (case["unordered"] and each[0] == "requests")]
    if is_lost_in_newman(theirs):
        found = [each for each in (without_own_requests(*each) for each in found) if each]
    if case["unordered"]:
        want, have = sorted(map(repr, theirs.requests)), sorted(map(repr, ours.requests))
        found += [("requests", want, have)] if want != have else []
    if ours.report is None:
        return found
    our_items = coffer_items(ours.report)
    want, have = merged(same_items(newman_items(theirs.events), our_items)), merged(our_items)
    for what in dict.fromkeys([*want, *have]):
        expected, actual = [plain(each) for each in want.get(what, [])], [plain(each) for each in have.get(what, [])]
        if expected != actual:
            found.append((what, want.get(what, []), have.get(what, [])))
    return found


# Whether Newman did with a case what it is about.

def faults(case, theirs):
    """What Newman did otherwise than the case says that it does."""
    shows, items = case["shows"], newman_items(theirs.events)
    failed = [name for item in items for name, _, error in item.assertions if error is not None]
    passed = [name for item in items for name, _, error in item.assertions if error is None]
    said = [" ".join(texts) for item in items for _, _, _, texts in item.console]
    errors = [text for item in items for _, text in item.errors if not text.startswith("AssertionFailure: ")]
    paths = [request["line"].decode().split(" ")[1] for _, request in theirs.requests]
    status = shows["status"] if shows["status"] is not None else 1 if failed or errors else None
    found = [f"as no fact is expected to come out: {line}" for line in said if line.startswith("UNEXPECTED")]
    found += [f"failed: {name}" for name in failed if not name.startswith("! ") and name not in shows["fails"]]
    found += [f"passed: {name}" for name in passed if name.startswith("! ")]
    found += [f"did not fail: {name}" for name in shows["fails"] if name not in failed]
    found += [f"did not say: {line}" for line in shows["says"] if line not in said]
    if len(errors) != len(shows["errors"]) or not all(text.startswith(begin) for text, begin in zip(errors, shows["errors"])):
        found.append(f"threw: {errors}")
    if shows["sends"] is not None and paths != shows["sends"].split():
        found.append(f"sent: {' '.join(paths)}")
    if status is not None and theirs.status != status:
        found.append(f"ended with {theirs.status}")
    if not said and not failed and not passed and not errors and not theirs.requests and shows["sends"] is None:
        found.append("did nothing that could be compared")
    return found


def told_lines(what, theirs, ours):
    """The lines that differ, side by side."""
    if not (isinstance(theirs, list) and isinstance(ours, list)):
        return f"{what}:\n  Newman {theirs}\n  Coffer {ours}"
    lines = []
    for at in range(max(len(theirs), len(ours))):
        want, have = (side[at] if at < len(side) else "(nothing)" for side in (theirs, ours))
        if plain(want) != plain(have):
            lines.append(f"  {at}: Newman {want}\n  {' ' * len(str(at))}  Coffer {have}")
    return f"{what}:\n" + "\n".join(lines[:20]) + (f"\n  … {len(lines) - 20} more" if len(lines) > 20 else "")
