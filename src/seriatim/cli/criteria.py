"""`seriatim criteria`: judge a case by criteria sets; list, show and check packs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seriatim.errors import InputError, PackError, UsageError

if TYPE_CHECKING:
    from seriatim.criteria import CaseInput, Lineage, Pack
    from seriatim.model import Fact, Verdict

_JUDGE = "judge"
_FORMATS = ("text", "json", "html")


class _JudgeByDefault(click.Group):
    """Takes a first argument that is no command for a case to judge."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = [_JUDGE, *args]
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of judging, which is no command of its own, beside the commands."""
        options = [p for p in judge.params if isinstance(p, click.Option)]
        records = [record for p in options if (record := p.get_help_record(ctx))]
        with formatter.section("Options for CASE"):
            formatter.write_dl(records)
        super().format_options(ctx, formatter)


class _Unnamed(click.Command):
    """A command that usage lines call by the name of its group."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Stand where the group stands."""
        above = parent.parent if parent else None
        return super().make_context(parent.info_name if parent else info_name, args, above, **extra)


@click.group(
    "criteria",
    cls=_JudgeByDefault,
    options_metavar="",
    subcommand_metavar="CASE [--set ID]... | list | show ID | check PACK...",
    context_settings={"ignore_unknown_options": True},
)
def command() -> None:
    """Judge CASE by classification criteria, or list, show and check criteria packs.

    CASE is the JSON of `seriatim read`, a hand-written {"facts": [...]}, a Phenopacket v2, or a report.
    """


@command.command("list")
@click.option("--pack", "extra", multiple=True, type=click.Path(path_type=Path), help="A further pack file.")
def list_packs(extra: tuple[Path, ...]) -> None:
    """List the criteria sets."""
    for pack in _packs(extra).values():
        marks = "" if pack.verified else "  [not verified]"
        click.echo(f"{pack.id:28} {pack.title}{marks}")


@command.command("show")
@click.argument("set_id", metavar="ID")
@click.option("--pack", "extra", multiple=True, type=click.Path(path_type=Path), help="A further pack file.")
def show_pack(set_id: str, extra: tuple[Path, ...]) -> None:
    """Print a criteria set as a clinician reads it."""
    from seriatim.criteria import describe_pack

    click.echo(describe_pack(_chosen((set_id,), _packs(extra))[set_id]), nl=False)


@command.command("check")
@click.argument("files", nargs=-1, required=True, metavar="PACK...", type=click.Path(path_type=Path))
def check_packs(files: tuple[Path, ...]) -> None:
    """Check packs of your own; a mistake is named with its file and line."""
    from seriatim.criteria import read_pack

    failed = False
    for path in files:
        try:
            pack = read_pack(path)
        except PackError as error:
            failed = True
            click.echo(str(error), err=True)
        else:
            click.echo(f"{path}: {pack.id}, {len(pack.items)} items, no mistake found")
    sys.exit(1 if failed else 0)


@command.command(_JUDGE, cls=_Unnamed, hidden=True)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--set", "sets", multiple=True, metavar="ID", help="A criteria set; all of them without it.")
@click.option("--what-if", "suppositions", multiple=True, metavar="CODE=STATUS", help="Suppose a finding.")
@click.option("--patient", help="One patient of the case, as P2.")
@click.option("--pack", "extra", multiple=True, type=click.Path(path_type=Path), help="A further pack file.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
def judge(
    case: Path,
    sets: tuple[str, ...],
    suppositions: tuple[str, ...],
    patient: str | None,
    extra: tuple[Path, ...],
    form: str,
) -> None:
    """Judge CASE by criteria sets."""
    packs = _chosen(sets, _packs(extra))
    lineage = _lineage()
    _tell_unasked(suppositions, packs, lineage)
    try:
        judged = [_judge(each, packs, lineage, suppositions, patient) for each in _read(case)]
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    click.echo(_write(judged, form), nl=False)


def _tell_unasked(suppositions: tuple[str, ...], packs: dict[str, Pack], lineage: Lineage) -> None:
    from seriatim.criteria import find_unasked

    for code in find_unasked(suppositions, packs.values(), lineage):
        click.echo(f"--what-if {code}: no criteria set chosen here asks for it; it changes nothing", err=True)


def _packs(extra: tuple[Path, ...]) -> dict[str, Pack]:
    from seriatim.criteria import load_packs

    try:
        return load_packs(extra)
    except PackError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _chosen(sets: tuple[str, ...], packs: dict[str, Pack]) -> dict[str, Pack]:
    for set_id in sets:
        if set_id not in packs:
            raise click.UsageError(f"no criteria set '{set_id}'; there are {', '.join(packs)}")
    return {set_id: packs[set_id] for set_id in sets or packs}


def _lineage() -> Lineage:
    from seriatim.criteria import Lineage
    from seriatim.terms.hpo import load_hpo

    return Lineage(load_hpo().ancestors)


def _read(path: Path) -> tuple[CaseInput, ...]:
    from seriatim.criteria import CaseInput, read_case_inputs

    if path.suffix.lower() == ".json":
        return read_case_inputs(path)
    from seriatim.workflow import Options, read_case

    case = read_case(path, options=Options(facts_only=True))
    return (CaseInput(case.report.id, case.patients, case.facts, case.report),)


def _judge(
    case: CaseInput,
    packs: dict[str, Pack],
    lineage: Lineage,
    suppositions: tuple[str, ...],
    patient: str | None,
) -> tuple[str, tuple[Verdict, ...], tuple[Fact, ...]]:
    from seriatim.criteria import assess_case, suppose

    patients = tuple(p for p in case.patients if patient in (None, p.id))
    if not patients:
        raise UsageError(
            f"no patient '{patient}'; there are {', '.join(p.id for p in case.patients) or 'none'}"
        )
    facts = case.facts
    for each in patients if suppositions else ():
        facts = suppose(facts, suppositions, each.id)
    return case.name, assess_case(patients, facts, case.report, packs, lineage), facts


def _write(judged: list[tuple[str, tuple[Verdict, ...], tuple[Fact, ...]]], form: str) -> str:
    from seriatim.model import to_json
    from seriatim.present.verdicts import render_verdicts_page, say_verdicts

    if form == "json":
        rows = [{"report": name, "verdicts": to_json(verdicts)} for name, verdicts, _ in judged]
        return json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False, indent=1) + "\n"
    if form == "html":
        return "".join(render_verdicts_page(verdicts, facts, name) for name, verdicts, facts in judged)
    return "\n".join(say_verdicts(verdicts) for _, verdicts, _ in judged) + "\n"
