"""Where Coffer's scripts differ from Newman's on purpose. docs/scripts.md repeats each reason."""

from side_by_side_differences import Difference

DIFFERENCES = []
