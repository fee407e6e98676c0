"""Other tools, run in an environment of their own on the same texts."""
