#!/usr/bin/env bash
# Ends what start.sh has started, and deletes it.
set -euo pipefail

directory="${MIXED_ESTATE_DIRECTORY:-/tmp/mixed-estate}"
[[ -e $directory/pids ]] || { echo "nothing was started in '$directory'"; exit 0; }
while read -r pid; do
    kill -- "-$pid" 2>/dev/null || true
done <"$directory/pids"
# They let go of their files.
while read -r pid; do
    for ((tries = 0; tries < 100; tries++)); do
        kill -0 -- "-$pid" 2>/dev/null || break
        sleep 0.1
    done
done <"$directory/pids"
rm -rf "$directory"
