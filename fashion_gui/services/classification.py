"""Photos in, answers out: recognition in a thread of its own, with the model exchanged while it runs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QObject, QThread, Signal, Slot
from PySide6.QtGui import QImage

from fashion_gui.core.errors import FashionGuiError, ModelError, PictureError
from fashion_gui.services.model_slot import ModelSlot
from fashion_gui.services.unfinished import wait_for

if TYPE_CHECKING:
    from fashion_gui.core.images import Picture
    from fashion_gui.core.prediction import Prediction
    from fashion_gui.inference.classifier import Classifier
    from fashion_gui.inference.recognition import Box

    Source: TypeAlias = "Path | Pasted | Turned | Picture"

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Pasted:
    """A picture without a file: bytes of a picture file, or an image off the clipboard."""

    content: bytes | QImage
    name: str


@dataclass(frozen=True, eq=False)
class Turned:
    """A picture that is to be turned to the right by a quarter before it is looked at."""

    picture: Picture


@dataclass(frozen=True, eq=False)
class Question:
    """One picture to be recognised; `box` limits the search for the garment."""

    number: int
    source: Source
    threshold: float
    box: Box | None = None


@dataclass(frozen=True)
class ModelChoice:
    """Which model is to answer, and where; `model` None is the active one of the store."""

    model: str | None = None
    device: str = "CPU"
    precision: str = "fp16"


class Classification(QObject):
    """Recognises one picture at a time; lives in the GUI thread, works in another.

    At most one question is being answered and one waits: a newer one takes the place of the one that
    waits, and an answer that is no longer asked for is dropped. A change of model is put between two
    questions, so none is lost by it.

    Signals:
        model_loaded: the ModelTag of the model that answers from now on.
        model_refused: FashionGuiError; the model before, if any, stays in use.
        choice_settled: a ModelChoice and the ModelTag of what it came to, None if it was refused. Choices are
            settled in their order, so another one may be under way already.
        model_replaced: FashionGuiError about what was wanted; something else answers in its place.
        answered: Picture, Prediction.
        failed: FashionGuiError about the newest question.
    """

    model_loaded = Signal(object)
    model_refused = Signal(object)
    choice_settled = Signal(object, object)
    model_replaced = Signal(object)
    answered = Signal(object, object)
    failed = Signal(object)

    _model_wanted = Signal(object)
    _question_put = Signal(object)

    def __init__(self, load: Callable[[ModelChoice], Classifier], parent: QObject | None = None) -> None:
        """`load` is called in the working thread; it may take long, import much and raise ModelError."""
        super().__init__(parent)
        self.slot = ModelSlot()
        self._number = 0
        self._answering = False
        self._waiting: Question | None = None
        self._thread = QThread()
        self._thread.setObjectName("classification")
        self._recogniser = _Recogniser(load, self.slot)
        self._recogniser.moveToThread(self._thread)
        self._model_wanted.connect(self._recogniser.load_model)
        self._question_put.connect(self._recogniser.answer)
        self._recogniser.model_loaded.connect(self.model_loaded)
        self._recogniser.model_refused.connect(self.model_refused)
        self._recogniser.choice_settled.connect(self.choice_settled)
        self._recogniser.model_replaced.connect(self.model_replaced)
        self._recogniser.done.connect(self._take)

    @Slot(object)
    def use_model(self, choice: ModelChoice) -> None:
        """Load `choice` and let it answer; those already asked are answered first."""
        if not self._thread.isRunning():
            self._thread.start()
        self._model_wanted.emit(choice)

    def ask(self, source: Source, threshold: float, box: Box | None = None) -> int:
        """Ask about one picture; returns the number its Prediction will carry."""
        self._number += 1
        question = Question(self._number, source, threshold, box)
        if self._answering:
            self._waiting = question
        else:
            self._answering = True
            self._question_put.emit(question)
        return self._number

    @Slot()
    def forget(self) -> None:
        """Nothing that was asked so far is wanted any longer."""
        self._number += 1
        self._waiting = None

    def close(self) -> None:
        """Finish what is being answered and stop the thread."""
        self._waiting = None
        self._thread.quit()
        wait_for(self._thread)

    @Slot(object, object)
    def _take(self, question: Question, outcome: tuple[Picture, Prediction] | FashionGuiError) -> None:
        following, self._waiting = self._waiting, None
        self._answering = following is not None
        if following is not None:
            self._question_put.emit(following)
        if question.number != self._number:
            return
        if isinstance(outcome, FashionGuiError):
            self.failed.emit(outcome)
        else:
            self.answered.emit(*outcome)


class _Recogniser(QObject):
    """The half that lives in the working thread."""

    model_loaded = Signal(object)
    model_refused = Signal(object)
    choice_settled = Signal(object, object)
    model_replaced = Signal(object)
    done = Signal(object, object)

    def __init__(self, load: Callable[[ModelChoice], Classifier], slot: ModelSlot) -> None:
        super().__init__()
        self._load = load
        self._slot = slot

    @Slot(object)
    def load_model(self, choice: ModelChoice) -> None:
        try:
            classifier = self._load(choice)
        except FashionGuiError as error:
            self._refuse(choice, error)
        except Exception as error:
            LOG.exception("loading %s", choice)
            self._refuse(choice, unexpected(error))
        else:
            self._slot.put(classifier)
            self.model_loaded.emit(classifier.tag)
            self.choice_settled.emit(choice, classifier.tag)
            if classifier.stored.note:
                self.model_replaced.emit(
                    ModelError(classifier.stored.note, "Choose another on the Models page.")
                )

    def _refuse(self, choice: ModelChoice, error: FashionGuiError) -> None:
        self._slot.refuse(error)
        self.model_refused.emit(error)
        self.choice_settled.emit(choice, None)

    @Slot(object)
    def answer(self, question: Question) -> None:
        try:
            self.done.emit(question, recognise_question(question, self._slot.get()))
        except FashionGuiError as error:
            self.done.emit(question, error)
        except Exception as error:
            LOG.exception("answering question %d", question.number)
            self.done.emit(question, unexpected(error))


def unexpected(error: Exception) -> FashionGuiError:
    """A defect of the program's own, put into a sentence."""
    return FashionGuiError(
        f"Something unexpected went wrong: {type(error).__name__}: {error}.",
        "Please try again; the details are printed on the console.",
    )


def recognise_question(question: Question, classifier: Classifier) -> tuple[Picture, Prediction]:
    """From whatever was dropped or pasted to the answer.

    Raises:
        FashionGuiError: if the picture can't be read.
    """
    from fashion_gui.core import images
    from fashion_gui.inference.recognition import recognise, recognise_file

    source = question.source
    if isinstance(source, Path):
        return recognise_file(
            source, classifier, threshold=question.threshold, request=question.number, box=question.box
        )
    begun = time.perf_counter()
    if isinstance(source, Pasted):
        picture = images.decode_bytes(picture_bytes(source), source.name)
    elif isinstance(source, Turned):
        picture = source.picture.turned()
    else:
        picture = source
    return picture, recognise(
        picture,
        classifier,
        threshold=question.threshold,
        request=question.number,
        box=question.box,
        decode=(time.perf_counter() - begun) * 1000,
    )


def picture_bytes(pasted: Pasted) -> bytes:
    """A picture off the clipboard as the bytes of a file.

    Raises:
        PictureError: if it can't be read.
    """
    if isinstance(pasted.content, bytes):
        return pasted.content
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not pasted.content.save(buffer, "PNG", 100):  # type: ignore[call-overload]  # 100: hardly compressed
        raise PictureError(
            "The picture on the clipboard can't be read.", "Copy it again, or save it as a file."
        )
    return bytes(buffer.data().data())
