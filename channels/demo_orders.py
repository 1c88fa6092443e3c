"""The demo shop's own order service, beside its page: made-up orders a bot may look up and cancel through its tool.

It holds no person, and forgets what was cancelled when it stops.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

FILE = Path(__file__).parent.parent / "demo" / "orders.json"
_OPEN = ("packed", "waiting for a nib")


def order_routes() -> list[Route]:
    """``GET /orders/17`` and ``POST /orders/17/cancel``, on orders of their own."""
    orders: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))

    async def show(request: Request) -> Response:
        order = orders.get(request.path_params["number"])
        return JSONResponse(order) if order is not None else JSONResponse({}, status_code=404)

    async def cancel(request: Request) -> Response:
        order = orders.get(request.path_params["number"])
        if order is None:
            return JSONResponse({}, status_code=404)
        if order["status"] in _OPEN:
            order |= {"status": "cancelled", "expected": "never"}
            return JSONResponse({"result": "The order is cancelled and the money goes back."})
        return JSONResponse({"result": f"The order is {order['status']} and can no longer be cancelled."})

    return [Route("/orders/{number}", show), Route("/orders/{number}/cancel", cancel, methods=["POST"])]
