"""How libraries say that memory ran out."""

from __future__ import annotations

_PHRASES = (
    "std::bad_alloc",  # C++, before it aborts
    "OOM when allocating",  # TensorFlow and ITEX, which may crash next
    "failed to map segment",  # the loader of shared libraries
    "Cannot allocate memory",  # the system
    "ResourceExhausted",
)


def tells_of_it(text: str) -> bool:
    """Whether a line of a log, or an error in words, says that memory ran out."""
    return any(phrase in text for phrase in _PHRASES)
