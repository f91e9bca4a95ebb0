"""Child processes within limits: a pool for jobs, a copy of this process that waits for work, outside programs."""
