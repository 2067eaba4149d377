"""What programs decide in codes, said in Spanish and in English: for the command line, and for explanations."""
