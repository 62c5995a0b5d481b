"""Models, their sizes, precisions and checks in words."""

from __future__ import annotations

from fashion_gui.core.model_rows import ModelRow, PrecisionCheck

WRONG_HERE = "computes wrongly here"
NOT_HERE = "does not run here"


def origin(row: ModelRow) -> str:
    """Where a model is from, and whether it is in use: "Own · in use"."""
    if row.problem:
        return "Damaged"
    return f"{'Bundled' if row.bundled else 'Own'}{' · in use' if row.active else ''}"


def share(value: float | None) -> str:
    """An accuracy from 0 to 1 as "94.57%"; empty where it was never measured."""
    return "" if value is None else f"{value:.2%}"


def megabytes(count: int) -> str:
    """Bytes as "4.2 MB"."""
    return f"{count / 1e6:.1f} MB"


def milliseconds(value: float) -> str:
    """0.1734 → "0.17 ms"."""
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"


def failing(check: PrecisionCheck) -> str:
    """Why a precision can't be chosen: "computes wrongly here"; empty if it can."""
    if not check.problem:
        return ""
    return WRONG_HERE if check.wrong else NOT_HERE


def precisions(there: tuple[str, ...], checks: tuple[PrecisionCheck, ...]) -> str:
    """The precisions of a model, those that fail on this machine marked: "FP16, not INT8"."""
    fails = {check.precision for check in checks if check.problem}
    return ", ".join(f"not {name.upper()}" if name in fails else name.upper() for name in there)


def facts(row: ModelRow) -> str:
    """What is known about a model, in one line."""
    told = [f"recipe {row.recipe}", f"made {row.created[:10]}", megabytes(row.bytes)]
    if row.parameters:
        told.insert(1, f"{row.parameters / 1e6:.2f} M weights")
    if row.accuracy is not None:
        told.append(f"{share(row.accuracy)} of the test images right")
    if row.photo_accuracy is not None:
        told.append(f"{share(row.photo_accuracy)} of photos by strangers")
    return " · ".join(told)


def check_line(check: PrecisionCheck) -> str:
    """How a precision does here: "FP16: 0.17 ms an image, bf16 computation"."""
    name = check.precision.upper()
    if check.milliseconds is None:
        details = check.problem.split(": ", 1)[-1] if check.wrong else check.problem
        return f"{name} {failing(check)} and is not used: {details}"
    computation = check.executes.rsplit(", ", 1)[-1]
    return f"{name}: {milliseconds(check.milliseconds)} an image, {computation}"
