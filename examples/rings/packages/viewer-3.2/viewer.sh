#!/bin/sh
echo "viewer 3.2: faster, and in colour"
