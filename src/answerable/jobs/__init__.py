"""Unattended work: the clock, and the heartbeat by which its silence is noticed; what runs when is said in the server's timetable."""
