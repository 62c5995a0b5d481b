"""Errors that a person reads: what happened, and what to do next."""

from __future__ import annotations


class FashionGuiError(Exception):
    """A problem put into words for the person in front of the program.

    Args:
        problem: one sentence that says what was found, ending in a full stop.
        advice: one sentence that says what to do next; may be empty.
    """

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(f"{problem} {advice}".strip())
        self.problem = problem
        self.advice = advice

    def __reduce__(self) -> tuple[type[FashionGuiError], tuple[str, str]]:
        return type(self), (self.problem, self.advice)


class PictureError(FashionGuiError):
    """A picture that can't be read."""


class DataSetError(FashionGuiError):
    """A data set that is missing, damaged or of the wrong form."""


class ModelError(FashionGuiError):
    """A model that is missing, damaged or gives wrong answers."""


class TrainingError(FashionGuiError):
    """A training that can't start or can't go on."""


class CameraError(FashionGuiError):
    """A video source that can't be opened or stopped delivering."""


class StorageError(FashionGuiError):
    """A folder that can't be written to, or a full disk."""
