"""Which of several trainings reads best: `python best.py WORK NAMES` prints its name, and the figures of all to standard error.

Figures are those of the development files and the held-out tenth at the end of each training; where there are none yet, the first name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_SHOWN = ("trigger_type", "trigger", "parties", "status", "mode", "negatives_silent")


def worth(folder: Path) -> tuple[float, str]:
    """Return what the figures of a training come to, and them in words; raises OSError or KeyError where they are not there."""
    last: dict[str, Any] = {}
    for line in (folder / "curve.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        last[row["kind"] + row.get("file", "")] = row
    acts, trees = last["events"], (last["figuresewt_dev"]["las"] + last["figuresgum_dev"]["las"]) / 2
    names = last["figuresgum_dev"]["names"]
    told = f"{folder.name} {json.dumps({name: acts[name] for name in _SHOWN})} las {trees:.2f} names {names}"
    return acts["trigger_type"] + acts["parties"] / 2 + acts["status"] / 4 + trees / 50, told


def main() -> None:
    """Print the name of the best."""
    work, *names = sys.argv[1:]
    found = [(0.0, names[0])]
    for name in names:
        try:
            value, told = worth(Path(work) / name)
        except (OSError, KeyError) as error:
            print(name, repr(error), file=sys.stderr)
            continue
        print(told, file=sys.stderr)
        found.append((value, name))
    print(max(found)[1])


if __name__ == "__main__":
    main()
