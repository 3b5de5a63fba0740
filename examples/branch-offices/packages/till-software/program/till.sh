#!/bin/sh
# Adds up what it is given, one price a line.
awk '{ sum += $1 } END { printf "%.2f\n", sum }'
