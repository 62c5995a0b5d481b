"""What the commands print: JSON lines for programs, sentences and a progress bar for people."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """The option every command has."""
    parser.add_argument(
        "--json", action="store_true", help="print JSON, one object a line, for other programs"
    )


def print_json(record: Mapping[str, Any]) -> None:
    """One JSON object on a line of its own, at once; non-ASCII is escaped, so any console can carry it."""
    print(json.dumps(record), flush=True)


def warn(text: str) -> None:
    """A sentence that should be read, kept out of what other programs read."""
    print(f"fashion-gui: {text}", file=sys.stderr)


@contextlib.contextmanager
def progress(*columns: str | ProgressColumn, as_json: bool = False) -> Iterator[Progress]:
    """A progress display on the terminal, if there is one, that leaves room for what is printed meanwhile.

    Lines of JSON printed on a terminal are left alone: the display would break them at its width.
    """
    from rich.console import Console
    from rich.progress import Progress

    shown_with_output = sys.stdout.isatty()
    console = Console(stderr=not shown_with_output)
    with Progress(
        *columns,
        console=console,
        transient=True,
        redirect_stdout=shown_with_output,
        disable=not console.is_terminal or (as_json and shown_with_output),
    ) as display:
        yield display
