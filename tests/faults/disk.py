"""A small disk of its own, so that filling it fills nothing else."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own in memory, so that filling it fills nothing else; needs the right to mount."""
    folder.mkdir()
    mount = shutil.which("mount")
    size = f"size={megabytes}m,mode=755"
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", size, "none", folder], check=False).returncode:
        raise SystemExit("A full disk needs the right to mount one. Run this as root, or choose another trouble.")
    try:
        yield folder
    finally:
        subprocess.run([str(shutil.which("umount")), "-l", folder], check=False)
