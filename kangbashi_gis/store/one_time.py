"""One-time codes of a second factor: TOTP (RFC 6238) with SHA-1, six digits, thirty seconds, as every app knows it."""

import base64
import hmac
import secrets
from urllib.parse import quote

SECRET_BYTES = 20
STEP_S = 30
DIGITS = 6
AROUND = (0, -1, 1)  # a watch may be half a minute off


def new_secret() -> bytes:
    """Make the secret that the phone and the account share."""
    return secrets.token_bytes(SECRET_BYTES)


def code(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """Give the code of a step of thirty seconds (RFC 4226, 5.3; RFC 6238, 4.2)."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}d}"


def accepted_step(secret: bytes, given: str, seconds: float, used: int) -> int | None:
    """Give the step whose code this is, None where it is none of now; `used`: the last one that was accepted.

    A code that was used before is refused, so that nobody who watched can use it again (RFC 6238, 5.2).
    """
    typed = given.replace(" ", "")
    now = int(seconds) // STEP_S
    for near in AROUND:
        if hmac.compare_digest(code(secret, now + near).encode(), typed.encode()) and now + near > used:
            return now + near
    return None


def address(secret: bytes, account: str, issuer: str) -> str:
    """Give the `otpauth:` address that a phone reads from a QR code, or from which its secret is typed."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?secret={written(secret)}&issuer={quote(issuer)}&digits={DIGITS}&period={STEP_S}"


def written(secret: bytes) -> str:
    """Give the secret as it is typed into a phone."""
    return base64.b32encode(secret).decode().rstrip("=")
