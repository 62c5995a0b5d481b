#!/bin/sh
# Makes .venv ready: Python 3.11 or 3.10, the pinned packages and, on Debian and Ubuntu, the system libraries.
# The Makefile calls it whenever pyproject.toml or constraints.txt is newer than .venv/ready.
# An install that was interrupted left .venv/installing behind and starts again from nothing.
set -eu
cd "$(dirname "$0")/.."

trap 'exit 130' INT

say() { printf '%s\n' "$*" >&2; }

# Qt needs these even without a screen (libegl1 … libglib2.0-0); the rest is for a real X server, and xvfb
# is one for tests.
LIBRARIES="libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 fonts-dejavu-core
libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 xvfb"

find_python() {
    # Run each candidate: a pyenv shim exists for every version ever installed and may still fail.
    for candidate in "${PYTHON:-}" python3.11 python3.10 python3 python \
        "$HOME"/.local/bin/python3.11 "$HOME"/.pyenv/versions/3.1[01].*/bin/python; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 10), (3, 11)))' 2>/dev/null
        then
            # Not the candidate's own path: it may be a shim, or the very .venv that is about to be replaced.
            "$candidate" -c 'import sys; print(sys._base_executable)'
            return 0
        fi
    done
    return 1
}

explain_python() {
    say "Python 3.11 or 3.10 is needed (TensorFlow's Intel extension exists for these two), and none was found."
    if command -v apt-cache >/dev/null 2>&1 && apt-cache show python3.11 >/dev/null 2>&1; then
        say "Install it with:  sudo apt-get install python3.11 python3.11-venv"
    else
        say "Install it with  uv python install 3.11  or  pyenv install 3.11  or from https://www.python.org/downloads/,"
        say "then run make again; a Python in an unusual place can be named:  make PYTHON=/path/to/python3.11"
    fi
}

installed() {
    # Newer releases renamed some libraries for 64-bit time: libglib2.0-0t64.
    dpkg -s "$1" >/dev/null 2>&1 || dpkg -s "${1}t64" >/dev/null 2>&1
}

install_libraries() { # install_libraries PACKAGE…: those that are missing; never fatal
    command -v apt-get >/dev/null 2>&1 || return 0
    missing=""
    for package in "$@"; do
        installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        root=""
    elif sudo -n true 2>/dev/null; then
        root="sudo -n"
    else
        say "Some system packages are missing; install them with:"
        say "  sudo apt-get install -y$missing"
        return 0
    fi
    say "Installing system packages:$missing"
    # shellcheck disable=SC2086  # lists of words on purpose
    if ! { $root env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq; apt-get install -y -qq "$@"' \
        apt $missing >/dev/null; }; then
        say "That failed; when the system's package manager works again, install them with:"
        say "  apt-get install -y$missing"
    fi
}

install_packages() {
    # pip resumes nothing, but keeps what it has downloaded, so trying again after a network hiccup is cheap.
    quiet=$([ -t 2 ] || echo --quiet)
    # shellcheck disable=SC2086
    for attempt in 1 2 3; do
        [ "$attempt" = 1 ] || { say "Trying again ($attempt of 3) …"; sleep $((attempt * 3)); }
        .venv/bin/python -m pip install $quiet --disable-pip-version-check --retries 5 --timeout 60 \
            --use-pep517 --constraint constraints.txt --editable ".[dev]" && return 0
    done
    say "The Python packages could not be installed; check the network and free disk space (3 GB), run make again."
    return 1
}

python=$(find_python) || { explain_python; exit 1; }
if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    # shellcheck disable=SC2086
    install_libraries $LIBRARIES
else # Debian packs these two apart
    # shellcheck disable=SC2086
    install_libraries $LIBRARIES "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    "$python" -c 'import ensurepip, venv' || exit 1
fi

rm -f .venv/ready
if [ -e .venv/installing ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    say "Creating .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
fi
touch .venv/installing
say "Installing the Python packages; the first time this takes some minutes and 3 GB …"
install_packages
rm .venv/installing

if ! reason=$(QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'import PySide6.QtWidgets, cv2' 2>&1); then
    say "A system library is missing: $(printf '%s' "$reason" | tail -n 1)"
    # shellcheck disable=SC2086
    say "On Debian and Ubuntu:  sudo apt-get install -y" $LIBRARIES
    exit 1
fi
touch .venv/ready
