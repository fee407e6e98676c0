"""What is said of a fact: present, absent or uncertain, and of whom."""
