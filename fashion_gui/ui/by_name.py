"""Properties of widgets whose values are enumerations of the namespace `Qt`, set by name.

PySide6 makes all of that namespace at the first mention of it, which takes longer than making all the widgets
of the first page. So what is shown first does without, and the window is up sooner; a test holds it to that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def put(target: QObject, **properties: str) -> None:
    """Set properties, such as `alignment="AlignCenter"`.

    Raises:
        ValueError: if there is no such property, or none of its values has that name.
    """
    for name, value in properties.items():
        if not target.setProperty(name, value):
            raise ValueError(f"{type(target).__name__}.{name} can't be {value!r}")
