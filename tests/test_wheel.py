from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = dict(
    re.findall(
        r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    )
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked where no source tree is."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"  # a build leaves its folder behind, and takes up what an earlier one left
    shutil.copytree(ROOT / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, tree)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(tree),
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "installed")
    return folder / "installed"


@pytest.mark.slow
def test_the_wheel_reads_a_report_without_the_source_tree(installed: Path, tmp_path: Path) -> None:
    letter = ROOT / "examples" / "letter-lupus-plates.txt"
    code = (
        f"import seriatim; print(seriatim.__file__, [p.age for p in seriatim.read({str(letter)!r}).patients])"
    )
    env = {**os.environ, "PYTHONPATH": str(installed)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert run.stdout.split() == [str(installed / "seriatim" / "__init__.py"), "['P37Y']"], run.stderr


def _files(package: Path) -> set[Path]:
    """The files of a package but for what Python compiled of them."""
    held = (p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(package) for p in held}


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_the_notices(installed: Path) -> None:
    assert _files(ROOT / "src" / "seriatim") == _files(installed / "seriatim")
    notices = {p.name for p in installed.glob("*.dist-info/licenses/*")}
    assert notices == {"LICENSE", "NOTICE"}


@pytest.mark.parametrize(
    "wanted", [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
)
def test_what_the_project_asks_for_is_locked_within_its_bounds(wanted: str) -> None:
    requirement = Requirement(wanted)
    assert requirement.specifier.contains(LOCKED[canonicalize_name(requirement.name)], prereleases=True)
