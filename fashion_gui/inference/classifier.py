"""A compiled model that answers: one picture at once, or thousands on all cores."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import numpy as np
import openvino as ov

from fashion_gui import paths
from fashion_gui.core.errors import ModelError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.looks import combined
from fashion_gui.core.metrics import tempered
from fashion_gui.core.prediction import ModelTag
from fashion_gui.core.stored_model import IR_STEMS, StoredModel
from fashion_gui.inference import devices, verification

VERDICTS_FILE = "verified.json"
"""In the user's folder: how the golden answers came out on this machine."""

ATTEMPTS = {"fp32": ("f32",), "fp16": ("", "f32"), "int8": ("f32",)}
"""Number formats asked of the device, in turn, by the precision of the weights; empty: the device's own.

Processors with bf16 use it by themselves: about twice as fast, the same accuracy, and the same answer
for a picture alone and among many. Whoever wants Keras's answers to the fourth digit takes `fp32`. For
INT8 it is about what stays in floating point, where bf16 would save nothing.
"""

_WORDS = {"i8": "int8", "u8": "int8"}

BULK_BATCH = 32
_BULK_FROM = 256
"""Number of pictures from which compiling a second time, for throughput, pays."""


class Classifier:
    """Pictures in, calibrated probabilities out. Any number of threads may ask at the same time.

    Attributes:
        stored: the model that answers.
        tag: model, device and precision in words, as they really execute.
        threshold: probability under which its answer counts as "not sure".
        least_familiarity: the same for the familiarity of its answer to a photo, in nats.
    """

    def __init__(self, stored: StoredModel, device: str, precision: str, computation: str) -> None:
        """Use `load`, which also checks that it computes rightly."""
        self.stored = stored
        self.threshold = stored.manifest.threshold
        self.least_familiarity = stored.manifest.least_familiarity
        self._device = device
        self._precision = precision
        self._computation = computation
        self._golden = verification.read_golden(stored)
        self._model = _read(stored, precision)
        self._compiled = self._compile("LATENCY")
        self._requests = threading.local()
        self._bulk: ov.CompiledModel | None = None
        self._bulk_lock = threading.Lock()
        executed = devices.executed_precision(self._compiled)
        self._held_to = "i8" if precision == "int8" else executed
        self.tag = ModelTag(
            stored.name,
            ", ".join(devices.full_name(name) for name in devices.executing_devices(self._compiled)),
            f"{precision.upper()} weights, {_WORDS.get(executed, executed)} computation",
        )

    @classmethod
    def load(
        cls,
        stored: StoredModel,
        device: str = "CPU",
        precision: str = "fp16",
        *,
        verdicts: Path | None = None,
    ) -> Classifier:
        """Compile a model, ask it the golden questions and warm it up.

        Args:
            device: `CPU`, `GPU`, …, or `AUTO`; see `devices.devices()`.
            precision: of the weights: `fp16`, `fp32` or `int8`.
            verdicts: file that remembers how the check ended; in the user's folder unless given.

        Raises:
            ModelError: if the model is damaged or of another form, the device is not there, or it
                computes wrongly on this machine.
        """
        if stored.manifest.class_names != CLASS_NAMES:
            raise ModelError(
                f"The model “{stored.name}” knows other classes than this program.", "Use another."
            )
        verdicts = verdicts or paths.home_dir() / VERDICTS_FILE
        *fast, last = ATTEMPTS[precision]
        for computation in fast:
            with contextlib.suppress(ModelError):
                return cls(stored, device, precision, computation)._verified(verdicts)
        return cls(stored, device, precision, last)._verified(verdicts)

    def predict(self, images: np.ndarray) -> np.ndarray:
        """Probabilities float32 [n, 10] of pictures uint8 [n, 28, 28], as soon as can be."""
        return self._own_request().infer([_batch(images)], share_inputs=True)[0].copy()

    def predict_photo(self, seen: np.ndarray) -> np.ndarray:
        """Probabilities float32 [10] of what is seen of a photo, uint8 [28, 28]; see `predict_photos`."""
        return self.predict_photos(seen[None])[0]

    def predict_photos(self, seen: np.ndarray) -> np.ndarray:
        """Probabilities float32 [n, 10] of what is seen of photos, uint8 [n, 28, 28].

        The IR's own calibration is that of the data set; photos are less clear, so the logarithms of its
        probabilities are divided by the model's temperature for photos.
        """
        return tempered(self.predict(seen), self.stored.manifest.photo_temperature)

    def predict_looks(self, looks: np.ndarray) -> np.ndarray:
        """Probabilities float32 [10] of one photo, from several looks at it, uint8 [n, 28, 28]."""
        return combined(self.predict_photos(looks))

    def predict_many(self, images: np.ndarray) -> np.ndarray:
        """As `predict`, for many pictures: in batches, on all cores.

        Raises:
            ModelError: if the network compiled for throughput computes wrongly.
        """
        pictures = _batch(images)
        answers = np.empty((len(pictures), len(CLASS_NAMES)), np.float32)
        if len(pictures) < _BULK_FROM:
            for start in range(0, len(pictures), BULK_BATCH):
                answers[start : start + BULK_BATCH] = self.predict(images[start : start + BULK_BATCH])
            return answers
        _infer_in_batches(self._bulk_network(), pictures, answers)
        return answers

    def _own_request(self) -> ov.InferRequest:
        request: ov.InferRequest | None = getattr(self._requests, "request", None)
        if request is None:
            request = self._requests.request = self._compiled.create_infer_request()
        return request

    def _bulk_network(self) -> ov.CompiledModel:
        with self._bulk_lock:
            if self._bulk is None:
                compiled = self._compile("THROUGHPUT")

                def answer(images: np.ndarray) -> np.ndarray:
                    answers = np.empty((len(images), len(CLASS_NAMES)), np.float32)
                    _infer_in_batches(compiled, _batch(images), answers)
                    return answers

                verification.check_golden(answer, self._golden, self._held_to)
                self._bulk = compiled
            return self._bulk

    def _compile(self, hint: str) -> ov.CompiledModel:
        wishes = {"PERFORMANCE_HINT": hint}
        if self._computation:
            wishes["INFERENCE_PRECISION_HINT"] = self._computation
        if self._device == devices.AUTO:
            wishes["ENABLE_STARTUP_FALLBACK"] = "NO"  # or other code would answer than was checked
        try:
            return devices.core().compile_model(self._model, self._device, wishes)
        except RuntimeError as error:
            there = ", ".join(devices.devices()) or "none"
            raise ModelError(
                f"The model “{self.stored.name}” does not run on {self._device}: {_last_line(error)}",
                f"Choose another device (there are: {there}).",
            ) from error

    def _verified(self, verdicts: Path) -> Classifier:
        """Itself, after the golden questions; how they came out is written down."""
        verdict = verification.Verdict(
            model=self.stored.id,
            precision=self.tag.precision,
            weights=self.stored.manifest.files[f"{IR_STEMS[self._precision]}.bin"],
            device=self.tag.device,
            system=verification.where_it_runs(),
            openvino=devices.plugin_version(self._device),
            passed=True,
        )
        try:
            verification.check_golden(self.predict, self._golden, self._held_to)
        except ModelError as error:
            verification.remember(verdict.failed(error.problem), verdicts)
            raise
        verification.remember(verdict, verdicts)
        self.predict(self._golden.images[:1])  # a picture alone takes kernels of its own: warm them up
        return self


def _read(stored: StoredModel, precision: str) -> ov.Model:
    xml, weights = stored.ir(precision)
    try:
        model = devices.core().read_model(xml, weights)
    except RuntimeError as error:
        raise ModelError(
            f"The IR of “{stored.name}” can't be read: {_last_line(error)}", "Train or import it again."
        ) from error
    forms = [str(port.partial_shape) for port in (*model.inputs, *model.outputs)]
    if forms != ["[?,28,28,1]", f"[?,{len(CLASS_NAMES)}]"]:
        raise ModelError(f"The IR of “{stored.name}” has another form: {forms}.", "Train or import it again.")
    return model


def _batch(images: np.ndarray) -> np.ndarray:
    """uint8 [n, 28, 28] → [n, 28, 28, 1], contiguous, as the IR takes it."""
    if images.dtype != np.uint8 or images.ndim != 3 or images.shape[1:] != (28, 28):
        raise ValueError(f"expected uint8 [n, 28, 28], got {images.dtype} {list(images.shape)}")
    return np.ascontiguousarray(images)[..., None]


def _infer_in_batches(compiled: ov.CompiledModel, pictures: np.ndarray, answers: np.ndarray) -> None:
    """Fill `answers` float32 [n, 10]; as many batches at a time as the device likes."""

    def store(request: ov.InferRequest, start: int) -> None:
        answers[start : start + BULK_BATCH] = request.get_output_tensor(0).data

    queue = ov.AsyncInferQueue(compiled)
    queue.set_callback(store)
    for start in range(0, len(pictures), BULK_BATCH):
        queue.start_async([pictures[start : start + BULK_BATCH]], start, share_inputs=True)
    queue.wait_all()


def _last_line(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]
