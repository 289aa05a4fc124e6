"""Where Coffer's scripts differ from Newman's on purpose. docs/scripts.md repeats each reason."""

from side_by_side_differences import Difference

FAILED = ("status", "stats", "failures", "members", "junit")
WITH_FAILED_REQUESTS = ("pm.sendRequest to where nobody is", "the error of pm.sendRequest", "pm.sendRequest of nothing", "redirects in pm.sendRequest",
                        "pm.sendRequest as a promise")
ENDED_BY_BAIL = ("bail folder: an error after", "bail folder: an error before", "bail folder failure: a failed test", "bail folder failure: an error after",
                 "bail folder failure: an error before")

DIFFERENCES = [
    Difference("An item that ends before its request, by --bail, is in the JUnit report; Newman leaves it out.", ("junit",),
               ("bail: an error before", "bail failure: an error before", "bail: a test before the request")),
    Difference("The failure of a request that a script sent names the script's item; Newman makes up an item for it.", ("failures", "members", "junit"),
               WITH_FAILED_REQUESTS),
    Difference("Variables that a file switches off are off for scripts, too; Newman switches them on.", ("console", "exports", "scopes", "members"),
               ("variables that are switched off in a scope",)),
    Difference("A variable keeps its type, `secret` above all; Newman makes it `any`.", ("exports", "scopes"), ("exported types", "scopes are lists with values")),
    Difference("An error in a callback, of a timer or of `pm.sendRequest`, fails the script and the run; Newman tells of it and ends with 0.", FAILED,
               ("an error in a timer", "errors in several timers", "an error in an interval", "an error while a timer waits",
                "an error in a callback of pm.sendRequest")),
    Difference("A script has one error, its first; those of its callbacks after that are in the console.", ("console", "errors of scripts"),
               ("errors in several timers", "an error in an interval")),
    Difference("With `--bail` an error in a callback ends the run; in Newman it does not.",
               (*FAILED, "requests", "executions", "requests in the report", "responses", "transfers", "junit root"), ("bail: an error in a timer",)),
    Difference("What is thrown and is no error has a name and a message, and `throw null` is an error; Newman has neither.",
               ("stats", "errors of scripts", "failures", "junit"), ("throwing what is no error",)),
    Difference("A syntax error is told where the engine notices it, in its words; JavaScriptCore and V8 notice some at another place.",
               ("errors of scripts",), ("what cannot be read, noticed elsewhere",)),
    Difference("`let pm` and the like, which declare a name that the sandbox gives, run, as in Postman; in Newman they are a SyntaxError.",
               (*FAILED, "console", "errors of scripts"), ("language: names that are taken",)),
    Difference("A run that `--bail folder` ends leaves whole reports and exports; Newman writes none.", ("json report", "junit report", "exports"), ENDED_BY_BAIL),
    Difference("An item that is skipped is no execution, whatever its scripts have sent; in Newman it is.", ("executions", "requests in the report", "responses", "members", "junit"),
               ("skipRequest in a callback", "await and skipRequest")),
    Difference("The report's requests are what was sent: what is switched off, or has no value, is not in them.", ("requests in the report", "members"),
               ("legacy globals of the request", "pm.request before it is sent", "pm.request after it was sent", "pm.request with bodies",
                "pm.request: forms of urls", "changing pm.request")),
    Difference("So is `pm.request` of a test script, without the `Content-Length` that the HTTP client adds.", ("console",),
               ("pm.request after it was sent", "changing pm.request")),
    Difference("A parameter that a script gives a number has it, and a header that it gives null is empty; Newman sends no value, and the word null.", ("requests", "requests in the report"),
               ("changing pm.request: a number and nothing",)),
    Difference("Values of headers are texts in the report; Newman keeps what scripts gave for one.", ("requests in the report",),
               ("changing pm.request: values that are no texts",)),
    Difference("Path variables that a script sets are not in the report's collection; in Newman they are.", ("members",), ("changing pm.request: path variables",)),
    Difference("The names of exported variables are texts; Newman keeps what scripts gave for one.", ("exports", "scopes"), ("names of variables that are no texts",)),
    Difference("Some libraries are newer than Newman's: path, util, punycode, events and lodash.", ("console",), ("modules that are newer than Newman's",)),
    Difference("Names that Postman has by now and Newman 6 has not are there: `Intl`, `structuredClone`, `URL`, and a `pm.require` that says what it cannot reach.",
               ("console",), ("names that Newman's sandbox has not", "pm.require")),
    Difference("There are no `ReadableStream`, `WritableStream`, `TransformStream` and `SharedArrayBuffer`, which Postman has by now.", ("console",),
               ("streams and shared memory of the newer sandbox",)),
    Difference("The error that `pm.sendRequest` gives is an `Error` with a message; Newman's has only the code and what goes with it.", ("console",),
               ("the error of pm.sendRequest",)),
    Difference("A script that the collection only names (`src`) is not counted; Newman counts it and runs nothing.", ("stats",), ("events that name a script",)),
]
