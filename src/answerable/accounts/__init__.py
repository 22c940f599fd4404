"""People who work here, what each may do, and the body they work for."""
