#!/usr/bin/env bash
# The step `plan` of action.yml: one plan by examples/pipelines/plan.sh, its summary, and what later steps need to know. Fails only where it must not go
# on; how the plan ended is an output.
set -euo pipefail

scripts="$(dirname "${BASH_SOURCE[0]}")/../../../examples/pipelines"
base="${PLAN_BASE:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}}"

options=()
[[ -z $base || $base == none ]] || options+=(--base "$base")
[[ -z $PLAN_REVISION ]] || options+=(--revision "$PLAN_REVISION")
[[ -z $PLAN_PATH ]] || options+=(--path "$PLAN_PATH")
# Without a state the report says that there is none.
if [[ -n $PLAN_STATE ]]; then options+=(--state "$PLAN_STATE"); else options+=(--allow-empty-state); fi
while IFS= read -r argument; do
    [[ -z $argument ]] || options+=("$argument")
done <<<"$PLAN_ARGS"

code=0
RECONCILER_COMMAND="$PLAN_COMMAND" bash "$scripts/plan.sh" github "$PLAN_DIRECTORY" "${options[@]}" || code=$?

# NAME FILTER: what plan.json says, in one line; empty where there is no plan.
output() {
    local value=""
    if [[ -s $PLAN_DIRECTORY/plan.json ]]; then
        value="$(jq --raw-output "$2 // \"\"" "$PLAN_DIRECTORY/plan.json" | tr -d '\r' | tr '\n' ' ' | sed 's/ *$//')"
    fi
    echo "$1=$value" >>"$GITHUB_OUTPUT"
}

output_file() {
    if [[ -s $PLAN_DIRECTORY/plan.$2 ]]; then
        echo "$1=$PLAN_DIRECTORY/plan.$2" >>"$GITHUB_OUTPUT"
    fi
}

{
    echo "exit-code=$code"
    [[ $code != 0 ]] || echo "changes=false"
    [[ $code != 2 ]] || echo "changes=true"
} >>"$GITHUB_OUTPUT"
# Of a change: what it causes.
counts='(.caused.counts? // .counts? // {})'
output summary '.ending?'
output hash '.hash?'
output place "$counts.place"
output update "$counts.update"
output refresh "$counts.refresh"
output remove "$counts.remove"
output hold "$counts.hold"
output_file markdown md
output_file html html
output_file json json
output_file sarif sarif

cat "$PLAN_DIRECTORY/plan.md" >>"$GITHUB_STEP_SUMMARY"
