"""A pytest plugin, loaded before the settings: tests are always practice."""

import os

os.environ["ENVIRONMENT"] = "practice"
