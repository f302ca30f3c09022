"""The one clock of the register.

In production it is wall time. In practice it runs on at an offset, so that one
can practise next month. An audit trail uses django.utils.timezone.now() instead.
"""

import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from instance.models import InstanceState

# Another process may move the clock: what was read counts for this long.
SECONDS_REMEMBERED = 1

_set_by_caller = ContextVar("offset set by at()", default=None)
_remembered = (float("-inf"), timedelta())


def now() -> datetime:
    return timezone.now() + offset()


def today() -> date:
    return timezone.localdate(now())


def is_moved() -> bool:
    """Whether it is another day here than outside."""
    return today() != timezone.localdate()


def offset() -> timedelta:
    if settings.PRODUCTION:
        return timedelta()
    if _set_by_caller.get() is not None:
        return _set_by_caller.get()
    moment, remembered = _remembered
    if time.monotonic() - moment < SECONDS_REMEMBERED:
        return remembered
    return remember(_stored())


def remember(stored: timedelta | None) -> timedelta:
    """For whoever read `clock_offset` along with something else: spares a query."""
    global _remembered
    _remembered = (time.monotonic(), stored or timedelta())
    return _remembered[1]


def forget():
    global _remembered
    _remembered = (float("-inf"), timedelta())


def move_to(moment: datetime | None):
    """Practice only: from now on it is `moment`, for everybody. None: wall time."""
    _refuse_in_production()
    stored = moment and moment - timezone.now()
    InstanceState.objects.filter(pk=1).update(clock_offset=stored)
    remember(stored)


def move_to_day(day: date):
    """Practice only: today it is this day, at the same hour as outside."""
    hour = timezone.localtime().time()
    move_to(timezone.make_aware(datetime.combine(day, hour)))


@contextmanager
def at(moment: datetime):
    """Practice only: inside this block it is `moment`, for this caller alone."""
    _refuse_in_production()
    token = _set_by_caller.set(moment - timezone.now())
    try:
        yield
    finally:
        _set_by_caller.reset(token)


def _stored() -> timedelta | None:
    return InstanceState.objects.values_list("clock_offset", flat=True).get(pk=1)


def _refuse_in_production():
    if settings.PRODUCTION:
        raise RuntimeError("De klok van echt gebruik is niet te verzetten.")
