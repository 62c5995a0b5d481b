"""Memory that ran out is told from other errors."""

from __future__ import annotations

import pytest

from fashion_gui.core.out_of_memory import tells_of_it


@pytest.mark.parametrize(
    ("line", "so"),
    [
        ("terminate called after throwing an instance of 'std::bad_alloc'", True),
        ("W itex/core/utils/op_kernel.cc:526] Resource exhausted: OOM when allocating tensor with", True),
        ("ImportError: _pywrap_quantize_training.so: failed to map segment from shared object", True),
        ("ResourceExhaustedError: failed to allocate memory", True),
        ("OSError: [Errno 12] Cannot allocate memory", True),
        ("OSError: [Errno 28] No space left on device", False),
        ("ValueError: zoom", False),
    ],
)
def test_lines_that_libraries_write(line: str, so: bool) -> None:
    assert tells_of_it(line) is so
