"""Who: the patients of a report, their relatives, and which sentence is about whom."""
