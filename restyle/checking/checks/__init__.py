"""The checks, one a file: each says what is wrong with a draft."""
