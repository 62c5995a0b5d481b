"""What an exported model says for itself: a program of ten lines, and how to use it."""

from __future__ import annotations

SAMPLE = """\
import json, sys
from pathlib import Path
import numpy as np, openvino as ov
from PIL import Image, ImageOps
here = Path(__file__).parent
grey = ImageOps.pad(Image.open(sys.argv[1]).convert("L"), (28, 28), color=0)  # light clothes on black
names = json.loads((here / "class_names.json").read_text())
model = ov.Core().compile_model(here / "{ir}", "CPU")
probabilities = model([np.asarray(grey, np.uint8)[None, ..., None]])[0][0]
print(names[int(probabilities.argmax())], f"{{probabilities.max():.1%}}")
"""

README = """\
# {name}

A network that tells ten kinds of clothing apart, exported by Fashion GUI.
Recipe: {recipe}; made {created}; test accuracy: {accuracy}.

- `model.xml`, `model.bin`: OpenVINO IR, FP16 weights; `model-fp32`, `model-int8`: other precisions, if there.
  Input `images`: uint8 [n, 28, 28, 1], light clothes on black. Output `probabilities`: float32 [n, 10].
- `class_names.json`: the ten names in the order of the output.
- `golden.npz`: pictures and the answers that every machine must give; check them before trusting INT8.
- `manifest.json`: how it was made, and the SHA-256 of every file.
- `sample.py`: ten lines that run with nothing but openvino, numpy and pillow:

      pip install openvino==2025.1.0 numpy pillow
      python sample.py picture.png

  The picture is one like those of Fashion-MNIST: 28 × 28, light on black. Fashion GUI itself makes such a
  picture of any photo first.

Back into the program: `fashion-gui models import FILE.zip`, or “Import” on its Models page.
"""
