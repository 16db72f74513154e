"""Keys: what a password opens, what is sealed to an account, what an account signs. Pure functions over PyNaCl.

An account has a *seed*. From it follow its signing key (Ed25519) and that key's Curve25519 form, to which others
seal what only the account may open. The seed itself is sealed under a key that argon2id makes of the password.
Nothing here is of our own making but the order in which PyNaCl's functions are called.
"""

import secrets
import unicodedata
from dataclasses import dataclass

KEY_BYTES = 32
SALT_BYTES = 16
SIGNATURE_BYTES = 64


@dataclass(frozen=True)
class Cost:
    """What one try of a password costs: argon2id's passes, and its memory in bytes."""

    passes: int
    memory: int


# libsodium's OPSLIMIT_MODERATE and MEMLIMIT_MODERATE, as numbers so that nobody needs PyNaCl to know them
MODERATE = Cost(3, 268_435_456)


@dataclass(frozen=True)
class SealedSeed:
    """A seed under a password, with all that is needed to open it but the password."""

    sealed: bytes
    salt: bytes
    cost: Cost


def new_key() -> bytes:
    """Make a random key for a vault, or a random seed."""
    return secrets.token_bytes(KEY_BYTES)


def from_password(password: str, salt: bytes, cost: Cost) -> bytes:
    """Make a key of a password by argon2id. Full-width and half-width characters are the same password."""
    import nacl.pwhash.argon2id as argon2id

    spelled = unicodedata.normalize("NFKC", password).encode()
    return argon2id.kdf(KEY_BYTES, spelled, salt, opslimit=cost.passes, memlimit=cost.memory)


def open_seed(kept: SealedSeed, password: str) -> bytes | None:
    """Open a seed with a password; None where it is not the password."""
    return unlock(from_password(password, kept.salt, kept.cost), kept.sealed)


def lock(key: bytes, secret: bytes) -> bytes:
    """Seal something under a key."""
    from nacl.secret import SecretBox

    return bytes(SecretBox(key).encrypt(secret))


def unlock(key: bytes, sealed: bytes) -> bytes | None:
    """Open what was sealed under a key; None where it is another key, or something was changed."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        return bytes(SecretBox(key).decrypt(sealed))
    except CryptoError:
        return None


def verify_key(seed: bytes) -> bytes:
    """Give the public half of an account's key: others check its signatures with it, and seal to it."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(seed).verify_key)


def seal_to(public: bytes, secret: bytes) -> bytes:
    """Seal something so that only the owner of a verify key can open it."""
    from nacl.public import SealedBox
    from nacl.signing import VerifyKey

    return bytes(SealedBox(VerifyKey(public).to_curve25519_public_key()).encrypt(secret))


def open_sealed(seed: bytes, sealed: bytes) -> bytes | None:
    """Open what was sealed to an account; None where it was sealed to another, or something was changed."""
    from nacl.exceptions import CryptoError
    from nacl.public import SealedBox
    from nacl.signing import SigningKey

    try:
        return bytes(SealedBox(SigningKey(seed).to_curve25519_private_key()).decrypt(sealed))
    except CryptoError:
        return None


def sign(seed: bytes, statement: bytes) -> bytes:
    """Sign a statement."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(seed).sign(statement).signature)


def is_signed_by(public: bytes, statement: bytes, signature: bytes) -> bool:
    """Tell whether a statement was signed with the key of which `public` is the public half."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(public).verify(statement, signature)
    except (BadSignatureError, ValueError, TypeError):  # the latter two: not of the length of a key or signature
        return False
    return True


def digest(value: bytes, purpose: str, key: bytes = b"") -> bytes:
    """Give 32 bytes by blake2b that nobody can guess without the key; purpose keeps uses apart (16 bytes at most)."""
    from hashlib import blake2b

    return blake2b(value, digest_size=KEY_BYTES, key=key, person=purpose.encode()).digest()


def fingerprint(public: bytes) -> str:
    """Give the short form of a verify key that two people can compare aloud: four groups of four digits."""
    number = int.from_bytes(digest(public, "fingerprint")[:8], "big") % 10**16
    digits = f"{number:016d}"
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))
