"""From the Teach page to the own examples and the model manager, and back."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fashion_gui.controllers.controller import Controller, Program
from fashion_gui.ui.pages.teach import TeachPage

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from fashion_gui.controllers.improving import Improving
    from fashion_gui.core.own_examples import Change, Exported, Filed
    from fashion_gui.core.photo_sets import PhotoSet
    from fashion_gui.services.thumbnails import Thumbnails


class TeachController(Controller):
    """Tells what was filed on any page, and offers to take it back."""

    page: TeachPage

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(program, parent)
        self.page = TeachPage(program.artwork)
        self.page.built.connect(self._connect)
        self.page.appeared.connect(self._refresh)

    def start(self) -> None:
        examples = self.program.examples
        examples.filed.connect(self._take_filed)
        examples.relabelled.connect(self._take_relabelled)
        examples.removed.connect(self._take_removed)
        examples.exported.connect(self._take_exported)
        examples.failed.connect(self.report)

    def close(self) -> None:
        if "_thumbnails" in self.__dict__:
            self._thumbnails.close()

    @cached_property
    def _thumbnails(self) -> Thumbnails:
        from fashion_gui.services.thumbnails import Thumbnails

        thumbnails = Thumbnails(self)
        thumbnails.made.connect(self.page.examples.model.show_thumbnail)
        return thumbnails

    @cached_property
    def _improving(self) -> Improving:
        from fashion_gui.controllers.improving import Improving

        improving = Improving(self.program, self.page, self)
        improving.problem_found.connect(self.problem_found)
        improving.notice_given.connect(self.notice_given)
        return improving

    @Slot()
    def _connect(self) -> None:
        page, examples = self.page, self.program.examples
        page.sources.folder = self.program.settings.current.folder
        page.sources.folder_used.connect(self.remember_folder)
        page.sources.nothing_usable.connect(self.report_unusable)
        page.paths_given.connect(examples.file_paths)
        page.picture_given.connect(self._take_picture)
        page.label_wanted.connect(examples.relabel)
        page.removal_wanted.connect(examples.remove)
        page.thumbnail_wanted.connect(self._want_thumbnail)
        page.export_wanted.connect(examples.export)
        page.improvement_wanted.connect(self._improving.begin)
        examples.listed.connect(self._take_listed)

    @Slot()
    def _refresh(self) -> None:
        self.program.examples.list_examples()
        self._improving.look_for_data()

    # From the page

    @Slot(object, int)
    def _take_picture(self, content: bytes | QImage, label: int) -> None:
        from fashion_gui.services.classification import Pasted

        self.program.examples.file_pasted(Pasted(content, "the clipboard"), label)

    @Slot(object)
    def _want_thumbnail(self, path: Path) -> None:
        self._thumbnails.want(path)

    # From the examples

    @Slot(object)
    def _take_listed(self, found: PhotoSet) -> None:
        self.page.show_examples(found.photos, found.unusable)
        self._improving.show_examples(len(found.photos), found.left_out)

    @Slot(object, int)
    def _take_filed(self, filed: Filed, label: int) -> None:
        from fashion_gui.ui import teaching_words

        self._offer_undo(teaching_words.filed(filed, label), filed.change)

    @Slot(object, int)
    def _take_relabelled(self, change: Change, label: int) -> None:
        from fashion_gui.ui import teaching_words

        self._offer_undo(teaching_words.relabelled(len(change), label), change)

    @Slot(object)
    def _take_removed(self, change: Change) -> None:
        from fashion_gui.core.picture_files import picture_count

        self._offer_undo(f"{picture_count(len(change))} removed from your examples.", change)

    def _offer_undo(self, told: str, change: Change) -> None:
        if change:
            self.undo_offered.emit(told, partial(self.program.examples.undo, change))
        else:  # all of it was so already
            self.notice_given.emit(told)

    @Slot(object, object)
    def _take_exported(self, path: Path, written: Exported) -> None:
        from fashion_gui.ui import teaching_words

        self.notice_given.emit(teaching_words.exported(written, path))
