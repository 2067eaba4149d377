"""Bulk work: a job is a desk that types very fast, with a journal of its own."""
