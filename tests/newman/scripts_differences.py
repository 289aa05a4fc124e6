"""Where Coffer's scripts differ from Newman's on purpose. docs/scripts.md repeats each reason."""

from side_by_side_differences import Difference

DIFFERENCES = [
    Difference("An item that ends before its request, by --bail, is in the JUnit report; Newman leaves it out.", ("junit",),
               ("bail: an error before", "bail failure: an error before", "bail: a test before the request")),
    Difference("The failure of a request that a script sent names the script's item; Newman makes up an item for it.", ("failures", "members"),
               ("pm.sendRequest as a promise", "forms of requests for pm.sendRequest", "pm.sendRequest to where nobody is",
                "pm.sendRequest of nothing", "redirects in pm.sendRequest")),
    Difference("Variables that a file switches off are off for scripts, too; Newman switches them on.", ("console",), ("variables that are switched off in a scope",)),
]
