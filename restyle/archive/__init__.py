"""Archives: many transcripts at once, from folders, lists and feeds, remembered in a ledger.

`sources` finds the episodes, `reading` reads each, `work` makes its document, `run` is the order
of it all: read that first. `ledger` remembers what was done, with what, and what came of it.
"""
