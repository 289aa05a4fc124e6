"""The same error in the words of two engines. V8 is Newman's, JavaScriptCore Coffer's; what scripts and libraries say themselves is left alone."""

import re

# (what it is, V8's words, JavaScriptCore's words); \1 is what both name.
WORDING = [
    (r"no variable \1", r"([\w$]+) is not defined", r"Can't find variable: ([\w$]+)"),
    (r"\1 is no function", r"\b([\w$.]+) is not a function(?!\.? \()", r"\(?\b([\w$.]+)\)? is not a function\. \(In '[^\n]*', '[^\n]*' is undefined\)"),
    (r"\1 has no \2", r"Cannot read properties of (null|undefined) \(reading '([\w$]+)'\)", r"(null|undefined) is not an object \(evaluating '[^\n]*\.([\w$]+)'\)"),
    (r"not iterable", r"\b\w+ is not iterable", r"undefined is not a function \(near '\.\.\.\[\w+\]\.\.\.'\)"),
    (r"nothing to take apart", r"Cannot destructure property '\w+' of '\w+' as it is (?:undefined|null)\.", r"Right side of assignment cannot be destructured"),
    (r"a name before its time", r"Cannot access '[\w$]+' before initialization", r"Cannot access uninitialized variable\."),
    (r"cannot be written", r"Assignment to constant variable\.|Cannot assign to read only property '\w+' of object '[^']*'", r"Attempted to assign to readonly property\."),
    (r"a class without new", r"Class constructor \w+ cannot be invoked without 'new'", r"Cannot call a class constructor without \|new\|"),
    (r"an invalid array length", r"Invalid array length", r"Array length must be a positive integer of safe magnitude\."),
    (r"an invalid count", r"Invalid count value: -?\w+", r"String\.prototype\.repeat argument must be greater than or equal to 0 and not be Infinity"),
    (r"an unclosed group", r"Invalid regular expression: /[^/]*/: Unterminated group", r"Invalid regular expression: missing \)"),
    (r"a malformed URI", r"URI malformed", r"URI error"),
    (r"a circle", r"Converting circular structure to JSON\s+--> starting at object with constructor 'Object'\s+--- property '\w+' closes the circle", r"JSON\.stringify cannot serialize cyclic structures\."),
    (r"\1 is no JSON", r'"(\w+)" is not valid JSON', r'JSON Parse error: Unexpected identifier "(\w+)"'),
]


LONGEST = 2000  # no message of an engine's is longer, and patterns take long


def _plain_text(text):
    for what, *engines in WORDING if len(text) <= LONGEST else ():
        for words in engines:
            text = re.sub(words, "‹" + what + "›", text)
    return re.sub(r"\s+", " ", text)


def plain(value):
    """`value` with every text in it in neither engine's words, and white space as one space: where a value is broken into lines is no matter."""
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value
