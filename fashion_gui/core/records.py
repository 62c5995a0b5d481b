"""An answer as plain data: the lines of `classify --json`, and what the window exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fashion_gui.core.errors import FashionGuiError
from fashion_gui.core.labels import CLASS_NAMES

if TYPE_CHECKING:
    from fashion_gui.core.prediction import Prediction


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What became of one picture among many."""

    path: Path
    answer: Prediction | FashionGuiError


def record(path: Path, answer: Prediction | FashionGuiError) -> dict[str, Any]:
    """The JSON object of one picture."""
    if isinstance(answer, FashionGuiError):
        return {"path": str(path), "error": str(answer)}
    times = answer.milliseconds
    return {
        "path": str(path),
        "label": answer.label,
        "confidence": round(answer.confidence, 6),
        "accepted": answer.accepted,
        "probabilities": {
            name: round(float(p), 6) for name, p in zip(CLASS_NAMES, answer.probabilities, strict=True)
        },
        "model": answer.tag.model,
        "device": answer.tag.device,
        "precision": answer.tag.precision,
        "milliseconds": {
            "decode": round(times.decode, 3),
            "segment": round(times.segment, 3),
            "prepare": round(times.prepare, 3),
            "infer": round(times.infer, 3),
        },
    }


def json_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A JSON array, one record a line."""
    before = "["
    for entry in records:
        yield f"{before}\n{json.dumps(entry, ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def csv_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A table with a heading: path, answer, one column a class, model, times, error."""
    times = ("decode", "segment", "prepare", "infer")
    yield _line(
        ["path", "label", "confidence", "accepted", *CLASS_NAMES, "model", "device", "precision"]
        + [f"{step} ms" for step in times]
        + ["error"]
    )
    for entry in records:
        if "error" in entry:
            yield _line([entry["path"], *[""] * (6 + len(CLASS_NAMES) + len(times)), entry["error"]])
            continue
        yield _line(
            [entry[name] for name in ("path", "label", "confidence", "accepted")]
            + [entry["probabilities"][name] for name in CLASS_NAMES]
            + [entry[name] for name in ("model", "device", "precision")]
            + [entry["milliseconds"][step] for step in times]
            + [""]
        )


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
