"""How the cases of this folder are made. A case is a collection whose scripts print and assert as many facts as a page holds, and what
shows that Newman did with it what it is about: a case that only fails in both proves nothing."""

import json
import re

import building
from building import collection, folder, header, raw, scope, variables  # noqa: F401  for the cases

CASES = {}
EXPORTS = ["--export-environment", "{out}/environment.json", "--export-globals", "{out}/globals.json"]

# Prints how an expression comes out: "=" with its value, "?" for undefined, "!" with what it throws.
PRELUDE = """\
const told = (v) => v === undefined ? 'undefined' : typeof v === 'function' ? 'a function' : v instanceof Error ? v.name + ': ' + v.message \
: ['bigint', 'symbol'].includes(typeof v) || (typeof v === 'number' && !Number.isFinite(v)) ? String(v) : Object.is(v, -0) ? '-0' : JSON.stringify(v); \
const fact = (mark, text, compute) => { let how, what; \
try { const v = compute(); how = v === undefined ? '?' : '='; what = told(v); } catch (e) { how = '!'; what = String(e && e.name) + ': ' + String(e && e.message); } \
console.log(how === mark ? how : 'UNEXPECTED ' + how, text, what); };
"""


def facts(text):
    """A script that prints what each line of `text`, an expression, comes to. A line that begins with ! throws, one with ? is undefined;
    one with : is a statement. Lines that are indented go on with the one before."""
    return PRELUDE + "\n".join(_statement(line) or _fact(line) for line in _lines(text))


def checks(text):
    """A script with a test for each line of `text`, an expression; one that begins with ! fails. Statements as in facts()."""
    return "\n".join(_statement(line) or f"pm.test({json.dumps(line)}, () => {{ {line.removeprefix('!').strip()}; }});" for line in _lines(text))


def _lines(text):
    lines = []
    for line in text.strip("\n").split("\n"):
        if line.startswith((" ", "}")) and lines:
            lines[-1] += "\n" + line
        elif line.strip():
            lines.append(line)
    return lines


def _statement(line):
    return line[1:].strip() if line.startswith(":") else None


def _fact(line):
    mark, text = (line[0], line[1:].strip()) if line[0] in "!?" else ("=", line)
    return f"fact({json.dumps(mark)}, {json.dumps(text)}, () => ({text}));"


def script(listen, source, **more):
    return {"listen": listen, "script": {"type": "text/javascript", "exec": source.strip("\n").split("\n"), **more}}


def events(before, after):
    return [script(listen, source) for listen, source in (("prerequest", before), ("test", after)) if source is not None]


def step(path="/document/json", after=None, before=None, name=None, method="GET", behaviour=None, **request):
    """A request with its scripts."""
    item = building.to("http://{{host}}" + path if path.startswith("/") else path, name or path, behaviour, method, **request)
    return {**item, "event": events(before, after)}


def group(name, *items, before=None, after=None, **more):
    """A folder with its scripts."""
    return folder(name, *items, event=events(before, after), **more)


def with_own_ids(items, taken=None):
    """`items`, where those of one name don't share an id, and none has a variable in it: Newman's JUnit report would confuse them."""
    taken = set() if taken is None else taken
    for item in items:
        base, number = re.sub(r"[{}]", "", item["id"]), 1
        item["id"] = base
        while item["id"] in taken:
            number += 1
            item["id"] = f"{base} ({number})"
        taken.add(item["id"])
        with_own_ids(item.get("item", []), taken)
    return items


def case(name, *items, before=None, after=None, args=(), files=None, environment=None, globals=None,
         fails=(), errors=(), says=(), sends=None, status=None, newer=False, unordered=False, **more):
    """`before` and `after` are the collection's own scripts. What Newman does with it: `fails` are the names of the assertions that fail (beside those of checks()),
    `errors` the beginnings of the errors of scripts ("TypeError: …"), `says` lines of the console, `sends` the paths of the requests in
    their order ("/1 /2"), `status` how it ends where that is not 1 for failures and 0 without. `newer` is judged by Newman with a newer
    sandbox (side_by_side_world.py); of `unordered` the requests come in any order."""
    made = collection(name, with_own_ids(json.loads(json.dumps(items))), event=events(before, after), **more)
    shown = {"fails": list(fails), "errors": list(errors), "says": list(says), "sends": sends, "status": status}
    building.case(CASES, name, made, [*EXPORTS, *args], files, None if environment is False else scope() if environment is None else environment, globals, shows=shown, newer=newer, unordered=unordered)
