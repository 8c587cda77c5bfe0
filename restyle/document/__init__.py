"""What a reader gets: the values of a document, and how it is written, read back and placed."""
