"""Evaluations as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fashion_gui.core.metrics import ClassFigures, Evaluation
    from fashion_gui.core.photo_figures import PhotoFigures


def report(found: Evaluation) -> list[str]:
    """The figures of an evaluation: summary, classification report, confusion matrix."""
    speed = f", {found.count / found.seconds:,.0f} images/s" if found.seconds else ""
    lines = [
        f"{found.model} on {found.device} ({found.precision}): {found.data}{speed}",
        f"Accuracy {found.accuracy:.2%}, expected calibration error {found.ece:.4f}",
        "",
        f"{'':>18} {'precision':>9} {'recall':>9} {'F1':>9} {'support':>9}",
        *(_figures(name, figures) for name, figures in found.per_class.items()),
        _figures("macro average", found.macro_average),
        _figures("weighted average", found.weighted_average),
        "",
        "Confusion matrix: rows are the true classes, columns the answers in the same order",
    ]
    names = list(found.per_class)
    rows = zip(names, found.confusion_matrix, strict=True)
    return lines + [f"{name:>18} " + " ".join(f"{count:5}" for count in row) for name, row in rows]


def photo_report(figures: Evaluation, found: PhotoFigures, unreadable: int) -> list[str]:
    """The report, and what only photos have: doubt, and things that are none of the ten."""
    sure = found.accuracy_when_sure
    others = "" if sure is None else f"; {sure:.2%} of the others are right"
    lines = [
        *report(figures),
        "",
        f"Balanced accuracy {figures.balanced_accuracy:.2%} over {figures.count:,} photos",
        f"Not sure about {found.not_sure:.1%}{others}",
    ]
    if found.none_not_sure is not None:
        lines.append(
            f"None of the ten: {found.none_count:,} photos, not sure about {found.none_not_sure:.1%} of them"
        )
    if found.auroc is not None and found.auroc_of_confidence is not None:
        lines.append(
            f"AUROC, the ten against none of the ten: {found.auroc:.3f} by how familiar they are, "
            f"{found.auroc_of_confidence:.3f} by the probability alone"
        )
    if unreadable:
        lines.append(f"Photos that could not be read: {unreadable:,}")
    return lines


def _figures(name: str, figures: ClassFigures) -> str:
    return f"{name:>18} {figures.precision:9.4f} {figures.recall:9.4f} {figures.f1:9.4f} {figures.support:9,}"
