"""What a server says: bodies, streams, refusals, and what it will not take."""
