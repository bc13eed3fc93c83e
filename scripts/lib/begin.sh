# Finds a Python that is new enough and hands over to it: everything else is Python.
cd "$(dirname "$0")/.." || exit 1

begin() {
    program=$1
    shift
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            exec "$python" "scripts/lib/$program.py" "$@"
        fi
    done
    echo "Shopkeeper needs Python 3.11 or newer. Install it, or name it: PYTHON=/path/to/python3 $0" >&2
    exit 1
}
