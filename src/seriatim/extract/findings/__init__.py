"""What was found: phenotypes, diseases, plain findings, where they are and how they are qualified."""
