"""The same error in the words of two engines. V8 is Newman's, JavaScriptCore Coffer's; what scripts and libraries say themselves is left alone."""

import re

# (what it is, V8's words, JavaScriptCore's words); \1 is what both name.
WORDING = [
    (r"no variable \1", r"([\w$]+) is not defined", r"Can't find variable: ([\w$]+)"),
]


def _plain_text(text):
    for what, *engines in WORDING:
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
