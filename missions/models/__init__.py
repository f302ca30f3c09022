from missions.models.links import (
    MissionDocument,
    MissionOrganisation,
    MissionTechnology,
)
from missions.models.mission import Mission, MissionGround, SubTarget
from missions.models.target import Target, TargetGround

__all__ = [
    "Mission",
    "MissionDocument",
    "MissionGround",
    "MissionOrganisation",
    "MissionTechnology",
    "SubTarget",
    "Target",
    "TargetGround",
]
