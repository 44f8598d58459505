"""A watch over a page: errors in its console, its scripts, and what it asks of other sites."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request


class Watch:
    """Writes down every fault of a page; the first address it asks for is its own site."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self._own = ""
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _error(self, error: Error) -> None:
        self.faults.append(f"script: {error.message}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"data", "blob"}:
            return
        origin = f"{address.scheme}://{address.netloc}"
        self._own = self._own or origin
        if origin != self._own:
            self.faults.append(f"request: {request.url}")
