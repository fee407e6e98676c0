"""Every exception Seriatim raises on purpose, in one tree.

```
SeriatimError
├── InputError      a file that cannot be read: names the file and what to do
├── UsageError      a call or command that makes no sense
├── PackError       a criteria pack or protocol that is wrong: names file and line
└── StoreError      a series database that cannot be opened or written
```

Bad *data* inside a readable report is never an exception: it becomes a `Note`.
"""

from __future__ import annotations

from pathlib import Path


class SeriatimError(Exception):
    """Base of everything Seriatim raises on purpose."""


class UsageError(SeriatimError):
    """The caller asked for something that does not exist or does not fit together."""


class InputError(SeriatimError):
    """An input cannot be read.

    Args:
        path: the file as the user named it.
        problem: what is wrong, in a few words ("is an encrypted PDF").
        advice: what the user can do about it ("save a copy without a password").
    """

    def __init__(self, path: str | Path, problem: str, advice: str) -> None:
        self.path = str(path)
        self.problem = problem
        self.advice = advice
        super().__init__(f"{self.path}: {problem}; {advice}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.path, self.problem, self.advice)


class PackError(SeriatimError):
    """A criteria pack, protocol or lexicon file has a mistake at a known place.

    Args:
        path: the file.
        line: 1-based line of the mistake, or None where it concerns the whole file.
        problem: what is wrong.
    """

    def __init__(self, path: str | Path, line: int | None, problem: str) -> None:
        self.path = str(path)
        self.line = line
        self.problem = problem
        super().__init__(f"{self.path}{'' if line is None else f':{line}'}: {problem}")

    def __reduce__(self) -> tuple[type[PackError], tuple[str, int | None, str]]:
        return type(self), (self.path, self.line, self.problem)


class StoreError(SeriatimError):
    """A series database cannot be opened, migrated or written."""
