"""Where the program starts: the window, a command, or the worker process.

Which of them is decided before anything heavy is imported, so each starts as fast as it can.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

BROKEN_PIPE = 128 + 13
INTERRUPTED = 128 + 2


def main() -> int:
    """Do what the arguments say; returns the exit status."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # started without a console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    try:
        try:
            return _dispatch(sys.argv[1:])
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output, like `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["worker"]:
        from fashion_gui.worker.entry import main as worker

        return worker(arguments[1:])
    if arguments[:1] == ["probe"] and len(arguments) > 1:  # see benchmarks/probes.py
        import runpy

        sys.argv = arguments[1:]
        runpy.run_module(f"fashion_gui.benchmarks.{arguments[1]}", run_name="__main__", alter_sys=True)
        return 0
    if arguments and not _is_picture(arguments[0]):
        from fashion_gui.cli.main import main as command

        return command(arguments)
    return _window([Path(argument) for argument in arguments])


def _is_picture(argument: str) -> bool:
    """Whether an argument can only be meant as a path: no option, no command, and there or written as one."""
    if argument.startswith("-"):
        return False
    from fashion_gui.cli.main import COMMANDS

    looks_like_a_path = "/" in argument or os.sep in argument or Path(argument).suffix
    return argument not in COMMANDS and bool(looks_like_a_path or Path(argument).exists())


def _window(pictures: list[Path]) -> int:
    from fashion_gui.display import no_display

    reason = no_display()
    if reason:
        print(reason, file=sys.stderr)
        return 1
    from fashion_gui import one_window, paths
    from fashion_gui.core.errors import FashionGuiError

    place = None
    try:
        home = paths.home_dir()
    except FashionGuiError as error:
        print(f"fashion-gui: {error}", file=sys.stderr)
        return 1
    try:
        place = one_window.take_place(home, pictures)
        if place is None:
            return 0
    except FashionGuiError as error:  # then this window stands alone
        print(f"fashion-gui: {error}", file=sys.stderr)
    from fashion_gui.quick_start import import_qt

    import_qt()
    from fashion_gui.app import run

    return run(pictures, place)


if __name__ == "__main__":
    sys.exit(main())
