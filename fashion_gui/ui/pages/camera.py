"""The Camera page: live video on the left, its steady answer on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.style import GAP
from fashion_gui.ui.video_dialogs import VideoDialogs

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from fashion_gui.core.capture import Frame
    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.core.live_figures import LiveFigures
    from fashion_gui.core.video_sources import VideoSource

_PANEL_SECONDS = 0.1
"""The panel follows this often: numbers that change with every frame can't be read."""


class CameraPage(Page):
    """Its widgets are made when it is shown for the first time.

    Attributes:
        dialogs: ask for a video file or an address.
        running, recording: what is being done.

    Signals:
        came, left: the page is shown, is left for another one.
        painted: the newest frame and answer can be seen.
        start_wanted: VideoSource that is to be watched.
        stop_wanted: no more video.
        nothing_to_start: Start was pressed, and there is no source.
        snapshot_wanted: uint8 [h, w, 3] and its LiveAnswer.
        recording_wanted: whether answers are to be written down from now on.
        background_wanted: the scene is empty now.
        mirror_changed: whether the video is shown as in a mirror.
        corrected: uint8 [h, w, 3], its LiveAnswer, and the class index or `labels.NONE` it is instead.
    """

    name = "camera"
    title = "Camera"
    icon = "camera"
    hint = "Recognise clothing in live video"

    came = Signal()
    painted = Signal()
    left = Signal()
    start_wanted = Signal(object)
    stop_wanted = Signal()
    nothing_to_start = Signal()
    snapshot_wanted = Signal(object, object)
    recording_wanted = Signal(bool)
    background_wanted = Signal()
    mirror_changed = Signal(bool)
    corrected = Signal(object, object, int)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.hint)
        self.dialogs = VideoDialogs(self)
        self.running = False
        self.recording = False
        self._artwork = artwork
        self._mirrored = True
        self._made = False
        self._panel_seconds = 0.0
        self._meant: tuple[np.ndarray, LiveAnswer] | None = None

    def main_part(self) -> QWidget:
        return self.view if self._made else self

    # What is shown

    def show_cameras(self, cameras: list[VideoSource]) -> None:
        """The cameras that are plugged in."""
        self.picker.show_cameras(cameras)
        if not self.running:
            self._say_what_to_do()

    def show_source(self, source: VideoSource) -> None:
        """What was chosen elsewhere: the last time, or in a dialog."""
        self.picker.choose(source)
        if source.kind == "address":
            self.dialogs.address = source.place
        if not self.running:
            self._say_what_to_do()

    def show_mirrored(self, mirrored: bool) -> None:
        self._mirrored = mirrored
        if self._made:
            self.view.show_mirrored(mirrored)

    def begin(self, name: str) -> None:
        """A source is being opened."""
        self._set_running(True)
        self.picture.show_source(name)
        self.picture.show_message("One moment …", f"Opening {name}.")
        self.picture.show_guide()
        self.panel.show_waiting("One moment …", "The video is being opened.")
        self._follow_answer()
        self.view.setFocus()

    def end(self, headline: str = "", detail: str = "") -> None:
        """No more video; with a headline it says why, without the last picture stays."""
        self._set_running(False)
        self.show_recording(False)
        self.panel.show_figures(None)
        if headline:
            self.picture.show_message(headline, detail)
            self.panel.show_waiting("No answer", "It will be here once there is video.")
        self._follow_answer()

    def show_facts(self, facts: str, hint: str) -> None:
        """What the source delivers, in words; it is there now."""
        self.picture.show_facts(facts, hint)

    def show_lost(self, problem: str) -> None:
        """A camera or address has stopped; it comes back by itself, or the person stops."""
        self.picture.show_lost("Waiting for the video", f"{problem} It is tried again until you press Stop.")
        self.panel.show_waiting("No answer", "It will be here once the video is back.")
        self.panel.show_figures(None)
        self._follow_answer()

    def show_frame(self, frame: Frame) -> None:
        """The newest frame; not while the picture is frozen."""
        if self.picture.live:
            self.picture.show_frame(frame)

    def show_answer(self, frame: Frame, answer: LiveAnswer) -> None:
        """The newest answer and the frame it is about; not while the picture is frozen."""
        if not self.picture.live:
            return
        news = self.picture.show_answer(frame, answer)
        if news or answer.seconds - self._panel_seconds >= _PANEL_SECONDS:
            self._panel_seconds = answer.seconds
            self.panel.show_answer(answer)
        if news:
            self._follow_answer()

    def show_figures(self, figures: LiveFigures) -> None:
        self.panel.show_figures(figures)

    @property
    def frozen(self) -> bool:
        """Whether the picture and its answer are held."""
        return self._made and self.picture.frozen

    @property
    def present(self) -> tuple[np.ndarray, LiveAnswer] | None:
        """The frame that the shown answer is about, uint8 [h, w, 3], and the answer; None without one."""
        return self.picture.present if self._made else None

    @property
    def shows_video(self) -> bool:
        """Whether there is a picture: the last one of what was watched, or one that runs."""
        return self.view.rgb is not None

    def show_no_answers(self, reason: str) -> None:
        """The video runs, but there is no model to ask."""
        self.panel.show_waiting("No answer", reason)

    def show_recording(self, recording: bool) -> None:
        """Whether answers are being written down."""
        self.recording = recording
        self._controls.record.setText("Stop recording" if recording else "Record")

    # Making

    def _make(self) -> None:
        from fashion_gui.ui.pages.camera_controls import CameraControls
        from fashion_gui.ui.widgets.basics import Card, label
        from fashion_gui.ui.widgets.live_panel import LivePanel
        from fashion_gui.ui.widgets.live_picture import LivePicture
        from fashion_gui.ui.widgets.source_picker import SourcePicker

        self._made = True
        self.picker = SourcePicker()
        self.picker.source_picked.connect(self._take_picked)
        self.picture = LivePicture()
        self.view = self.picture.view
        self.view.show_mirrored(self._mirrored)
        self.view.painted.connect(self.painted)
        self.panel = LivePanel(self._artwork)
        self.panel.correction_begun.connect(self._keep_meant)
        self.panel.corrected.connect(self._want_correction)
        controls = self._controls = CameraControls(self, self._artwork)
        controls.start.triggered.connect(self._want_start)
        controls.stop.triggered.connect(self.stop_wanted)
        controls.freeze.triggered.connect(self._toggle_frozen)
        controls.snapshot.triggered.connect(self._want_snapshot)
        controls.record.triggered.connect(self._want_recording)
        controls.mirror.triggered.connect(self._toggle_mirror)
        controls.background.triggered.connect(self.background_wanted)
        controls.full_screen.triggered.connect(self._toggle_full_screen)
        card = Card()
        card.body.addLayout(controls.view_row(self.picture.name, self.picture.facts))
        card.body.addLayout(self.picture, 1)
        card.body.addLayout(controls.answer_row())
        both = QHBoxLayout()
        both.setSpacing(2 * GAP)
        both.addWidget(card, 5)
        both.addWidget(self.panel, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addLayout(controls.source_row(label(self.title, "title"), self.picker, self.dialogs))
        layout.addLayout(both, 1)
        self._set_running(False)
        self._say_what_to_do()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        if not self._made:
            self._make()
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        if not event.spontaneous():  # left for another page, not just minimised
            self.left.emit()

    def _say_what_to_do(self) -> None:
        if self.present is not None:
            return  # the last picture of what was watched
        source = self.picker.chosen
        self.picture.show_source(source.name if source else "")
        if source is None:
            self.picture.show_message(
                "No camera found",
                "Plug one in, and it will be offered here. Or open a video file, or a network camera.",
            )
        else:
            self.picture.show_message("Ready", f"Press Start to watch {source.name}.")
        self.panel.show_waiting("No video yet", "The answer will be here.")

    def _set_running(self, running: bool) -> None:
        self.running = running
        self._controls.show_running(running)
        if self.frozen:
            self._toggle_frozen()
        self._follow_answer()

    def _follow_answer(self) -> None:
        self._controls.snapshot.setEnabled(self.present is not None)

    # Actions

    @Slot()
    def _want_start(self) -> None:
        if self.picker.chosen is None:
            self.nothing_to_start.emit()
        else:
            self.start_wanted.emit(self.picker.chosen)

    @Slot(object)
    def _take_picked(self, source: VideoSource) -> None:
        self.view.setFocus()
        if self.running:
            self.start_wanted.emit(source)
        else:
            self.picture.present = None
            self._say_what_to_do()

    @Slot()
    def _toggle_frozen(self) -> None:
        self.picture.freeze(not self.frozen)
        self._controls.freeze.setText("Go on" if self.frozen else "Freeze")

    @Slot()
    def _toggle_mirror(self) -> None:
        self.show_mirrored(not self._mirrored)
        self.mirror_changed.emit(self._mirrored)

    @Slot()
    def _want_snapshot(self) -> None:
        if self.present is not None:
            self.snapshot_wanted.emit(*self.present)

    @Slot()
    def _keep_meant(self) -> None:
        self._meant = self.present  # the video goes on while the person chooses

    @Slot(int)
    def _want_correction(self, label: int) -> None:
        if self._meant is not None:
            self.corrected.emit(*self._meant, label)

    @Slot()
    def _want_recording(self) -> None:
        self.recording_wanted.emit(not self.recording)

    @Slot()
    def _toggle_full_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and self.running:
            self._toggle_frozen()
        elif event.key() == Qt.Key.Key_Escape and self.window().isFullScreen():
            self._toggle_full_screen()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._made:
            self.view.update()
