"""What the program remembers: the journal, the cache, and the overlay of the first on the second."""
