#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError

from config.database import explain
from config.environment import Refusal

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except Refusal as refusal:
        sys.exit(f"Het lukt niet: {refusal}")
    except DatabaseError as error:
        sys.exit(f"Het lukt niet: {explain(error)}")
    except KeyboardInterrupt:
        sys.exit(130)
