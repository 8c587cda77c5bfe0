"""What leads to a transcript: recordings, pages of videos and podcasts, feeds."""
