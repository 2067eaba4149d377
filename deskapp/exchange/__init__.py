"""What other systems speak: MARC 21 and patron CSV are read here into plain values; no database, no events."""
