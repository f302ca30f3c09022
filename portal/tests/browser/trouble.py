"""What goes wrong on a page while a test visits it."""

BROKEN_OFF = "net::ERR_ABORTED"


class Trouble(list):
    """Console errors, and requests that fail or go elsewhere.

    Whoever leaves a page breaks off what it was still fetching (its icon, say): that
    is no trouble. A request that a page breaks off while it stays is.
    """

    def __init__(self, page, site):
        super().__init__()
        self.page = page
        self.site = site
        self.pages = set()
        self.made_here = set()
        self.coming = None
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("request", self.request)
        page.on("framenavigated", self.navigated)
        page.on("requestfailed", self.failed)
        page.on("response", self.response)

    def console(self, message):
        # The browser reports the status of a page itself too: such a one on purpose.
        its_own_status = message.location.get("url") in self.pages and any(
            status in message.text for status in ("404", "413")
        )
        if message.type in ("error", "warning") and not its_own_status:
            self.append(f"console: {message.text}")

    def request(self, made):
        self.made_here.add(made)
        if made.is_navigation_request():
            self.coming = made
            self.pages.add(made.url)
        if not made.url.startswith((f"{self.site}/", "data:")):
            self.append(f"foreign request: {made.url}")

    def navigated(self, frame):
        # Without a page to come it only moved to another place in the same page.
        if self.coming and frame == self.page.main_frame:
            self.coming = None
            self.made_here.clear()

    def failed(self, request):
        is_left = request not in self.made_here or self.coming not in (None, request)
        if request == self.coming:
            self.coming = None
        if request.failure != BROKEN_OFF or not is_left:
            self.append(f"failed: {request.url} {request.failure}")

    def response(self, answer):
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.append(f"{answer.status}: {answer.url}")
