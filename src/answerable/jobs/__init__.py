"""Unattended work: the clock and the claiming of rows; what runs when is said in the server's timetable."""
