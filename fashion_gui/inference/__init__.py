"""OpenVINO: converting, checking and running the networks."""

import sys

# OpenVINO's converter and NNCF send usage reports by default and fork a process to do so.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
