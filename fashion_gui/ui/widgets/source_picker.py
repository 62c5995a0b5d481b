"""The picker of video sources: cameras by name, and the file or address last used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from fashion_gui.ui.widgets.calm_inputs import CalmComboBox

if TYPE_CHECKING:
    from fashion_gui.core.video_sources import VideoSource


class SourcePicker(CalmComboBox):
    """Keeps what was chosen while cameras come and go.

    Signals:
        source_picked: VideoSource that a person chose.
    """

    source_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras: list[VideoSource] = []
        self._own: VideoSource | None = None
        self._chosen: VideoSource | None = None
        self.setAccessibleName("Video source")
        self.setToolTip("Camera, video file or network address")
        self.setPlaceholderText("No camera found")
        self.setMinimumWidth(120)
        self.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.activated.connect(self._take_index)

    @property
    def chosen(self) -> VideoSource | None:
        """What would be started; None if there is nothing to choose."""
        return self._chosen

    def show_cameras(self, cameras: list[VideoSource]) -> None:
        """The cameras that are plugged in."""
        self._cameras = cameras
        chosen = self._chosen
        if chosen is not None and chosen.kind == "camera":  # gone, or known by its name now
            chosen = next((camera for camera in cameras if camera.place == chosen.place), None)
        if chosen is None:
            chosen = cameras[0] if cameras else self._own
        self._chosen = chosen
        self._fill()

    def choose(self, source: VideoSource) -> None:
        """Choose a source, and add it if it is none of the cameras."""
        if source.kind != "camera":
            self._own = source
        self._chosen = source
        self._fill()

    def _sources(self) -> list[VideoSource]:
        sources = list(self._cameras)
        for more in (self._own, self._chosen):
            if more is not None and all(source.place != more.place for source in sources):
                sources.append(more)
        return sources

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for source in self._sources():
                self.addItem(source.name, source)
                self.setItemData(self.count() - 1, source.name, Qt.ItemDataRole.ToolTipRole)
            places = [source.place for source in self._sources()]
            self.setCurrentIndex(places.index(self._chosen.place) if self._chosen else -1)

    @Slot(int)
    def _take_index(self, index: int) -> None:
        self._chosen = self._sources()[index]
        self.source_picked.emit(self._chosen)
