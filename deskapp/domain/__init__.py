"""What the library's rules say: pure functions over frozen values, standard library only."""
