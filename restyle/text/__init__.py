"""What several stages need of English and other languages."""
