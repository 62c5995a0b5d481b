"""Whether a model that comes from elsewhere may join the store: its networks' form, and what they answer."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fashion_gui.core.errors import ModelError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.core.stored_model import StoredModel
from fashion_gui.inference import devices
from fashion_gui.inference.classifier import Classifier

_FORMS = [("[?,28,28,1]", "u8"), (f"[?,{len(CLASS_NAMES)}]", "f32")]


def check_foreign(model: StoredModel) -> None:
    """Refuse a model with a network of another form, or whose floating-point networks answer wrongly.

    INT8 that computes wrongly on this machine may be right on another one, so it is no reason.

    Raises:
        ModelError: saying which network, and what is wrong.
    """
    for precision in model.precisions:
        try:
            network = devices.core().read_model(*model.ir(precision))
        except RuntimeError as error:
            raise ModelError(f"The {precision.upper()} network can't be read.", "Export it again.") from error
        ports = (*network.inputs, *network.outputs)
        forms = [(str(port.partial_shape), port.element_type.get_type_name()) for port in ports]
        if forms != _FORMS:
            raise ModelError(
                f"The {precision.upper()} network has another form than this program's: {forms}.",
                "Choose a model that this program made.",
            )
    with tempfile.TemporaryDirectory(prefix="fashion-gui-") as temporary:
        for precision in model.precisions:
            if precision != "int8":
                Classifier.load(model, precision=precision, verdicts=Path(temporary) / "verdicts.json")
