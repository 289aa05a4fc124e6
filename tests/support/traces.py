"""Looks for planted values in what a program left behind, in every encoding that spec 5.8 names.

    planted = Planted({"stripe": b"s3cr3t"})
    planted.find(b"... s3cr3t ...")        # [Trace(name="stripe", form="raw", at=4)]
    planted.find_in_files(folder)          # the same, with the file

The encodings are made by Python's standard library, not by the program under test.
"""

import base64
import html
import json
import pathlib
import re
import typing
import urllib.parse

LONG = 64  # bytes from which a piece of a value is as bad as the whole
PIECE = 32


class Trace(typing.NamedTuple):
    name: str
    form: str
    at: int
    where: str = ""

    def __str__(self):
        return f"{self.name}, {self.form}, at byte {self.at}{' of ' + self.where if self.where else ''}"


def _lower_escapes(text):
    return re.sub(r"%[0-9A-F]{2}", lambda escape: escape[0].lower(), text)


_NUMBERS = re.compile(rb"\[\s*(\d{1,3}(?:\s*,\s*\d{1,3}){3,})\s*\]")


def _buffers(text):
    """The byte strings that stand in `text` as lists of numbers: a body in Newman's JSON report is one."""
    for numbers in _NUMBERS.finditer(text):
        values = [int(number) for number in numbers[1].split(b",")]
        if max(values) < 256:
            yield bytes(values)


def _base64_inside(value, alphabet):
    """The digits that `value` has in a longer base64 text, at each of the three places where it may begin."""
    for skip in range(3):
        encoded = alphabet(b"\0" * skip + value)
        first = (skip * 8 + 5) // 6  # the first digit that carries only bits of the value
        last = (skip + len(value)) * 8 // 6  # so does the one before this one
        yield skip, encoded[first:last]


def _percent_forms(value):
    whole = urllib.parse.quote_from_bytes(value, safe="")
    for name, text in {
        "percent": whole,
        "percent, + for space": urllib.parse.quote_plus(value, safe=""),
        "percent as encodeURIComponent": urllib.parse.quote_from_bytes(value, safe="!'()*"),
        "percent as encodeURI": urllib.parse.quote_from_bytes(value, safe=";,/?:@&=+$!'()*#"),
        "percent of every byte": "".join(f"%{byte:02X}" for byte in value),
    }.items():
        yield name, text
        yield name + ", lower case", _lower_escapes(text)
    yield "percent twice", urllib.parse.quote(whole, safe="")


def _text_forms(text):
    for name, escaped in {
        "JSON": json.dumps(text, ensure_ascii=False)[1:-1],
        "JSON in ASCII": json.dumps(text)[1:-1],
        "HTML": html.escape(text),
        "HTML, quotes left": html.escape(text, quote=False),
        "HTML with &#39;": html.escape(text).replace("&#x27;", "&#39;"),
        "XML": html.escape(text).replace("&#x27;", "&apos;"),
        "HTML by numbers": "".join(f"&#{ord(character)};" for character in text),
        "C": text.encode("unicode_escape").decode("ascii"),
    }.items():
        yield name, escaped
    once = json.dumps(text)[1:-1]
    yield "JSON with \\/", once.replace("/", "\\/")
    yield "JSON twice", json.dumps(once)[1:-1]
    yield "JSON in HTML", html.escape(once)


def encodings(value):
    """name → bytes: every form in which `value` might lie around. Forms that are the same are named once."""
    forms = {"raw": value}
    bare = value.strip()
    if bare != value and bare:
        forms["raw without outer white space"] = bare
    forms |= {name: text.encode() for name, text in _percent_forms(value)}
    for name, alphabet in ("base64", base64.standard_b64encode), ("base64url", base64.urlsafe_b64encode):
        forms |= {f"{name}, {skip} bytes before": digits for skip, digits in _base64_inside(value, alphabet)}
    forms["hex"] = value.hex().encode()
    forms["HEX"] = value.hex().upper().encode()
    try:
        forms |= {name: text.encode() for name, text in _text_forms(value.decode())}
    except UnicodeDecodeError:
        forms |= {"as Latin-1, " + name: text.encode() for name, text in _text_forms(value.decode("latin-1"))}
    if len(value) >= LONG:
        middle = len(value) // 2
        forms |= {"its beginning": value[:PIECE], "its middle": value[middle : middle + PIECE], "its end": value[-PIECE:]}
    seen = set()
    return {name: form for name, form in forms.items() if not (form in seen or seen.add(form))}


class Planted:
    """Values by name. Those of fewer than 8 bytes (codes) are looked for as words only: they may stand in numbers by chance."""

    def __init__(self, values=()):
        self._forms = {}
        for name, value in dict(values).items():
            self.add(name, value)

    def add(self, name, value):
        value = value.encode() if isinstance(value, str) else value
        assert value, name
        if len(value) < 8:
            self._forms[name] = {"as a word": re.compile(rb"(?<![0-9A-Za-z])" + re.escape(value) + rb"(?![0-9A-Za-z])")}
        else:
            self._forms[name] = encodings(value)

    def names(self):
        return list(self._forms)

    def find(self, text, where="", but=()):
        """Every form that is there, once. `but`: names that may be."""
        found = self._find(text, where, but)
        for buffer in _buffers(text):
            found += self._find(buffer, f"a list of bytes in {where or 'it'}", but)
        return found

    def _find(self, text, where, but):
        found = []
        for name, forms in self._forms.items():
            if name in but:
                continue
            for form, what in forms.items():
                if isinstance(what, re.Pattern):
                    match = what.search(text)
                    at = match.start() if match else -1
                else:
                    at = text.find(what)
                if at >= 0:
                    found.append(Trace(name, form, at, where))
        return found

    def find_in_files(self, folder, but=()):
        """In the names and the contents of all files below `folder`. `but`: paths that hold values by right."""
        found = []
        but = {pathlib.Path(path) for path in but}
        for path in sorted(pathlib.Path(folder).rglob("*")):
            found += self.find(str(path).encode(), f"the name of {path}")
            if path.is_symlink():
                found += self.find(str(path.readlink()).encode(), f"the target of {path}")
            elif path.is_file() and path not in but:
                found += self.find(path.read_bytes(), str(path))
        return found
