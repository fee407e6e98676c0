"""The review app: a local page on which reviewers decide each fact beside the text."""

from seriatim.web.server import ReviewServer, open_review

__all__ = ["ReviewServer", "open_review"]
