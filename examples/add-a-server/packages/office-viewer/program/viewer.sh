#!/bin/sh
# Shows an office document as text.
exec "${VIEWER:-less}" -- "$@"
