"""Unattended work: the clock, and the heartbeat by which silence is noticed. What runs when is in the timetable."""
