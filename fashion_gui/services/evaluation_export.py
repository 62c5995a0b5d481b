"""Saving an evaluation into a folder, off the GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fashion_gui.services.one_at_a_time import OneAtATime

if TYPE_CHECKING:
    from fashion_gui.core.architecture import Architecture
    from fashion_gui.core.labelled_answers import LabelledAnswers
    from fashion_gui.core.manifest import Manifest


class EvaluationExport(OneAtATime):
    """Writes one report at a time.

    Signals:
        written: Path of the new folder, number of files.
    """

    written = Signal(object, int)

    def write(self, answers: LabelledAnswers, manifest: Manifest, threshold: float, folder: Path) -> None:
        """Write report, figures, answers and charts into a new folder in `folder`.

        `threshold` is the one in use, 0–1.
        """

        def task() -> None:
            from fashion_gui import paths
            from fashion_gui.core.benchmark_results import all_last
            from fashion_gui.core.label_marks import LabelMarks
            from fashion_gui.core.report_folders import make_report_folder
            from fashion_gui.reports.evaluation_report import Material, write_folder

            material = Material(
                answers,
                tuple(manifest.history),
                manifest.temperature,
                threshold,
                LabelMarks(paths.label_marks_dir()).find(answers),
                _network(answers),
                all_last(paths.benchmarks_dir()),
            )
            own = make_report_folder(folder, answers.about)
            self.written.emit(own, len(write_folder(material, own)))

        self._start(task)


def _network(answers: LabelledAnswers) -> Architecture | None:
    """The network that answered; None if it is no longer in the store."""
    from fashion_gui.core.errors import ModelError
    from fashion_gui.inference.architecture import read_architecture
    from fashion_gui.services.model_loading import open_store

    try:
        return read_architecture(open_store().get(answers.about.model), answers.about.precision)
    except ModelError:
        return None
