"""限り — a crafted file must not take the whole machine: the memory that one command may use.

A book of 320 sheets takes well under a gigabyte. On Windows there is no such limit; the readers' own bounds hold there.
"""

import sys

MEMORY = 4 << 30  # bytes


def bound_memory(most: int = MEMORY) -> None:
    """Past this, the command ends with one line (MemoryError) instead of driving the machine into its swap."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = [limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(allowed), hard))
