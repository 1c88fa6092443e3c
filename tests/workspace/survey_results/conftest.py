"""Made-up responses of a made-up survey."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bots import config as bot_file
from bots.schema.survey import SurveyFile
from records.responses import Response

FILE = """
id: visit
kind: survey
name: After your visit
welcome: A few short questions.
questions:
  - {id: score, kind: nps, text: How likely are you to recommend us?}
  - {id: why, kind: long_text, text: Why?, required: false}
  - {id: way, kind: single, text: How did you come?, options: [By foot, By car, By train]}
  - {id: liked, kind: multiple, text: What did you like?, options: [Price, Staff, Choice], other: true}
  - {id: again, kind: yesno, text: Will you come again?}
  - {id: table, kind: matrix, text: Please rate, rows: [The shop, The page]}
  - {id: wait, kind: number, text: How long did you wait?, unit: minutes}
"""
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def survey(**changes: Any) -> SurveyFile:
    config = bot_file.load(FILE)
    assert isinstance(config, SurveyFile)
    return config.model_copy(update=changes)


def responses(*answers: dict[str, Any], state: str = "complete", days_ago: int = 3) -> list[Response]:
    started = (NOW - timedelta(days=days_ago)).replace(hour=0)
    return [
        Response(f"rsp_{days_ago:03}{i:04}", "bot_1", 1, None, state, started, given) for i, given in enumerate(answers)
    ]
