"""The commands: one module each, with `SUMMARY`, `add_arguments(parser)` and `run(arguments) -> exit status`.

Exit status: 0 all went well, 1 something failed (an input, the training, a check), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from fashion_gui import __version__
from fashion_gui.core.errors import FashionGuiError

COMMANDS = (
    "classify",
    "watch",
    "train",
    "evaluate",
    "models",
    "examples",
    "improve",
    "benchmark",
    "doctor",
)

_DESCRIPTION = """\
Recognises clothing in pictures. Without arguments, or with the paths of pictures, the window opens;
the commands below do the same work without a window.
"""
_EPILOG = """\
“fashion-gui COMMAND --help” tells more. FASHION_GUI_HOME names the folder of your models and settings,
FASHION_GUI_DATASET one with the four Fashion-MNIST files.
Exit status: 0 all went well, 1 something failed, 2 wrong usage.
"""


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):  # file names may hold what the console can't show
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parsed = _parser().parse_args(arguments)
    try:
        return parsed.run(parsed)
    except FashionGuiError as error:
        print(f"fashion-gui: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:  # such as a full disk where temporary files go
        print(f"fashion-gui: The system refused: {error}.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fashion-gui",
        usage="fashion-gui [PICTURE …] | fashion-gui COMMAND …",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Fashion GUI {__version__}")
    commands = parser.add_subparsers(prog="fashion-gui", title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"fashion_gui.cli.{name}")
        command = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run, refuse=command.error)
    return parser
