"""How the window looks: colours of both schemes, type scale, palette and style sheet.

Widgets that paint themselves take their colours from their palette; the roles mean here:
Window the ground, Base a card, AlternateBase a quiet fill on a card, Text and PlaceholderText the strong and
the quiet text, Mid a hairline, Dark the edge of a control, Accent the one accent colour, Midlight its tint.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

GAP = 8
"""The unit of all distances, in device-independent pixels."""
RADIUS = 12
ANSWER_WIDTH = 356
"""Of the side that answers are shown on."""
_MIDDLE_GREY = 128


class Colours(NamedTuple):
    """One colour scheme as #rrggbb."""

    ground: str
    card: str
    fill: str
    hairline: str
    edge: str
    text: str
    quiet: str
    accent: str
    accent_strong: str
    on_accent: str
    tint: str
    problem: str
    problem_ground: str
    notice: str
    notice_ground: str


LIGHT = Colours(
    ground="#f4f5f8",
    card="#ffffff",
    fill="#eceef3",
    hairline="#dfe2ea",
    edge="#868d9c",
    text="#1a1d26",
    quiet="#565e6e",
    accent="#5046c8",
    accent_strong="#3f36ab",
    on_accent="#ffffff",
    tint="#e9e7fb",
    problem="#a8201a",
    problem_ground="#fdeceb",
    notice="#4b42bd",
    notice_ground="#eeecfc",
)
DARK = Colours(
    ground="#13151a",
    card="#1c1f27",
    fill="#282c36",
    hairline="#323743",
    edge="#757d8e",
    text="#eceef3",
    quiet="#a8b0be",
    accent="#a89fff",
    accent_strong="#bfb8ff",
    on_accent="#17142f",
    tint="#2f2c50",
    problem="#ffb3ab",
    problem_ground="#3b2020",
    notice="#c4beff",
    notice_ground="#28264a",
)

SCALE = {"small": 0.9, "body": 1.0, "strong": 1.0, "heading": 1.12, "title": 1.5, "answer": 1.75}
"""Type sizes as multiples of the system's own."""


def colours(application: QApplication, appearance: str) -> Colours:
    """The scheme for "light", "dark" or "system", which is what the system's own palette is."""
    if appearance != "system":
        return DARK if appearance == "dark" else LIGHT
    application.setPalette(QPalette())  # the system's own shows again
    ground = application.palette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < _MIDDLE_GREY else LIGHT


def apply(application: QApplication, scheme: Colours, template: str) -> None:
    """Dress the whole application in a scheme and a style sheet; may be called again at any time."""
    application.setPalette(palette(scheme))
    application.setStyleSheet(style_sheet(template, scheme, base_points(application)))


def base_points(application: QApplication) -> float:
    """The system's own text size in points, never under 10."""
    return max(10.0, application.font().pointSizeF())


def font(base: QFont, role: str) -> QFont:
    """The font of a role of `SCALE`, for widgets that paint their own text."""
    made = QFont(base)
    made.setPointSizeF(base.pointSizeF() * SCALE[role])
    if role not in ("small", "body"):
        made.setWeight(QFont.Weight.DemiBold)
    return made


def palette(scheme: Colours) -> QPalette:
    """The palette of a colour scheme; see the roles in the module's description."""
    made = QPalette(QColor(scheme.fill), QColor(scheme.ground))
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, scheme.ground),
        (role.WindowText, scheme.text),
        (role.Base, scheme.card),
        (role.AlternateBase, scheme.fill),
        (role.Text, scheme.text),
        (role.PlaceholderText, scheme.quiet),
        (role.Button, scheme.card),
        (role.ButtonText, scheme.text),
        (role.Mid, scheme.hairline),
        (role.Dark, scheme.edge),
        (role.Midlight, scheme.tint),
        (role.Accent, scheme.accent),
        (role.Highlight, scheme.accent),
        (role.HighlightedText, scheme.on_accent),
        (role.Link, scheme.accent),
        (role.BrightText, scheme.problem),
        (role.ToolTipBase, scheme.text),
        (role.ToolTipText, scheme.card),
    ):
        made.setColor(which, QColor(colour))
    faded = QColor(scheme.quiet)
    faded.setAlphaF(0.55)
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, faded)
    return made


def style_sheet(template: str, scheme: Colours, points: float) -> str:
    """A style sheet with the names between @ replaced: colours, and type sizes as `title_size`."""
    values = scheme._asdict()
    values |= {f"{role}_size": f"{points * factor:.1f}pt" for role, factor in SCALE.items()}
    for name, value in values.items():
        template = template.replace(f"@{name}@", value)
    return template
