#!/bin/sh
# Makes .venv from the hash-pinned requirements.txt and sees to what must come from the system.
# `sh setup.sh` is enough for `make book`; `sh setup.sh test` also wants a browser and pdftotext, and
# `sh setup.sh audit` what the outside checks are written in: Node, its two packages, Java and epubcheck.
# A second run changes nothing unless requirements.txt changed or the last run was interrupted.
set -eu
cd "$(dirname "$0")"

say() { echo "setup: $*" >&2; }

# need PACKAGE...: the Debian packages, installed when root, otherwise the one command to type.
need() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing $*"
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >&2
    else
        say "something is missing from this machine. On Debian or Ubuntu, type:"
        echo "sudo apt-get install $*" >&2
        exit 1
    fi
}

version_fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if version_fits "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed; name one with: make book PYTHON=/path/to/python3.12"
    exit 1
}

make_environment() {
    python=$(find_python)
    say "making .venv with $("$python" --version); this takes a minute or two, once"
    rm -rf .venv
    if uv --version >/dev/null 2>&1; then
        uv venv --quiet --python "$python" .venv
        uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.txt
    else
        # Debian keeps the part of Python that makes environments in a package of its own.
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            need "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        "$python" -m venv .venv
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
    fi
    # Lets a kernel or script started in any folder import `analysis`: the way up from site-packages to here.
    echo '../../../..' >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/project.pth"
    # Written last: an environment without it is half made.
    cp requirements.txt .venv/installed.txt
}

# Two runs at once must not build the same folder.
if command -v flock >/dev/null; then
    mkdir -p _build
    exec 9>_build/.setup
    flock 9
fi

{ cmp -s requirements.txt .venv/installed.txt && .venv/bin/python -c '' 2>/dev/null; } || make_environment

if [ "$(uname)" = Linux ]; then
    .venv/bin/python -c 'from ctypes import CDLL
for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"): CDLL(f"lib{name}.so.0")' 2>/dev/null ||
        need libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
fi

if [ "${1:-}" = test ] || [ "${1:-}" = audit ]; then
    { command -v chromium && command -v pdftotext; } >/dev/null || need chromium poppler-utils
fi

if [ "${1:-}" = audit ]; then
    # Each by itself: a Node.js that is here already may not go together with Debian's.
    command -v npm >/dev/null || need nodejs npm
    command -v java >/dev/null || need default-jre-headless
    [ -f /usr/share/java/epubcheck.jar ] || need epubcheck
    cmp -s tests/audit/package-lock.json tests/audit/node_modules/installed.json || {
        say "installing axe-core and Lighthouse"
        npm ci --prefix tests/audit --no-audit --no-fund --silent >&2
        cp tests/audit/package-lock.json tests/audit/node_modules/installed.json
    }
fi
