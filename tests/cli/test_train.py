"""Training by a command: the real worker, a small data set."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from fashion_gui.core.model_store import ModelStore
from fashion_gui.worker import messages
from tests.cli.program import PROGRAM, Command, Trained


def test_model_is_published(trained: Trained) -> None:
    model = ModelStore(Path(trained.home, "models"), Path(trained.home, "bundled")).get(trained.model)
    model.check()
    assert model.manifest.settings["epochs"] == 1
    assert len(model.manifest.history) == 1
    assert 0 <= (model.manifest.accuracy or -1) <= 1


def test_only_the_id_is_on_standard_output(trained: Trained) -> None:
    assert trained.done.out == f"{trained.model}\n"
    assert "Epoch 1 of 1" in trained.done.err
    assert "Converting" in trained.done.err


def test_messages_as_json(command: Command, small_data: Path) -> None:
    done = command(
        *("train", "--recipe", "quick", "--epochs", 1, "--limit", 200, "--batch-size", 64, "--seed", 3),
        *("--precision", "fp32", "--no-itex", "--learning-rate", 0.001, "--data", small_data, "--json"),
    )
    assert done.status == 0, done.err
    told = [messages.decode(line) for line in done.out.splitlines()]
    assert isinstance(told[-1], messages.Done)
    acceleration = next(message for message in told if isinstance(message, messages.Acceleration))
    assert (acceleration.precision, acceleration.itex) == ("fp32", None)
    assert any(isinstance(message, messages.Epoch) for message in told)
    shown = command("models", "show", told[-1].model, "--json").records[0]
    wanted = {
        "epochs": 1,
        "limit": 200,
        "batch_size": 64,
        "seed": 3,
        "precision": "fp32",
        "learning_rate": 0.001,
    }
    assert wanted.items() <= shown["settings"].items()


def test_interrupt_stops_and_the_run_goes_on_later(
    command: Command, small_data: Path, own_home: Path
) -> None:
    begin = (
        "train",
        "--recipe",
        "quick",
        "--epochs",
        "200",
        "--limit",
        "256",
        "--data",
        str(small_data),
        "--json",
    )
    with subprocess.Popen(
        [*PROGRAM, *begin], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as program:
        assert program.stdout
        assert program.stderr
        for line in program.stdout:
            if isinstance(messages.decode(line), messages.Epoch):
                program.send_signal(signal.SIGINT)
                break
        last = messages.decode(program.stdout.readlines()[-1])
        errors = program.stderr.read()
    assert program.returncode == 130
    assert isinstance(last, messages.Cancelled)
    assert f"fashion-gui train --resume {last.run}" in errors
    assert "Traceback" not in errors
    assert "quick-" not in command("models", "list").out  # only the bundled ones
    assert (own_home / "runs" / last.run).is_dir()


def test_what_can_not_be_trained_is_said(command: Command, small_data: Path, tmp_path: Path) -> None:
    missing = command("train", "--recipe", "quick", "--data", tmp_path)
    assert missing.status == 1
    assert "train-images-idx3-ubyte.gz” is missing" in missing.err
    out_of_range = command("train", "--recipe", "quick", "--epochs", 0, "--data", small_data)
    assert out_of_range.status == 2
    assert "--epochs: “0” is no number from 1 to 1,000" in out_of_range.err
    no_number = command("train", "--recipe", "quick", "--learning-rate", "nan", "--data", small_data)
    assert no_number.status == 2
    assert "“nan” is no number from 1e-06 to 1.0" in no_number.err
    unknown = command("train", "--resume", "nothing-of-that-name")
    assert unknown.status == 1
    assert "There is no training “nothing-of-that-name”" in unknown.err


def test_a_worker_that_dies_is_reported(command: Command, small_data: Path, tmp_path: Path) -> None:
    """Python starts this file in the worker as well, which then kills itself where the training begins."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "class Killer:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'tensorflow': os.kill(os.getpid(), 9)\n"
        "sys.meta_path.insert(0, Killer())\n"
    )
    done = command("train", "--recipe", "quick", "--data", small_data, PYTHONPATH=str(tmp_path))
    assert done.status == 1
    assert "killed" in done.err
