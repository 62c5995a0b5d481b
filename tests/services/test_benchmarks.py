"""The benchmark of the training as real jobs of the model manager: row by row, and cancelled in its midst."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fashion_gui import paths
from fashion_gui.benchmarks import training
from fashion_gui.core.benchmark_results import TrainingResult, last
from fashion_gui.core.datasets import DATASET_VARIABLE
from fashion_gui.services.benchmarks import Benchmarks
from fashion_gui.services.model_loading import open_store
from fashion_gui.services.model_manager import ModelManager
from tests.support.idx import small_dataset

LONG = 600_000


@pytest.mark.timeout(1200)
def test_each_way_is_a_job_of_its_own_and_cancel_ends_them_all(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = small_dataset(tmp_path / "data", train=600, test=100)
    monkeypatch.setenv(DATASET_VARIABLE, str(data))
    kept = {name: training.VARIANTS[name] for name in ("stock, oneDNN off, fp32", "ITEX, bf16")}
    monkeypatch.setattr(training, "VARIANTS", kept)
    manager = ModelManager(open_store, lambda _: None)
    benchmarks = Benchmarks(manager)
    titles: list[str] = []
    results: list[TrainingResult] = []
    shares: list[float] = []
    manager.job_started.connect(lambda job: titles.append(job.title))
    benchmarks.measured.connect(results.append)
    benchmarks.progressed.connect(lambda done, total: shares.append(done / total))
    try:
        benchmarks.measure_training(256, 2)
        qtbot.waitUntil(lambda: len(titles) == 2, timeout=LONG)
        assert titles == [
            "Benchmark: stock, oneDNN off, fp32 (1 of 4)",
            "Benchmark: ITEX, bf16 (2 of 4)",
        ]
        (row,) = results[-1].rows
        assert row.variant == "stock, oneDNN off, fp32"
        assert row.seconds > 0
        assert "stock TensorFlow, oneDNN off" in row.active
        assert 0.2 < max(shares) <= 0.25
        assert benchmarks.running
        with qtbot.waitSignal(benchmarks.ended, timeout=LONG) as ended:
            benchmarks.cancel()
        assert ended.args == [None]
        assert not benchmarks.running
        assert len(titles) == 2
        assert last("training", paths.benchmarks_dir()) is None  # half of it is no result

        monkeypatch.setattr(training, "VARIANTS", {"ITEX, bf16": kept["ITEX, bf16"]})
        with qtbot.waitSignal(benchmarks.ended, timeout=LONG):
            benchmarks.measure_training(256, 1)
        with qtbot.waitSignal(benchmarks.found) as found:
            benchmarks.find_last("training")
        assert found.args == ["training", results[-1]]
    finally:
        manager.close()
