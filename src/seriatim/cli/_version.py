"""What `seriatim --version` prints."""

from __future__ import annotations


def describe_version() -> str:
    """Name Seriatim, each release in use and the cache folder, one a line."""
    from seriatim import __version__
    from seriatim.terms import cache_folder
    from seriatim.workflow import find_releases

    lines = [f"seriatim {__version__}"]
    lines += [f"{name} {release}" for name, release in find_releases().items() if name != "seriatim"]
    return "\n".join([*lines, f"cache {cache_folder()}"])
