"""Report to claims: what it says of the literature, of cause, and of what should be done."""

from seriatim.literature.claims import find_claims

__all__ = ["find_claims"]
