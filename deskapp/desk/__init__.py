"""What staff do, and what they see: each act loads, decides and records; each view is read-only."""
