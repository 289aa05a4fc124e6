"""Parts of collections, as short as tests can be read. {{host}} and its like are filled in when a case is run (side_by_side_world.py)."""

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def get(path, name=None, **more):
    return {"name": name or path, "id": "id of " + (name or path), "request": {"method": "GET", "url": "http://{{host}}" + path, **more}}


def to(url, name=None, behaviour=None, method="GET", **more):
    item = {"name": name or url, "id": "id of " + (name or url), "request": {"method": method, "url": url, **more}}
    if behaviour:
        item["protocolProfileBehavior"] = behaviour
    return item


def send(method, path, name=None, behaviour=None, **more):
    return to("http://{{host}}" + path, name or f"{method} {path}", behaviour, method, **more)


def folder(name, *items, **more):
    return {"name": name, "id": "id of folder " + name, "item": list(items), **more}


def header(key, value, **more):
    return {"key": key, "value": value, **more}


def raw(text, language=None):
    return {"mode": "raw", "raw": text, **({"options": {"raw": {"language": language}}} if language else {})}


def fields(mode, **values):
    return {"mode": mode, mode: [{"key": key, "value": value, "type": "text"} for key, value in values.items()]}


def auth(kind, **params):
    return {"type": kind, kind: [{"key": key, "value": value, "type": "string"} for key, value in params.items()]}


def variables(**values):
    return [{"key": key, "value": value} for key, value in values.items()]


def scope(**values):
    return {"id": "scope", "name": "Scope", "values": [{"key": key, "value": value, "enabled": True} for key, value in values.items()]}


def collection(name, items, **more):
    return {"info": {"name": name, "_postman_id": "7d1c0a5e-0000-4000-8000-000000000001", "schema": SCHEMA}, "item": list(items), **more}


def case(cases, name, made, args=(), files=None, environment=None, globals=None, process=False, **more):
    """Puts into `cases`, by its name, what side_by_side_world.py runs. `process`: Newman is a process of its own, so that the exit status is
    that of its command line."""
    assert name not in cases, name
    cases[name] = {"collection": made, "args": list(args), "files": files or {}, "environment": environment, "globals": globals, "process": process, **more}
