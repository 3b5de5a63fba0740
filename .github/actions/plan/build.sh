#!/usr/bin/env bash
# Where there is no `reconciler` to be called: `build.sh version` says which .NET SDK its sources want, `build.sh program` builds them.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
case "$1" in
    version) echo "version=$(jq --raw-output .sdk.version "$root/global.json")" >>"$GITHUB_OUTPUT" ;;
    program)
        export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
        # From there: global.json counts from the working directory.
        cd "$root"
        dotnet publish src/Reconciler.Cli --configuration Release --output "$RUNNER_TEMP/reconciler" --verbosity quiet --nologo
        echo "program=$RUNNER_TEMP/reconciler/reconciler" >>"$GITHUB_OUTPUT"
        ;;
esac
