"""The Camera page: live video on the left, its steady answer on the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fashion_gui.ui import words
from fashion_gui.ui.artwork import Artwork
from fashion_gui.ui.page import Page
from fashion_gui.ui.style import GAP

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from fashion_gui.core.live_answer import LiveAnswer
    from fashion_gui.core.video_sources import VideoSource
    from fashion_gui.ui.widgets.live_panel import LiveFigures

_GUIDE = "Hold one garment in here, in front of a plain background"
_VIDEOS = "*.avi *.m4v *.mjpeg *.mjpg *.mkv *.mov *.mp4 *.mpeg *.mpg *.ogv *.webm *.wmv"
_PANEL_SECONDS = 0.1
"""The panel follows this often: numbers that change with every frame can't be read."""


class CameraPage(Page):
    """Its widgets are made when it is shown for the first time.

    Signals:
        came, left: the page is shown, is left for another one.
        start_wanted: VideoSource that is to be watched.
        source_entered: path or address that a person chose.
        stop_wanted: no more video.
        nothing_to_start: Start was pressed, and there is no source.
        snapshot_wanted: uint8 [h, w, 3] and its LiveAnswer.
        recording_wanted: whether answers are to be written down from now on.
        background_wanted: the scene is empty now.
        mirror_changed: whether the video is shown as in a mirror.
        folder_used: folder that a dialog was used in.
    """

    name = "camera"
    title = "Camera"
    icon = "camera"
    hint = "Recognise clothing in live video"

    came = Signal()
    left = Signal()
    start_wanted = Signal(object)
    source_entered = Signal(str)
    stop_wanted = Signal()
    nothing_to_start = Signal()
    snapshot_wanted = Signal(object, object)
    recording_wanted = Signal(bool)
    background_wanted = Signal()
    mirror_changed = Signal(bool)
    folder_used = Signal(str)

    def __init__(self, artwork: Artwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.hint)
        self.folder = ""
        self.running = False
        self.recording = False
        self.frozen = False
        self._artwork = artwork
        self._mirrored = True
        self._made = False
        self._answer: LiveAnswer | None = None
        self._answered: np.ndarray | None = None
        self._panel_seconds = 0.0

    # What is shown

    def show_cameras(self, cameras: list[VideoSource]) -> None:
        """The cameras that are plugged in."""
        self.picker.show_cameras(cameras)
        if not self.running:
            self._say_what_to_do()

    def show_source(self, source: VideoSource) -> None:
        """What was chosen elsewhere: the last time, or in a dialog."""
        self.picker.choose(source)
        if not self.running:
            self._say_what_to_do()

    def show_mirrored(self, mirrored: bool) -> None:
        self._mirrored = mirrored
        if self._made:
            self.view.show_mirrored(mirrored)

    def begin(self, name: str) -> None:
        """A source is being opened."""
        self._set_running(True)
        self._answer = self._answered = None
        self._name.setText(_short(name))
        self._name.setToolTip(name)
        self._facts.clear()
        self.view.show_message("One moment …", f"Opening {name}.")
        self.view.show_guide(_GUIDE)
        self.panel.show_waiting("One moment …", "The video is being opened.")
        self.view.setFocus()

    def end(self, headline: str = "", detail: str = "") -> None:
        """No more video; with a headline it says why, without the last picture stays."""
        self._set_running(False)
        self.show_recording(False)
        self.panel.show_figures(None)
        if headline:
            self._answer = self._answered = None
            self.view.show_message(headline, detail)
            self.panel.show_waiting("No answer", "It will be here once there is video.")
        self._follow_answer()

    def show_facts(self, facts: str) -> None:
        """What the source delivers, in words."""
        self._facts.setText(facts)

    def show_frame(self, rgb: np.ndarray) -> None:
        """The newest frame, uint8 [h, w, 3]; not while the picture is frozen."""
        if not self.frozen:
            self.view.show_frame(rgb)

    def show_answer(self, rgb: np.ndarray, answer: LiveAnswer) -> None:
        """The newest answer and the frame it is about."""
        if self.frozen:
            return
        before, self._answer, self._answered = self._answer, answer, rgb
        told = ""
        if answer.there:
            told = words.answer(answer)
            if answer.sure:
                told = f"{told} {words.percent(answer.confidence)}"
            self.view.show_guide("")
        self.view.show_garment(answer.outlines if answer.there else (), answer.box, told)
        news = before is None or (before.there, before.held, before.sure) != (
            answer.there, answer.held, answer.sure
        )  # fmt: skip
        if news or answer.seconds - self._panel_seconds >= _PANEL_SECONDS:
            self._panel_seconds = answer.seconds
            self.panel.show_answer(answer)
        if news:
            self._follow_answer()

    def show_figures(self, figures: LiveFigures) -> None:
        self.panel.show_figures(figures)

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
        self._record.setText("Stop recording" if recording else "Record")

    # Making

    def _make(self) -> None:
        from fashion_gui.ui.widgets.basics import ActionButton, Card, action, label, row
        from fashion_gui.ui.widgets.camera_view import CameraView
        from fashion_gui.ui.widgets.live_panel import LivePanel
        from fashion_gui.ui.widgets.source_picker import SourcePicker

        self._made = True
        self.picker = SourcePicker()
        self.picker.source_picked.connect(self._take_picked)
        self.view = CameraView()
        self.view.show_mirrored(self._mirrored)
        self.panel = LivePanel(self._artwork)
        self._name = label("", "strong")
        self._facts = label("", "small")
        open_file = action(
            self, "Open video…", "Watch a video file", QKeySequence.StandardKey.Open, self._ask_file
        )
        address = action(
            self, "Network camera…", "Watch a network camera, by its address", "Ctrl+L", self._ask_address
        )
        self._start = action(self, "Start", "Start the video", "F5", self._want_start)
        self._stop = action(self, "Stop", "Stop the video", "F5", self.stop_wanted.emit)
        self._freeze = QAction("Freeze", self)  # its key is taken by keyPressEvent: buttons need it, too
        self._freeze.setToolTip("Hold the picture and its answer (Space)")
        self._freeze.triggered.connect(self._toggle_frozen)
        self._snapshot = action(self, "Snapshot", "Save the picture and its answer", "S", self._want_snapshot)
        self._record = action(self, "Record", "Write the answers down as a table", "R", self._want_recording)
        self._mirror = action(
            self, "Mirror", "Show the video as in a mirror, or not", "M", self._toggle_mirror
        )
        self._background = action(
            self,
            "Learn background",
            "Nothing in the picture? Learn what the empty scene looks like",
            "B",
            self.background_wanted.emit,
        )
        full = action(self, "Full screen", "Fill the screen, or not", "F11", self._toggle_full_screen)
        self._start_button = ActionButton(self._start, self._artwork, "play", kind="primary")
        self._stop_button = ActionButton(self._stop, self._artwork, "stop", kind="primary")
        buttons = {
            name: ActionButton(does, self._artwork, icon, kind=kind, words=kind != "bare")
            for name, does, icon, kind in (
                ("file", open_file, "video", ""),
                ("address", address, "network", ""),
                ("freeze", self._freeze, "pause", ""),
                ("snapshot", self._snapshot, "camera", ""),
                ("record", self._record, "record", ""),
                ("mirror", self._mirror, "mirror", "bare"),
                ("background", self._background, "empty-scene", "bare"),
                ("full", full, "full-screen", "bare"),
            )
        }
        for button in (*buttons.values(), self._start_button, self._stop_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or Space would press what was clicked last
        card = Card()
        card.body.addLayout(
            row(self._name, self._facts, 1, buttons["mirror"], buttons["background"], buttons["full"])
        )
        card.body.addWidget(self.view, 1)
        card.body.addLayout(row(buttons["freeze"], buttons["snapshot"], buttons["record"], 1))
        both = QHBoxLayout()
        both.setSpacing(2 * GAP)
        both.addWidget(card, 5)
        both.addWidget(self.panel, 4)
        top = row(label(self.title, "title"), 1, self.picker, self._start_button, self._stop_button)
        top.addWidget(buttons["file"])
        top.addWidget(buttons["address"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 2 * GAP - 4, 2 * GAP, 2 * GAP)
        layout.setSpacing(GAP + 4)
        layout.addLayout(top)
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
        if self._answered is not None:
            return  # the last picture of what was watched
        source = self.picker.chosen
        self._name.setText(_short(source.name) if source else "")
        self._facts.clear()
        if source is None:
            self.view.show_message(
                "No camera found",
                "Plug one in, and it will be offered here. Or open a video file, or a network camera.",
            )
        else:
            self.view.show_message("Ready", f"Press Start to watch {source.name}.")
        self.panel.show_waiting("No video yet", "The answer will be here.")

    def _set_running(self, running: bool) -> None:
        self.running = running
        self._start.setEnabled(not running)  # they share a key: only one of them has it
        self._stop.setEnabled(running)
        self._start_button.setVisible(not running)
        self._stop_button.setVisible(running)
        if self.frozen:
            self._toggle_frozen()
        for does in (self._freeze, self._record, self._background):
            does.setEnabled(running)
        self._follow_answer()

    def _follow_answer(self) -> None:
        self._snapshot.setEnabled(self._answer is not None)

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
            self._answered = None
            self._say_what_to_do()

    @Slot()
    def _toggle_frozen(self) -> None:
        self.frozen = not self.frozen
        self._freeze.setText("Go on" if self.frozen else "Freeze")
        if self.frozen and self._answered is not None:
            self.view.show_frame(self._answered)  # the very picture that the answer is about

    @Slot()
    def _toggle_mirror(self) -> None:
        self.show_mirrored(not self._mirrored)
        self.mirror_changed.emit(self._mirrored)

    @Slot()
    def _want_snapshot(self) -> None:
        if self._answered is not None and self._answer is not None:
            self.snapshot_wanted.emit(self._answered, self._answer)

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

    # Dialogs

    @Slot()
    def _ask_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, "Open a video", self.folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"Videos ({_VIDEOS})", "All files (*)"])
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _take_file(self, name: str) -> None:
        self.folder = str(Path(name).parent)
        self.folder_used.emit(self.folder)
        self.source_entered.emit(name)

    @Slot()
    def _ask_address(self) -> None:
        from PySide6.QtWidgets import QInputDialog

        chosen = self.picker.chosen
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Network camera")
        dialog.setLabelText("Address, such as http://192.168.0.20/video.mjpg or rtsp://…")
        dialog.setTextValue(chosen.place if chosen is not None and chosen.kind == "address" else "http://")
        dialog.resize(460, dialog.sizeHint().height())
        dialog.textValueSelected.connect(self.source_entered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._made:
            self.view.update()


def _short(name: str) -> str:
    """A name that fits above the picture of a small window."""
    return name if len(name) <= 20 else f"{name[:10]}…{name[-8:]}"
