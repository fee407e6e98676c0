"""The founding letter, read from the evaluation folder, as printed and changed in a word or two."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from seriatim.model import dump_case
from seriatim.workflow import read_case

pytestmark = pytest.mark.shared

_NEGATIVE = ["centromere", "ssa", "ssb", "smooth muscle", "dsdna", "scl-70", "rnp"]

# name: (pattern -> replacement pairs, what the letter then says)
VARIANTS: dict[str, tuple[list[tuple[str, str]], dict[str, Any]]] = {
    "as printed": ([], {}),
    "another age": ([("49-year-old", "38-year-old")], {"age": 38}),
    "another number of years": ([("17 years ago", "nine years ago")], {"years": 9}),
    "a man": (
        [
            (r"49-year-old woman", "49-year-old man"),
            (r"\bShe\b", "He"),
            (r"\bshe\b", "he"),
            (r"\bher\b", "his"),
        ],
        {"sex": "male"},
    ),
    "the other knee": ([("left patella", "right patella")], {"knee_side": "right"}),
    "older films": ([("2 years earlier", "five years earlier")], {"earlier_years": 5}),
    "one antibody positive": (
        [(r"were all negative", "were all negative, except for SSB, which was positive")],
        {"negative": [a for a in _NEGATIVE if a != "ssb"]},
    ),
    "anti-dsDNA positive": (
        [
            (r"anti-double-stranded DNA antibody, ", ""),
            (r"were all negative\.", "were all negative. Anti-double-stranded DNA antibody was positive."),
        ],
        {
            "negative": [a for a in _NEGATIVE if a != "dsdna"],
            "acr": ["met", 5, 11],
            "slicc": ["met", 4],
            "eular": ["met", 20],
        },
    ),
    "arthritis": (
        [("arthralgias", "arthralgias, arthritis of both knees and wrists")],
        {"arthritis": "met", "acr": ["met", 5, 11], "slicc": ["met", 4], "eular": ["met", 20]},
    ),
    "proteinuria with an amount": (
        [(r"\(ANA\), proteinuria", "(ANA), proteinuria of 2.3 g/day")],
        {"renal": "met", "acr": ["met", 5, 11], "slicc": ["met", 4]},
    ),
    "minerals reported": (
        [
            (
                "serum creatine kinase was within normal limits",
                "serum creatine kinase was within normal limits. Serum calcium was 9.4 mg/dL and phosphate 3.8 mg/dL",
            )
        ],
        {"minerals": {"calcium": 9.4, "phosph": 3.8}, "subtype": "met"},
    ),
    "a drug given": (
        [
            (
                r"In addition, she was noted",
                "She was treated with hydroxychloroquine 400 mg daily. In addition, she was noted",
            )
        ],
        {"drug": "hydroxychloroquine"},
    ),
    "fifteen cases": ([(r"Only 16 such", "Only 15 such"), (r"of 16 cases", "of 15 cases")], {"cases": 15}),
    "a shorter range": ([("3–12", "3–11")], {"range": [3, 11]}),
    "a bolder conclusion": (
        [("could become the treatment of choice in the future", "is the treatment of choice")],
        {"choice": "asserted"},
    ),
    "an antibody out of the list positive": (
        [
            ("SSA, SSB, ", "SSB, "),
            (r"antibody were all negative", "antibody, but not anti-Ro (SSA), were negative"),
        ],
        {"negative": [a for a in _NEGATIVE if a != "ssa"]},
    ),
    "other names of the antibodies": (
        [
            ("SSA, SSB", "anti-Ro (SSA), anti-La (SSB)"),
            ("anti-double-stranded DNA antibody", "anti-dsDNA"),
            ("anti-Scl 70 antibody", "anti-topoisomerase I"),
            ("anti-RNP antibody", "anti-U1-RNP"),
        ],
        {},
    ),
    "another titre": ([("1:320", "1:1,280")], {"titre": "1:1,280"}),
    "an age in words": ([("49-year-old woman", "forty-nine-year-old woman")], {}),
    "years before": ([("17 years ago", "eighteen years before")], {"years": 18}),
    "films compared in other words": (
        [("Compared with studies done 2 years earlier", "Relative to studies done three years before")],
        {"earlier_years": 3},
    ),
    "normal in other words": (
        [
            (r"creatine kinase was within normal limits", "creatine kinase was 85 U/L (normal 30-170)"),
            (r"manometric studies were within normal limits", "manometric studies gave normal results"),
            (r"EMG results were also within normal limits", "EMG results were unremarkable"),
        ],
        {},
    ),
    "minerals in one breath": (
        [
            (
                "serum creatine kinase was within normal limits",
                r"\g<0>. The serum calcium and phosphate levels were 9.4 mg/dL and 3.8 mg/dL",
            )
        ],
        {"minerals": {"calcium": 9.4, "phosph": 3.8}, "subtype": "met"},
    ),
    "a vitamin's level": (
        [("serum creatine kinase was within normal limits", r"\g<0>. 25-hydroxy vitamin D was 28 ng/mL")],
        {"minerals": {"vitamin d": 28}},
    ),
    "no Raynaud at the end": (
        [("Raynaud's phenomenon, ", ""), ("scalp alopecia", r"\g<0>, without Raynaud's phenomenon")],
        {"raynaud": False},
    ),
    "no Raynaud inside the list": ([("Raynaud's phenomenon", r"no \g<0>")], {"raynaud": False}),
    "square brackets once": ([(r"literature \(3–12\)", "literature [3–12]")], {}),
    "a page number between": ([(r"layer and\n\n", r"\g<0>301\n\n")], {}),
    "Windows line ends": ([("\n", "\r\n")], {}),
    "words two blanks apart": ([("(?<=[a-z]) (?=was |were )", "  ")], {}),
    "words cut by line ends": (
        [
            ("creatine", "crea-\ntine"),
            ("subcutaneous layer", "subcuta-\nneous layer"),
            ("anti-centromere", "anti-\ncentromere"),
            ("manometric", "mano-\nmetric"),
        ],
        {},
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_letter_is_read_as_a_careful_reader_reads_it(name: str, shared: Path, tmp_path: Path) -> None:
    changes, expected = VARIANTS[name]
    text = next((shared / "seed").glob("*.txt")).read_bytes().decode("utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text)
        assert count, f"the letter holds no {pattern!r}"
    letter = tmp_path / "letter.txt"
    letter.write_bytes(text.encode("utf-8"))
    case = tmp_path / "case.json"
    case.write_text(dump_case(read_case(letter)), encoding="utf-8")
    check = [
        sys.executable,
        str(shared / "score" / "seed_check.py"),
        str(case),
        "--text",
        str(letter),
        "--failed",
    ]
    result = subprocess.run(
        [*check, "--expect", json.dumps(expected)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
