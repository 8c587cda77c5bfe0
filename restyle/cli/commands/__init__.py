"""One file a command: flags in, one call of the library, its result out."""
