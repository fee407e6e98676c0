"""Measures: accuracy on evaluation corpora, speed, and peers run in the same process on the same work."""
