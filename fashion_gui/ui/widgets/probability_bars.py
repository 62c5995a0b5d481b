"""Ten bars, one a class, that glide to the new probabilities."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.ui import style, words

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation
    from PySide6.QtGui import QPaintEvent

    from fashion_gui.core.prediction import Prediction

_ROW = 25
_GLIDE_MILLISECONDS = 220


class ProbabilityBars(QWidget):
    """Always in the data set's order, so the eye learns where each class is; the answer is in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._from = [0.0] * len(CLASS_NAMES)
        self._to = list(self._from)
        self._best: int | None = None
        self._progress = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Probabilities of the ten classes")
        self.clear()

    @cached_property
    def _glide(self) -> QVariantAnimation:
        from PySide6.QtCore import QEasingCurve, QVariantAnimation

        glide = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_GLIDE_MILLISECONDS)
        glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        glide.valueChanged.connect(self._take_step)
        return glide

    def show_prediction(self, prediction: Prediction) -> None:
        """Glide to the probabilities of an answer."""
        self._from = self._shown()
        self._to = [float(probability) for probability in prediction.probabilities]
        self._best = prediction.index
        told = ", ".join(f"{name} {words.percent(p)}" for name, p in prediction.ranking())
        self.setAccessibleDescription(told)
        self.setToolTip("Calibrated: of the answers given with 90%, nine in ten are right")
        if not QApplication.isEffectEnabled(Qt.UIEffect.UI_General):  # the system is set to no motion
            self._take_step(1.0)
            return
        self._glide.stop()
        self._glide.start()

    def clear(self) -> None:
        """No answer: empty bars."""
        if "_glide" in self.__dict__:
            self._glide.stop()
        self._from = self._to = [0.0] * len(CLASS_NAMES)
        self._best = None
        self.setAccessibleDescription("No answer yet")
        self.setToolTip("")
        self._take_step(1.0)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(260, _ROW * len(CLASS_NAMES))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(220, _ROW * len(CLASS_NAMES))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        palette = QApplication.palette()
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = style.font(self.font(), "body")
        bold = style.font(self.font(), "strong")
        names = max(QFontMetricsF(bold).horizontalAdvance(name) for name in CLASS_NAMES) + 12
        figures = QFontMetricsF(bold).horizontalAdvance("99.9%") + 10
        track = self.width() - names - figures
        for index, (name, value) in enumerate(zip(CLASS_NAMES, self._shown(), strict=True)):
            best = index == self._best
            top = index * _ROW
            painter.setFont(bold if best else plain)
            painter.setPen(palette.color(role.Text if best else role.PlaceholderText))
            painter.drawText(QRectF(0, top, names, _ROW), Qt.AlignmentFlag.AlignVCenter, name)
            line = QRectF(names, top + _ROW / 2 - 4, track, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(role.AlternateBase))
            painter.drawRoundedRect(line, 4, 4)
            if value > 0.001:
                painter.setBrush(palette.color(role.Accent if best else role.Dark))
                painter.drawRoundedRect(QRectF(line.left(), line.top(), max(4.0, track * value), 8), 4, 4)
            if self._best is None:
                continue
            painter.setPen(palette.color(role.Text if best else role.PlaceholderText))
            painter.drawText(
                QRectF(self.width() - figures, top, figures, _ROW),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                words.percent(self._to[index]),
            )

    def _shown(self) -> list[float]:
        return [a + (b - a) * self._progress for a, b in zip(self._from, self._to, strict=True)]

    @Slot("QVariant")
    def _take_step(self, progress: float) -> None:
        self._progress = progress
        self.update()
