"""Rehearsing: what several desks did, written down in one file and folded by the real applier."""
