"""The window: it shows what the desk answers and asks what staff want, nothing else."""
