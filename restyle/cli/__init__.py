"""The command: flags in, one library call, result out. Typer and Rich live here only."""
