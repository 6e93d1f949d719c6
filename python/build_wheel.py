"""Builds this package (PEP 517) with the standard library alone.

setuptools needs `wheel` before version 70.1, and neither comes with Python 3.12 or later; pip would download them.
"""

import base64
import hashlib
import os
import tarfile
import zipfile
from pathlib import Path

HOME = Path(__file__).parent
NAME = "interleave_checker"
VERSION = "0.1.0"
INFO = f"{NAME}-{VERSION}.dist-info"

METADATA = f"""\
Metadata-Version: 2.1
Name: interleave-checker
Version: {VERSION}
Summary: Atomic integers for models of the model checker interleave, and a helper for tests that check models.
License: MIT
Classifier: Framework :: Pytest
Requires-Python: >=3.9
Description-Content-Type: text/markdown

"""

WHEEL = """\
Wheel-Version: 1.0
Generator: interleave
Root-Is-Purelib: true
Tag: py3-none-any
"""

ENTRY_POINTS = """\
[pytest11]
interleave = interleave.pytest_plugin
"""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Writes the wheel and returns its name."""
    files = {f"interleave/{path.name}": path.read_bytes() for path in sorted((HOME / "interleave").glob("*.py"))}
    files[f"{INFO}/METADATA"] = _metadata().encode()
    files[f"{INFO}/WHEEL"] = WHEEL.encode()
    files[f"{INFO}/entry_points.txt"] = ENTRY_POINTS.encode()
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    files[f"{INFO}/RECORD"] = f"{record}{INFO}/RECORD,,\n".encode()
    name = f"{NAME}-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            wheel.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), content)
    return name


def build_sdist(sdist_directory, config_settings=None):
    """Writes the source archive and returns its name."""
    root = f"{NAME}-{VERSION}"
    name = f"{root}.tar.gz"
    info = HOME / "PKG-INFO"
    info.write_text(_metadata(), encoding="utf-8")
    try:
        with tarfile.open(os.path.join(sdist_directory, name), "w:gz") as archive:
            for path in [info, *(HOME / each for each in ("pyproject.toml", "README.md", "build_wheel.py"))]:
                archive.add(path, f"{root}/{path.name}")
            for path in sorted((HOME / "interleave").glob("*.py")):
                archive.add(path, f"{root}/interleave/{path.name}")
    finally:
        info.unlink()
    return name


def _metadata():
    return METADATA + (HOME / "README.md").read_text(encoding="utf-8")


def _digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
