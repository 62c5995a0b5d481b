"""Add INT8 weights to a stored model, if they keep its accuracy on the validation images."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from fashion_gui import paths
from fashion_gui.core import datasets
from fashion_gui.core.errors import ModelError
from fashion_gui.core.model_store import ModelStore
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.core.whole_files import storage_error
from fashion_gui.inference.quantization import Quantization, quantize
from fashion_gui.worker.context import JobContext
from fashion_gui.worker.job_requests import Quantise
from fashion_gui.worker.jobs.training_data import read_fashion_mnist
from fashion_gui.worker.messages import Done, Figures


def run(request: Quantise, context: JobContext) -> Done:
    """Do the whole job; the model named at the end is a copy where the one asked for is bundled.

    Raises:
        CancelledError: when asked to stop.
        ModelError: if the model has INT8 already, or INT8 loses too much or computes wrongly here.
        DataSetError: if the data set is not there.
    """
    store = ModelStore(paths.user_models_dir(), paths.bundled_models_dir())
    stored = store.get(request.model)
    stored.check()
    if "int8" in stored.precisions:
        raise ModelError(f"“{stored.name}” has INT8 weights already.", "Choose them on the Models page.")
    fashion = read_fashion_mnist(request.data, False, context)
    split = datasets.split(fashion)  # so none of the judges was trained on
    context.stage("Quantising")

    def tell(share: float) -> None:
        if share < 1:
            context.progress(round(100 * share), 100)
        else:
            context.stage("Measuring what it costs")  # which takes as long as it takes

    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as temporary:
        done = quantize(stored, Path(temporary), split, tell)
        context.stage("Publishing")
        files = {path.name: path.read_bytes() for path in Path(temporary).iterdir()}
    kept = add_files(store, stored, files, done)
    values = {"before": done.accuracy_before, "after": done.accuracy_after, "seconds": done.seconds}
    context.send(Figures(kind="quantisation", values=values))
    return Done(model=kept.id)


def add_files(
    store: ModelStore, stored: StoredModel, files: dict[str, bytes], done: Quantization
) -> StoredModel:
    """Put the INT8 IR to the model, or to a copy of one that is bundled and so can't be changed."""
    metrics = {
        "validation_accuracy_int8": done.accuracy_after,
        "validation_drop_int8": done.accuracy_before - done.accuracy_after,
    }
    timings = {"quantising": done.seconds}
    if not stored.bundled:
        return store.extend(stored.id, files, metrics=metrics, timings=timings)
    manifest = msgspec.structs.replace(
        stored.manifest,
        name=f"{stored.name} with INT8",
        metrics={**stored.manifest.metrics, **metrics},
        timings={**stored.manifest.timings, **timings},
        notes=f"{stored.manifest.notes} A copy of {stored.id} with INT8 weights.".strip(),
    )
    with store.build_folder() as folder:
        try:
            for name in stored.manifest.files:
                (folder / name).write_bytes(stored.read(name))
            for name, content in files.items():
                (folder / name).write_bytes(content)
        except OSError as error:
            raise storage_error(folder, error) from error
        return store.publish(folder, manifest)
