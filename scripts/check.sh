#!/bin/sh
# check.sh: build everything and run all tests, on a bare machine too.
set -eu
cd "$(dirname "$0")/.."
sh scripts/deps.sh test
make -s -j "$(nproc)" programs
exec make -s check
