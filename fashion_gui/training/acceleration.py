"""Choosing and proving how TensorFlow computes: ITEX, oneDNN, threads, precision.

`prepare` must run before TensorFlow is imported in this process; `active` says afterwards what is in use.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from fashion_gui.core.processors import processors
from fashion_gui.core.recipes import Acceleration


class ActiveAcceleration(msgspec.Struct, frozen=True, kw_only=True):
    """What was found active in the running process.

    Attributes:
        itex: version of the ITEX library that is mapped into the process, or None.
        note: why ITEX is not active, or an empty string.
    """

    tensorflow: str
    itex: str | None
    onednn: bool
    thread_pool: str
    threads: int
    precision: str
    note: str = ""

    @property
    def sentence(self) -> str:
        """One line for people: `"TensorFlow 2.15.1 with ITEX 2.15.0.0, bf16, 2 threads"`."""
        how = f"with ITEX {self.itex}" if self.itex else "stock TensorFlow"
        onednn = "" if self.itex or self.onednn else ", oneDNN off"
        return f"TensorFlow {self.tensorflow}, {how}{onednn}, {self.precision}, {self.threads} threads"


def prepare(wanted: Acceleration) -> None:
    """Set the environment that TensorFlow and ITEX read once, and import TensorFlow with or without ITEX.

    Raises:
        RuntimeError: if TensorFlow is imported already, when it would be too late.
    """
    if "tensorflow" in sys.modules:
        raise RuntimeError("TensorFlow is imported already; its acceleration can't be chosen any more")
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = os.environ.get("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1" if wanted.onednn else "0"
    os.environ["ITEX_OMP_THREADPOOL"] = "1" if wanted.thread_pool == "openmp" else "0"
    # A waiting OpenMP thread that spins takes the processor from the thread it waits for.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    os.environ.setdefault("KMP_BLOCKTIME", "0")
    if wanted.threads:
        os.environ["OMP_NUM_THREADS"] = str(wanted.threads)
    with _itex_hidden(not wanted.itex):
        import tensorflow as tf
    # One operation after the other, each on all processors: faster than side by side (docs/FIGURES.md).
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(wanted.threads)


def active(wanted: Acceleration, precision: str) -> ActiveAcceleration:
    """Look at the process itself: which libraries are mapped, which TensorFlow answers."""
    import tensorflow as tf

    mapped = itex_is_mapped()
    return ActiveAcceleration(
        tensorflow=tf.__version__,
        itex=_itex_version() if mapped else None,
        onednn=wanted.onednn,
        thread_pool=wanted.thread_pool if mapped else "tensorflow",
        threads=wanted.threads or processors(),
        precision=precision,
        note="" if mapped else _why_not(wanted),
    )


def itex_is_mapped() -> bool:
    """Whether ITEX's CPU library is mapped into this process; its own `get_backend()` can't be trusted."""
    maps = Path("/proc/self/maps")
    return maps.exists() and "libitex_cpu_internal" in maps.read_text(encoding="utf-8", errors="replace")


def _why_not(wanted: Acceleration) -> str:
    if not wanted.itex:
        return "ITEX was switched off for this run."
    if importlib.util.find_spec("intel_extension_for_tensorflow") is None:
        return "ITEX is not installed: it exists for Linux on x86-64 only."
    return "ITEX is installed but its library did not load."


def _itex_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("intel-extension-for-tensorflow")
    except PackageNotFoundError:  # a frozen program may come without the package's metadata
        return "unknown version"


@contextmanager
def _itex_hidden(hide: bool) -> Iterator[None]:
    """Keep TensorFlow from finding its plugin folder while it is imported: ITEX has no off switch."""
    if not hide:
        yield
        return
    exists = os.path.exists

    def exists_but_for_plugins(path: Any) -> bool:
        return not str(path).rstrip("/\\").endswith("tensorflow-plugins") and exists(path)

    os.path.exists = exists_but_for_plugins
    try:
        yield
    finally:
        os.path.exists = exists
