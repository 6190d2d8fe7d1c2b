#!/bin/sh
# Installs IPLOS Desktop from the wheels beside this file, without a network: install.sh [FOLDER]
# Installerer IPLOS Desktop fra hjulene ved siden av, uten nett: install.sh [MAPPE]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
there=${1:-$HOME/.local/share/iplos-desktop-program}
python=
for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Fant ikke Python 3.11, 3.12 eller 3.13. Installer en av dem, og kjør på nytt." >&2
    exit 1
fi
if [ -n "$(ls -A "$there" 2>/dev/null)" ] && ! [ -e "$there/bin/iplos-desktop" ]; then
    echo "I mappa $there ligger det noe annet enn dette programmet. Velg en tom mappe." >&2
    exit 1
fi
"$python" -m venv --clear "$there"
"$there/bin/python" -m pip --isolated install --quiet --disable-pip-version-check \
    --no-index --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
echo "Ferdig. Vinduet: $there/bin/iplos-desktop  Kommandolinjen: $there/bin/iplos"
