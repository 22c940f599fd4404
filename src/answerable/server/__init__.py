"""How it runs: settings, addresses, the timetable of jobs, processes, the command line."""
