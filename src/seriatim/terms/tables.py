"""Reading the project's own tables: `seriatim.text.tables`, under the name the vocabularies use."""

from seriatim.text.tables import expand_choices, read_table

__all__ = ["expand_choices", "read_table"]
