"""`make bench`: every measure in turn, each printed as it comes.

    python -m bench [NAME ...]

NAME is one of the modules of this folder; without one, all of them run. Peers are installed in an environment
of their own (.bench-venv) and run on the same texts in the same run.
"""

from __future__ import annotations

import subprocess
import sys
import time

MEASURES = {  # name: arguments
    "corpora": (),
    "reading": (),
    "phenotypes": (),
    "passages": ("--half", "odd"),
    "left_out": (),
    "presentations": (),
    "assertion": (),
    "subject": (),
    "people": (),
    "measurements": (),
    "actions": (),
    "literature": (),
    "audit": (),
    "criteria": (),
    "series": (),
    "speed": (),
}


def main() -> None:
    wanted = sys.argv[1:] or list(MEASURES)
    if unknown := [name for name in wanted if name not in MEASURES]:
        sys.exit(f"no measure {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    for name in wanted:
        begun = time.perf_counter()
        print(f"\n######## {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{name}", *MEASURES[name]], check=False)
        print(f"# {name}: {time.perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
