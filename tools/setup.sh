#!/usr/bin/env bash
# Makes this checkout ready, the one place that installs:
# tools/setup.sh demo|window|test|installers|test-installers
# It is quiet and quick when all is there, and then needs no network.
set -euo pipefail
cd "$(dirname "$0")/.."
goal=${1:-test}
export PATH="$PATH:/usr/sbin:/sbin" # ldconfig, which an ordinary user's path leaves out

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# --- Python -----------------------------------------------------------------

suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

# Debian takes ensurepip out of Python and into a package of its own.
makes_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() {
    python=
    local name
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if suits "$name" && { [[ -z $python ]] || makes_venvs "$name"; }; then
            python=$name
            if makes_venvs "$name"; then return; fi
        fi
    done
}

# --- What is missing of the system, as the Debian and Ubuntu packages that bring it --------

missing=()

library() { # by its own name, which tells the truth on every distribution
    [[ $libraries == *"$1 "* ]] || missing+=("$2")
}

command_or() { command -v "$1" >/dev/null || missing+=("$2"); }

font() { # with no font at all every letter is a box
    [[ -n $(find -L /usr/share/fonts /usr/local/share/fonts ~/.fonts ~/.local/share/fonts \
        -name '*.[to]tf' -print -quit 2>/dev/null) ]] || missing+=(fonts-dejavu-core)
}

look() {
    missing=()
    if [[ $(uname) != Linux ]]; then return; fi
    libraries=$(ldconfig -p 2>/dev/null || true)

    # Qt without a screen. Debian 13 and Ubuntu 24.04 call the first one libglib2.0-0t64, and
    # know the old name too.
    library libglib-2.0.so.0 libglib2.0-0
    library libEGL.so.1 libegl1
    library libGL.so.1 libgl1
    library libX11.so.6 libx11-6
    library libxkbcommon.so.0 libxkbcommon0
    library libfontconfig.so.1 libfontconfig1
    library libdbus-1.so.3 libdbus-1-3
    library libgssapi_krb5.so.2 libgssapi-krb5-2
    library libssl.so.3 libssl3
    font
    if [[ $goal == demo ]]; then return; fi
    if [[ $goal == installers ]]; then
        look_for_builders
        return
    fi

    # Qt in a real window.
    library libX11-xcb.so.1 libx11-xcb1
    library libxcb-cursor.so.0 libxcb-cursor0
    library libxcb-icccm.so.4 libxcb-icccm4
    library libxcb-keysyms.so.1 libxcb-keysyms1
    library libxcb-randr.so.0 libxcb-randr0
    library libxcb-shape.so.0 libxcb-shape0
    library libxcb-sync.so.1 libxcb-sync1
    library libxcb-xfixes.so.0 libxcb-xfixes0
    library libxkbcommon-x11.so.0 libxkbcommon-x11-0
    if [[ $goal == window ]]; then return; fi

    # A screen in memory, and the standard programs our results are held against.
    command_or Xvfb xvfb
    command_or xauth xauth
    command_or xmllint libxml2-utils
    command_or openssl openssl
    command_or unzip unzip
    command_or faketime faketime
    # The accessibility bus, and what reads it: for Debian's own Python.
    command_or dbus-run-session dbus
    if command -v apt-get >/dev/null && ! /usr/bin/python3 -c 'import pyatspi' 2>/dev/null; then
        missing+=(python3-pyatspi at-spi2-core)
    fi
    # Small, but a JDK is not: without one these tests are skipped, and say so.
    if command -v javac >/dev/null && command -v apt-get >/dev/null; then
        [[ -e /usr/share/java/bcpkix.jar ]] || missing+=(libbcpkix-java)
    fi
    if [[ $goal == test-installers ]]; then
        look_for_builders
        command_or debootstrap debootstrap
        command_or objdump binutils
        command_or osslsigncode osslsigncode
        command_or strace strace
        command_or desktop-file-validate desktop-file-utils
        command_or update-mime-database shared-mime-info
    fi
}

look_for_builders() { # Wine runs the Python that goes along to Windows, to compile its modules
    command_or git git
    command_or wixl wixl
    command_or msibuild msitools
    [[ -x /usr/lib/wine/wine64 ]] || missing+=(wine64)
}

look_for_python() {
    find_python
    if [[ -n $python ]]; then
        makes_venvs "$python" || missing+=("python$("$python" -c \
            'import sys; print("%d.%d" % sys.version_info[:2])')-venv")
    elif [[ -n ${PYTHON:-} ]]; then
        return
    elif ! command -v python3 >/dev/null; then
        missing+=(python3 python3-venv)
    else # too old or too new, but the distribution may have another beside it
        local version
        for version in 3.13 3.12 3.11; do
            if apt-cache show "python$version-venv" >/dev/null 2>&1; then
                missing+=("python$version-venv")
                return
            fi
        done
    fi
}

install_missing() {
    if ((${#missing[@]} == 0)); then return; fi
    local install=(apt-get install -y --no-install-recommends "${missing[@]}") root=()
    command -v apt-get >/dev/null || stop \
        "These are missing. Debian calls them so; install what your system calls them:" \
        "  ${missing[*]}"
    if ((EUID != 0)); then
        root=(sudo -n)
        "${root[@]}" true 2>/dev/null || stop \
            "Some system packages are missing. Type this, and run make again:" \
            "  sudo apt-get update && sudo ${install[*]}"
    fi
    echo "Installing system packages: ${missing[*]}"
    root+=(env DEBIAN_FRONTEND=noninteractive)
    local log # shown only when the last step fails; a broken source of others' must not hinder
    log=$("${root[@]}" apt-get update 2>&1 || true
        "${root[@]}" "${install[@]}" -o DPkg::Lock::Timeout=120 2>&1 </dev/null) || stop \
        "$log" "That did not work (above). Type this yourself, and run make again:" \
        "  sudo apt-get update && sudo ${install[*]}"
}

# --- The virtual environment ------------------------------------------------

# What the environment was made from. The path is in it because its scripts hold it.
recipe() {
    { cat requirements-dev.txt pyproject.toml setup.py tools/setup.sh
        echo "$PWD ${PYTHON:-}"
        .venv/bin/python -VV; } 2>/dev/null | sha256sum
}

ready() { [[ -f .venv/made-from && $(recipe) == "$(<.venv/made-from)" ]]; }

version_of() { "$1" -c 'import sys; print(sys.version)' 2>/dev/null; }

make_venv() {
    echo "Making .venv with $("$python" --version)"
    local fresh=()
    [[ $(version_of .venv/bin/python) == "$(version_of "$python")" ]] || fresh=(--clear)
    "$python" -m venv "${fresh[@]}" .venv
    echo "Installing the locked packages (the first time some 120 MB)"
    local pip=(.venv/bin/python -m pip install -qq --disable-pip-version-check)
    "${pip[@]}" --require-hashes -r requirements-dev.txt || stop \
        "The packages could not be fetched (above). Is there a network, and a proxy to set?"
    "${pip[@]}" --no-deps --no-build-isolation -e .
    recipe >.venv/made-from
}

look
if ready; then
    install_missing
    exit
fi
look_for_python
install_missing
find_python
[[ -n $python ]] || stop \
    "IPLOS Desktop needs Python 3.11, 3.12 or 3.13, and found none. Install one, and run make again." \
    "IPLOS Desktop trenger Python 3.11, 3.12 eller 3.13, og fant ingen. Installer en og kjør make igjen."
make_venv
