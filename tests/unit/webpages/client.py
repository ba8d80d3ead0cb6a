"""Requests to an application in this process, without a network."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
from starlette.applications import Starlette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute

__all__ = ["Client"]


class Client:
    """Asks these routes, one thing at a time."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self.app = Starlette(routes=routes)

    def get(self, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """The answer to a request for an address; nobody goes on to where it points."""
        return self.send("GET", address, headers=headers or {})

    def send(self, method: str, address: str, **more: Any) -> httpx.Response:
        """The answer to any request."""

        async def sent() -> httpx.Response:
            async with self.opened() as client:
                return await client.request(method, address, **more)

        return asyncio.run(sent())

    def opened(self) -> httpx.AsyncClient:
        """For several things at a time."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
        return httpx.AsyncClient(transport=transport, base_url="http://library.local", timeout=30)
