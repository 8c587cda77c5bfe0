"""A site: an archive's documents as pages that one can publish, made anew where they changed."""
