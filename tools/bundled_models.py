"""Makes the models that ship with the program: `make bundled-models PHOTOS=DIR`.

python -m tools.bundled_models PHOTOS

First the `accurate` recipe on Fashion-MNIST, then the `photos` recipe, which goes on from it with labelled
photos, and `refine`, which goes on from that; then INT8 weights for the first and the last. An interrupted
run is taken up again. Takes an hour and a half on two cores with nothing else to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
HOME = PROJECT / "build" / "bundled-models"
NAMES = {"accurate": "Accurate, data set only", "refine": "Accurate, with photos"}


def main(photos: Path) -> None:
    """Train what is missing, then put both models in the place of those in `models/`."""
    os.environ["FASHION_GUI_HOME"] = str(HOME)
    from fashion_gui.core.model_store import ModelStore

    store = ModelStore(HOME / "models", HOME / "none")
    made: dict[str, str] = {model.manifest.recipe: model.id for model in store.models()}
    if "accurate" not in made:
        made["accurate"] = train("accurate")
    for before, recipe in (("accurate", "photos"), ("photos", "refine")):
        if recipe not in made:
            made[recipe] = train(recipe, "--start-from", made[before], "--photos", str(photos.resolve()))
    for recipe, name in NAMES.items():
        if "int8" not in store.get(made[recipe]).precisions:
            _command("models", "quantise", made[recipe])
        store.rename(made[recipe], name)
    ships = PROJECT / "models"
    for folder in ships.glob("*/"):
        shutil.rmtree(folder)
    for recipe in NAMES:
        shutil.copytree(HOME / "models" / made[recipe], ships / made[recipe])
    ModelStore(ships, HOME / "none").activate(made["refine"])
    print(f"{made['refine']} answers from now on.")


def train(recipe: str, *options: str) -> str:
    """Train by a recipe, or go on with what was interrupted; returns the id of the model."""
    from fashion_gui.worker import runs

    begun = [run.name for run in runs.resumable() if run.request.settings["recipe"] == recipe]
    what = ["--resume", begun[0]] if begun else ["--recipe", recipe, *options]
    return _command("train", *what)


def _command(*words: str) -> str:
    """Run one of the program's commands; returns what it prints."""
    command = [sys.executable, "-m", "fashion_gui", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=PROJECT).stdout.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
