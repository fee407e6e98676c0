"""Tests and what they showed: measurements, imaging, histology, tables of values."""
