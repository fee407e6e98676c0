"""Draw the comparison with peers for docs/benchmarks.md.

    python -m bench.plot < figures.tsv > docs/phenotypes.svg

Standard input: a heading row `corpus<TAB>tool<TAB>tool...`, then a row a corpus with F1 in %.
"""

from __future__ import annotations

import sys

_COLOURS = ("#0b5cad", "#7cb0e0", "#d99100", "#98a2ad", "#c3c9d0")
_LEFT, _TOP, _BAR, _GAP, _SCALE = 110, 46, 13, 14, 5.2


def draw(rows: list[list[str]]) -> str:
    """Draw grouped bars as SVG."""
    tools, body, y = rows[0][1:], [], _TOP
    for i, tool in enumerate(tools):
        x = _LEFT + i * 125
        body.append(
            f'<rect x="{x}" y="14" width="12" height="12" fill="{_COLOURS[i]}"/><text x="{x + 17}" y="24">{tool}</text>'
        )
    for corpus, *figures in rows[1:]:
        body.append(
            f'<text x="{_LEFT - 8}" y="{y + _BAR * len(figures) / 2 + 4}" text-anchor="end">{corpus}</text>'
        )
        for i, figure in enumerate(figures):
            width = float(figure) * _SCALE
            body.append(
                f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR - 2}" fill="{_COLOURS[i]}"/>'
            )
            body.append(
                f'<text x="{_LEFT + width + 4:.1f}" y="{y + _BAR - 3}" font-size="10">{figure}</text>'
            )
            y += _BAR
        y += _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {y}" font-family="sans-serif" font-size="12" role="img" '
        f'aria-label="Document-level micro F1 by corpus and tool"><rect width="760" height="{y}" fill="#ffffff"/>{"".join(body)}</svg>\n'
    )


def main() -> None:
    print(draw([line.rstrip("\n").split("\t") for line in sys.stdin if line.strip()]), end="")


if __name__ == "__main__":
    main()
