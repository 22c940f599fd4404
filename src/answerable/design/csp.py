"""What a browser may do with our pages: nothing but what this server sent, and nothing inside another page's frame."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Charts need style attributes nowhere; images may be data because the sign-in QR code is one.
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # publickey-credentials: passkeys sign people in here, and nowhere else.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class ContentSecurityPolicy:
    """Middleware: one fresh nonce a request, and the headers on every answer that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy; a view that sets a header itself keeps its own."""
        request.csp_nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]  # read by the templates
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=request.csp_nonce))  # type: ignore[attr-defined]
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def nonce(request: HttpRequest) -> dict[str, str]:
    """Context processor: `csp_nonce` for the few scripts written in the page itself."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
