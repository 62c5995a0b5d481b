from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import openvino as ov
import pytest

from fashion_gui.core.errors import ModelError, StorageError
from fashion_gui.core.labels import CLASS_NAMES
from fashion_gui.inference.conversion import check_parity, convert, convert_checked


@pytest.fixture(scope="module")
def ir(tiny_network, tmp_path_factory) -> Path:
    xml = tmp_path_factory.mktemp("ir") / "model.xml"
    convert(
        tiny_network.saved_model, xml, {"class_names": CLASS_NAMES, "recipe": "tiny"}, compress_to_fp16=False
    )
    return xml


def test_the_ir_has_the_form_the_program_reads(ir):
    model = ov.Core().read_model(ir)
    assert [p.any_name for p in model.inputs] == ["images"]
    assert str(model.inputs[0].partial_shape) == "[?,28,28,1]"
    assert model.inputs[0].element_type == ov.Type.u8
    assert [p.any_name for p in model.outputs] == ["probabilities"]
    assert str(model.outputs[0].partial_shape) == "[?,10]"


def test_the_ir_says_what_it_is(ir):
    about = json.loads(ov.Core().read_model(ir).get_rt_info("fashion_gui").astype(str))
    assert about == {"class_names": list(CLASS_NAMES), "recipe": "tiny"}


def test_the_ir_answers_as_keras_does(ir, tiny_network):
    worst = check_parity(ir, tiny_network.images[:256], tiny_network.probabilities[:256])
    assert worst < 1e-5


def test_another_network_is_refused(ir, tiny_network):
    shifted = np.roll(tiny_network.probabilities[:256], 1, axis=1)
    with pytest.raises(ModelError, match="answers differently"):
        check_parity(ir, tiny_network.images[:256], shifted)
    with pytest.raises(ModelError, match="answers differently"):
        check_parity(ir, tiny_network.images[:256], np.full((256, 10), np.nan))


def test_a_refused_conversion_leaves_nothing_behind(tiny_network, tmp_path):
    wrong = tiny_network.probabilities[:256] + 2e-4
    with pytest.raises(ModelError):
        convert_checked(tiny_network.saved_model, tmp_path, tiny_network.images[:256], wrong, {})
    assert list(tmp_path.iterdir()) == []


def test_both_precisions_are_checked_and_only_the_wanted_kept(tiny_network, tmp_path):
    worst = convert_checked(
        tiny_network.saved_model,
        tmp_path,
        tiny_network.images[:256],
        tiny_network.probabilities[:256],
        {},
        precisions=("fp16",),
    )
    assert worst["fp32"] < 1e-5 < worst["fp16"] < 1e-2
    assert {p.name for p in tmp_path.iterdir()} == {"model.xml", "model.bin"}


def test_fp16_halves_the_weights(tiny_network, ir, tmp_path):
    convert(tiny_network.saved_model, tmp_path / "model.xml", {})
    half = (tmp_path / "model.bin").stat().st_size
    assert half < 0.6 * ir.with_suffix(".bin").stat().st_size


def test_a_folder_that_is_no_network_is_refused(tmp_path):
    (tmp_path / "saved_model.pb").write_bytes(b"nonsense")
    with pytest.raises(ModelError, match="could not be converted"):
        convert(tmp_path, tmp_path / "model.xml", {})
    assert not (tmp_path / "model.xml").exists()


def test_a_folder_that_cannot_be_written_to(tiny_network, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        convert(tiny_network.saved_model, tmp_path / "file" / "model.xml", {})


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("room", [10, 5000, 40000])
def test_a_full_disk_leaves_nothing_behind(tiny_network, tmp_path, room):
    code = f"""
        import pathlib, resource, signal, sys
        from fashion_gui.core.errors import StorageError
        from fashion_gui.inference.conversion import convert
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
        try:
            saved_model, xml = map(pathlib.Path, sys.argv[1:])
            convert(saved_model, xml, {{}})
        except StorageError:
            raise SystemExit(7)
    """
    done = run(code, tiny_network.saved_model, tmp_path / "model.xml")
    assert done.returncode == 7, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_tensorflow_is_needed(tiny_network, tmp_path):
    code = """
        import pathlib, sys
        from fashion_gui.inference.conversion import convert
        convert(*map(pathlib.Path, sys.argv[1:]), {})
        assert "tensorflow" not in sys.modules
        assert sys.modules["openvino_telemetry"] is None
    """
    done = run(code, tiny_network.saved_model, tmp_path / "model.xml")
    assert done.returncode == 0, done.stderr


def run(code: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
