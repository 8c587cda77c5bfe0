"""What a voice is, where its file lies, and what is wrong with it. Nothing here runs a pipeline."""
