"""Lists the models, shows what is known about one, or makes one the model in use."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from fashion_gui.cli.output import add_json_option, print_json, warn
from fashion_gui.cli.stored import model_store
from fashion_gui.core.errors import ModelError

if TYPE_CHECKING:
    from fashion_gui.core.stored_model import StoredModel

SUMMARY = "list, show or activate models"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, action, text in (
        ("list", _list, "all models: accuracy, size, precisions, date; * marks the active one"),
        ("show", _show, "everything known about one model: how it was made, what it reaches, its files"),
        ("activate", _activate, "let this model answer from now on"),
    ):
        sub = actions.add_parser(name, help=text, description=text)
        if action is not _list:
            sub.add_argument("id", metavar="ID", help="as “fashion-gui models list” prints it")
        add_json_option(sub)
        sub.set_defaults(action=action)


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
    try:
        active = model_store().active().id
    except ModelError:
        active = None
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
