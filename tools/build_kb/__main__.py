"""Run the compiler; see the package."""

from __future__ import annotations

import sys

from legation.errors import LegationError


def main(arguments: list[str]) -> int:
    """Compile, or derive; 0 on success."""
    try:
        if arguments == ["derive"]:
            from tools.build_kb.derive import derive  # noqa: PLC0415 - needs ../shared

            for name, count in derive().items():
                print(f"{name}: {count} rows")
            return 0
        if arguments:
            print(__doc__, file=sys.stderr)
            return 2
        from tools.build_kb.compiler import build  # noqa: PLC0415

        print(build())
    except LegationError as error:
        print(f"build_kb: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
