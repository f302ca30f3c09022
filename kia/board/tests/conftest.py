from kia.tests.conftest import cast, version

__all__ = ["cast", "version"]
