"""The order of the stages: whole, in part, or as a dry run. Calls every other room."""
