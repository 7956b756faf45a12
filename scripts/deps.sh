#!/bin/sh
# deps.sh [build|test|all]: find what is missing and install it.
#
# build (the default) makes the tools, test runs every test, all is what
# .ci/run wants besides.  As root on Debian the missing packages are installed;
# else the one command to run is printed and the status is 1.  Nothing is said
# when nothing is missing.
set -eu

# group, package, and what it brings: a command, or a file by its path.
needs='
build gcc           gcc
build libc6-dev     /usr/include/stdio.h
build make          make
build mawk          awk
build libcsv-dev    /usr/include/csv.h
build libyaml-dev   /usr/include/yaml.h
build zlib1g-dev    /usr/include/zlib.h
build libssl-dev    /usr/include/openssl/evp.h
build tzdata        /usr/share/zoneinfo/Asia/Shanghai
test  bats          bats
test  libcmocka-dev /usr/include/cmocka.h
test  gettext       msgfmt
test  git           git
test  mandoc        mandoc
test  miller        mlr
test  openssl       openssl
test  sqlite3       sqlite3
test  valgrind      valgrind
all   chromium      chromium
all   poppler-utils pdftotext
all   fonts-noto-cjk /usr/share/fonts/opentype/noto
all   clang         clang
all   clang-tidy    clang-tidy
all   cppcheck      cppcheck
all   shellcheck    shellcheck
'

case ${1:-build} in
build) groups='build' ;;
test) groups='build test' ;;
all) groups='build test all' ;;
*)
	echo "usage: deps.sh [build|test|all]" >&2
	exit 2
	;;
esac

have() {
	case $1 in
	/*) [ -e "$1" ] ;;
	*) command -v "$1" >/dev/null 2>&1 ;;
	esac
}

# The packages of the wanted groups that bring something that is not here.
missing() {
	echo "$needs" | while read -r group package brings; do
		case " $groups " in
		*" $group "*) have "$brings" || printf '%s ' "$package" ;;
		esac
	done
}

install() {
	DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
	    --no-install-recommends "$@" >"$log" 2>&1 </dev/null
}

packages=$(missing)
packages=${packages% }
[ -n "$packages" ] || exit 0
if ! have apt-get; then
	echo "deps.sh: not here, and no apt-get to get it: $packages" >&2
	exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
	echo "deps.sh: packages are missing; run this and try again:" >&2
	echo "sudo apt-get install --no-install-recommends $packages" >&2
	exit 1
fi

echo "installing $packages" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A bare machine has no list of packages yet, or an old one.
# shellcheck disable=SC2086 # several packages
install $packages || { apt-get update -qq >"$log" 2>&1 </dev/null &&
    install $packages; } || {
	tail -n 20 "$log" >&2
	echo "deps.sh: the packages could not be installed" >&2
	exit 1
}
