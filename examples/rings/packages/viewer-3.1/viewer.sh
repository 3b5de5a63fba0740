#!/bin/sh
echo "viewer 3.1"
