"""Lists the models, shows what is known about one, chooses, names, deletes, exports and imports them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fashion_gui import paths
from fashion_gui.cli.output import add_json_option, print_json, warn
from fashion_gui.cli.stored import add_data_option, dataset_folder, model_store
from fashion_gui.core.errors import ModelError

if TYPE_CHECKING:
    from fashion_gui.core.stored_model import StoredModel

SUMMARY = "list, show, activate, rename, delete, export, import or quantise models"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    def add(name: str, action: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=text, description=text)
        if name not in ("list", "import"):
            sub.add_argument("id", metavar="ID", help="as “fashion-gui models list” prints it")
        add_json_option(sub)
        sub.set_defaults(action=action)
        return sub

    add("list", _list, "all models: accuracy, size, precisions, date; * marks the active one")
    add("show", _show, "everything known about one model: how it was made, what it reaches, its files")
    add("activate", _activate, "let this model answer from now on")
    add("rename", _rename, "give one of your models another name").add_argument("name", metavar="NAME")
    add("delete", _delete, "move one of your models to the trash, where it stays for 30 days")
    add("restore", _restore, "bring a deleted model back")
    export = add("export", _export, "write a zip: networks, labels, how it was made, and a sample program")
    export.add_argument("file", metavar="FILE.zip", type=Path)
    bring = add("import", _import, "take in a zip that was exported, after checking it")
    bring.add_argument("file", metavar="FILE.zip", type=Path)
    quantise = add("quantise", _quantise, "add INT8 weights, if they cost at most 0.3 points of accuracy")
    add_data_option(quantise)


def run(arguments: argparse.Namespace) -> int:
    return arguments.action(arguments)


def summary(model: StoredModel, *, active: bool) -> dict[str, Any]:
    """What `models list --json` says about a model."""
    return {
        "id": model.id,
        "name": model.name,
        "active": active,
        "bundled": model.bundled,
        "recipe": model.manifest.recipe,
        "created": model.manifest.created,
        "test_accuracy": model.manifest.accuracy,
        "parameters": model.manifest.parameters,
        "precisions": list(model.precisions),
        "bytes": model.size,
    }


def _list(arguments: argparse.Namespace) -> int:
    survey = model_store().survey()
    active = _active_id()
    rows = [summary(model, active=model.id == active) for model in survey.models]
    if arguments.json:
        for row in rows:
            print_json(row)
        for damaged in survey.damaged:
            print_json({"id": damaged.folder.name, "error": str(damaged.error)})
    else:
        _print_table(rows)
        for damaged in survey.damaged:
            warn(str(damaged.error))
    return 1 if survey.damaged else 0


def _print_table(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        accuracy = "not measured" if row["test_accuracy"] is None else f"{row['test_accuracy']:.2%}"
        print(
            f"{'*' if row['active'] else ' '} {row['id']:<34} {accuracy:>12}  {row['bytes'] / 1e6:6.1f} MB  "
            f"{'+'.join(row['precisions']):<14} {row['created'][:10]}  {row['name']}"
        )
    if not rows:
        print("There is no model yet; “fashion-gui train --recipe quick” makes one.", file=sys.stderr)


def _show(arguments: argparse.Namespace) -> int:
    import msgspec

    model = model_store().get(arguments.id)
    model.check()
    facts = {**msgspec.to_builtins(model.manifest), "bundled": model.bundled, "folder": str(model.folder)}
    if arguments.json:
        print_json(facts)
        return 0
    for key, value in facts.items():
        if key == "history":
            print(f"history: {len(value)} epochs (all of them with --json)")
        elif isinstance(value, dict):
            print(f"{key}:")
            for inner, content in value.items():
                print(f"  {inner}: {content}")
        else:
            print(f"{key}: {value}")
    return 0


def _activate(arguments: argparse.Namespace) -> int:
    model = model_store().activate(arguments.id)
    if arguments.json:
        print_json(summary(model, active=True))
    else:
        print(f"“{model.name}” ({model.id}) answers from now on.")
    return 0


def _rename(arguments: argparse.Namespace) -> int:
    model = model_store().rename(arguments.id, arguments.name)
    return _tell(arguments, model, f"{model.id} is called “{model.name}” now.")


def _delete(arguments: argparse.Namespace) -> int:
    model_store().delete(arguments.id)
    if arguments.json:
        print_json({"id": arguments.id, "deleted": True})
    else:
        print(f"{arguments.id} is in the trash; “fashion-gui models restore {arguments.id}” brings it back.")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    model = model_store().restore(arguments.id)
    return _tell(arguments, model, f"“{model.name}” ({model.id}) is back.")


def _export(arguments: argparse.Namespace) -> int:
    from fashion_gui.core.model_archive import export_model

    model = model_store().get(arguments.id)
    export_model(model, arguments.file)
    if arguments.json:
        print_json({"id": model.id, "file": str(arguments.file), "bytes": arguments.file.stat().st_size})
    else:
        print(f"“{model.name}” was written to {arguments.file}.")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from fashion_gui.core.model_archive import import_model
    from fashion_gui.inference.acceptance import check_foreign

    model = import_model(arguments.file, model_store(), check_foreign)
    return _tell(arguments, model, f"“{model.name}” was imported as {model.id}.")


def _quantise(arguments: argparse.Namespace) -> int:
    from fashion_gui.cli.worker_process import work
    from fashion_gui.worker.job_requests import Quantise
    from fashion_gui.worker.messages import AnyMessage, Figures, Stage, encode

    request = Quantise(
        model=arguments.id, data=str(dataset_folder(arguments.data).absolute()), home=str(paths.home_dir())
    )

    def show(message: AnyMessage) -> None:
        if arguments.json:
            print(encode(message).decode(), flush=True)
        elif isinstance(message, Stage):
            print(f"{message.name} …", flush=True)
        elif isinstance(message, Figures):
            before, after = message.values["before"], message.values["after"]
            print(f"Right on the validation images: {before:.2%} before, {after:.2%} in INT8.")

    made = work(request, show)
    if made.error is not None:
        raise made.error
    if made.done and not arguments.json:
        print(f"{made.model} has INT8 weights.")
    return 0 if made.done else 1


def _tell(arguments: argparse.Namespace, model: StoredModel, sentence: str) -> int:
    if arguments.json:
        print_json(summary(model, active=model.id == _active_id()))
    else:
        print(sentence)
    return 0


def _active_id() -> str | None:
    try:
        return model_store().active().id
    except ModelError:
        return None
