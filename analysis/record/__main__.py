"""`python -m analysis.record FILE`: a data set's counts as JSON, which is all of it that a build sees."""

import sys

from analysis import record


def main(path: str) -> int:
    """Print the counts; 1 and one line on what is wrong, when the file can't be read."""
    try:
        print(record.counted(path).model_dump_json())
    except record.BadFile as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
