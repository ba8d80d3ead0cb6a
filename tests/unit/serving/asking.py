"""A browser, without a network."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["Client"]


class Client:
    """Asks an application, keeps cookies, follows nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("192.168.1.5", 50_000))
        self._cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **settings: Any) -> httpx.Response:
        """One request."""

        async def one() -> httpx.Response:
            base = "http://localhost:8000"
            async with httpx.AsyncClient(transport=self._transport, base_url=base, cookies=self._cookies) as client:
                answer = await client.request(method, path, **settings)
                self._cookies = client.cookies
                return answer

        return asyncio.run(one())

    def get(self, path: str, **settings: Any) -> httpx.Response:
        return self.ask("GET", path, **settings)

    def head(self, path: str, **settings: Any) -> httpx.Response:
        return self.ask("HEAD", path, **settings)

    def post(self, path: str, **settings: Any) -> httpx.Response:
        return self.ask("POST", path, **settings)
