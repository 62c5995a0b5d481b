"""Benchmarks as rows: what is saved, kept, and compared with what was published."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from fashion_gui.core import benchmark_results
from fashion_gui.core.benchmark_results import InferenceResult, InferenceRow, TrainingResult, TrainingRow
from fashion_gui.core.errors import StorageError


def answer_row(variant: str, median: float) -> InferenceRow:
    return InferenceRow(
        variant=variant,
        computation="fp32",
        median_ms=median,
        p99_ms=2 * median,
        images_per_second=1e3 / median,
        accuracy=0.9,
        file_bytes=1_000_000,
        memory_bytes=2_000_000,
    )


def epoch_row(variant: str, seconds: float) -> TrainingRow:
    return TrainingRow(
        variant=variant,
        seconds=seconds,
        lowest=seconds,
        highest=seconds,
        count=1,
        busy=0.9,
        active="TensorFlow",
    )


ANSWERS = InferenceResult(
    machine="a machine",
    measured="2026-01-02T03:04:05+00:00",
    model="Ä model",
    rows=[answer_row("IR FP16", 0.5), answer_row("Keras predict", 50.0), answer_row("Keras call", 60.0)],
)
EPOCHS = TrainingResult(
    machine="a machine",
    measured="2026-01-02T03:04:05+00:00",
    images=320,
    rows=[epoch_row("stock, oneDNN off, fp32", 10.0), epoch_row("ITEX, bf16", 2.5)],
)


def test_savings_are_beside_keras_predict_and_stock_without_onednn() -> None:
    assert benchmark_results.saved(ANSWERS) == pytest.approx([0.99, 0.0, -0.2])
    assert benchmark_results.saved(EPOCHS) == pytest.approx([0.0, 0.75])
    without = InferenceResult(machine="", measured="", model="", rows=[answer_row("IR FP16", 1.0)])
    assert benchmark_results.saved(without) == [None]
    assert benchmark_results.published_saving("inference") == pytest.approx(0.82)
    assert benchmark_results.published_saving("training") == pytest.approx(0.84)


@pytest.mark.parametrize("result", [ANSWERS, EPOCHS])
def test_what_was_kept_last_comes_back(result: benchmark_results.Result, tmp_path: Path) -> None:
    folder = tmp_path / "benchmarks"
    kind = benchmark_results.kind_of(result)
    assert benchmark_results.last(kind, folder) is None
    benchmark_results.keep(result, folder)
    assert benchmark_results.last(kind, folder) == result
    (folder / f"{kind}.json").write_text("{")
    assert benchmark_results.last(kind, folder) is None


def test_it_is_saved_as_csv_and_as_json(tmp_path: Path) -> None:
    benchmark_results.write_result(ANSWERS, tmp_path / "a.csv")
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text().splitlines()))
    assert [row["variant"] for row in rows] == ["IR FP16", "Keras predict", "Keras call"]
    assert float(rows[0]["saved"]) == pytest.approx(0.99)
    benchmark_results.write_result(EPOCHS, tmp_path / "b.json")
    saved = json.loads((tmp_path / "b.json").read_text())
    assert saved["rows"][1]["seconds"] == 2.5
    assert saved["published"] == {"seconds_before": 250, "seconds_after": 40, "saved": pytest.approx(0.84)}
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="could not be written"):
        benchmark_results.write_result(ANSWERS, tmp_path / "file" / "a.csv")
