"""Keys of the cache that counts who tries too often."""

from django.utils.crypto import salted_hmac


def unreadable(key, key_prefix, version):
    """A key that tells nobody the network address or e-mail address in it."""
    value = f"{key_prefix}:{version}:{key}"
    return salted_hmac("accounts.cache_keys", value, algorithm="sha256").hexdigest()
