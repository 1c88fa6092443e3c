"""The results as one page that can be sent or printed: plain HTML, no script, nothing fetched, every word escaped.

In print a usual survey (ten questions with their bars) fits one sheet of A4, in two columns.
"""

from __future__ import annotations

from html import escape

from workspace.survey_results.numbers import Outcome
from workspace.survey_results.read import Results

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;color:#1A2321;background:#fff;max-width:760px;margin:40px auto;
padding:0 24px}
h1{font-size:28px;margin:0}h2{font-size:18px;margin:32px 0 8px}p{margin:0 0 8px}.quiet{color:#5A6763;font-size:14px}
table{border-collapse:collapse;width:100%}td{padding:3px 0;vertical-align:middle}td.n{width:90px;text-align:right;
color:#5A6763;font-size:14px}td.l{width:36%;padding-right:12px}i{display:block;height:12px;border-radius:6px;
background:#0B5D51;min-width:2px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
section{break-inside:avoid}@page{size:A4;margin:13mm}
@media print{body{margin:0;padding:0;max-width:none;font-size:11px;line-height:1.35}h1{font-size:20px}
h2{font-size:12.5px;margin:0 0 2px;break-after:avoid}p{margin:0 0 3px}.quiet,td.n{font-size:10px}td{padding:1px 0}
td.n{width:62px}i{height:8px;border-radius:4px}main{columns:2;column-gap:9mm;margin-top:5mm}
section{padding-bottom:4mm}}"""


def to_html(results: Results) -> bytes:
    """The whole page."""
    parts = [f"<h1>{escape(results.name)}</h1>", f'<p class="quiet">{escape(results.sentence)}</p>']
    parts.append(f"<main>{''.join(_section(one, results) for one in results.outcomes)}</main>")
    body = "".join(parts)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(results.name)}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    ).encode()


def _section(one: Outcome, results: Results) -> str:
    facts = [f"{one.answered} answered"]
    if one.score:
        facts.append(f"Net Promoter Score {one.score.value:.0f} ({one.score.low:.0f} to {one.score.high:.0f})")
    elif one.mean is not None:
        facts.append(f"mean {one.mean:.1f}")
    rows = "".join(
        f'<tr><td class="l">{escape(bar.label)}</td><td><i style="width:{100 * bar.share:.0f}%"></i></td>'
        f'<td class="n">{bar.count} · {100 * bar.share:.0f} %</td></tr>'
        for bar in one.bars
    )
    said = "".join(
        f"<p>{escape(theme.name)} ({theme.count}): “{escape(theme.example)}”</p>"
        for theme in results.themes.get(one.key, ())
    )
    table = f"<table>{rows}</table>" if rows else ""
    return f'<section><h2>{escape(one.text)}</h2><p class="quiet">{", ".join(facts)}</p>{table}{said}</section>'
