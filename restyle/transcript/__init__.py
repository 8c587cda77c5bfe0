"""What was said, and how files become it."""
