from missions.models.mission import Mission, MissionGround, SubTarget
from missions.models.target import Target, TargetGround

__all__ = ["Mission", "MissionGround", "SubTarget", "Target", "TargetGround"]
