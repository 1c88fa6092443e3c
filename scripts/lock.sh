#!/bin/sh
# Pins and hashes every dependency: requirements*.txt name what we use, *.lock what is installed.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --quiet --python .venv/bin/python --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"
}
compile requirements.txt -o requirements.lock
compile requirements-dev.txt -c requirements.lock -o requirements-dev.lock
compile --no-deps requirements-models.txt -o requirements-models.lock
echo "uv" | compile - -o requirements-installer.lock
