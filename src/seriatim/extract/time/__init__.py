"""When: the time of every fact."""
