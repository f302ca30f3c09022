"""Missions and their targets as charts.

Every function expects missions as `Mission.objects.for_list()` gives them,
and makes no query of its own.
"""

from missions.charts.bins import MOST_MARKS, bins
from missions.charts.horizon import horizon
from missions.charts.one import mission_chart, spark, spark_axis

__all__ = ["MOST_MARKS", "bins", "horizon", "mission_chart", "spark", "spark_axis"]
