"""An archive on a Ray cluster: episodes are read, written and checked wherever there is room.

    driver   the run and its ledger, as on one machine; documents are laid into its folder
    owner    one actor that alone asks the models: one cache, one budget, one limit an endpoint
    workers  an actor a processor; each has several episodes under way

A worker that dies is begun anew elsewhere by Ray, and so is what it had under way; what the owner
was asked for it is in the cache. If the driver or the owner dies, the ledger knows what is left.
"""
