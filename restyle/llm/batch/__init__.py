"""Batches: requests that are answered later, all those of a stage at once, for less.

A model that defers answers what a book holds, notes in it what it does not, and ends the work that
asked. When nothing more can be done, what was noted is sent as batches; with the answers, the work
begins anew and comes as far as the next stage.
"""


class DeferredError(Exception):
    """The answer is not there yet: it was noted to be asked for with the next batch."""
