"""A password hasher that counts how often it runs."""

from typing import ClassVar

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    runs: ClassVar[int] = 0

    def encode(self, password, salt):
        CountingHasher.runs += 1
        return super().encode(password, salt)
