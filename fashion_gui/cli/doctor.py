"""Looks at everything the program depends on, and says what works, what does not, and why.

Marks: + good, - not there, but nothing is broken, ! broken. Exit status 1 if anything is broken.
"""

from __future__ import annotations

import argparse
from typing import Literal

from fashion_gui.cli.output import add_json_option, print_json

SUMMARY = "check the installation: libraries, devices, data, models, display"
_MARKS: dict[Literal["good", "absent", "broken"], str] = {"good": "+", "absent": "-", "broken": "!"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from fashion_gui.cli.examinations import EXAMINATIONS

    broken = False
    record = {}
    for name, examine in EXAMINATIONS.items():
        finding = examine()
        broken |= finding.state == "broken"
        if arguments.json:
            record[name] = {"state": finding.state, "text": finding.text, **finding.facts}
        else:
            print(f"{_MARKS[finding.state]} {name}: {finding.text}", flush=True)
    if arguments.json:
        print_json(record)
    return 1 if broken else 0
