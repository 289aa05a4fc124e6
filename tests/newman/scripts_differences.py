"""Where Coffer's scripts differ from Newman's on purpose. docs/scripts.md repeats each reason."""

from side_by_side_differences import Difference

DIFFERENCES = [
    Difference("Variables that a file switches off are off for scripts, too; Newman switches them on.", ("console",), ("variables that are switched off in a scope",)),
]
