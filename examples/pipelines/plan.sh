#!/usr/bin/env bash
# Plans once, in every format, and shows the plan in the log of a pipeline.
#
#     plan.sh github|gitlab|azure-devops|bitbucket DIRECTORY [OPTIONS of `reconciler plan`]
#
# DIRECTORY gets plan.md (for a comment), plan.html (for a browser), plan.txt, plan.json and plan.sarif, and exit-code. Where there is no plan, plan.md
# says why, so that a comment never shows a plan that no longer holds. RECONCILER_COMMAND is the program (reconciler).
#
# Ends as `reconciler plan --detailed-exitcode`: 0 nothing to do, 2 something to do, 7 the configuration is invalid, 1 an error. Needs bash, git and jq.
set -euo pipefail

usage="usage: plan.sh github|gitlab|azure-devops|bitbucket DIRECTORY [OPTIONS]"
host="${1:?$usage}" directory="${2:?$usage}"
shift 2
read -r -a program <<<"${RECONCILER_COMMAND:-reconciler}"

# A clone has branches of others as origin/BRANCH; --state git:.#BRANCH names a branch of the clone itself.
bring_branch_of_state() {
    local branch="${1#git:.#}"
    if [[ $1 == git:.#?* ]] && git rev-parse --quiet --verify "refs/remotes/origin/$branch" >/dev/null; then
        git branch --quiet --no-track --force "$branch" "refs/remotes/origin/$branch"
    fi
}

# A file in the log. What stands in it comes from the repository: no host may take it for a command.
show() {
    local word
    [[ -s $1 ]] || return 0
    case "$host" in
        github)
            word="$(od -An -N 16 -t x1 /dev/urandom | tr -d ' \n')"
            echo "::stop-commands::$word"
            cat "$1"
            echo "::$word::"
            ;;
        azure-devops) sed -e 's/##/# #/g' "$1" ;;
        *) cat "$1" ;;
    esac
}

# Diagnostics where Azure Pipelines and GitLab look for them; GitHub gets its own from --output github.
tell_diagnostics() {
    [[ -s $directory/plan.sarif ]] || return 0
    case "$host" in
        azure-devops)
            jq --raw-output '
                def value: tostring | gsub("%"; "%AZP25") | gsub("\r"; "%0D") | gsub("\n"; "%0A");
                def property: value | gsub(";"; "%3B") | gsub("\\]"; "%5D");
                .runs[].results[] | select(.level != "note") | (.locations[0].physicalLocation // {}) as $at
                | "##vso[task.logissue type=\(if .level == "error" then "error" else "warning" end);sourcepath=\($at.artifactLocation.uri // "" | property);"
                    + "linenumber=\($at.region.startLine // 1);columnnumber=\($at.region.startColumn // 1);code=\(.ruleId | property)]\(.message.text | value)"' "$directory/plan.sarif"
            echo "##vso[task.uploadsummary]$PWD/$directory/plan.md"
            ;;
        gitlab)
            # https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
            jq '[.runs[].results[] | (.locations[0].physicalLocation // {}) as $at | {
                description: .message.text, check_name: .ruleId, severity: ({ error: "critical", warning: "minor" }[.level // "warning"] // "info"),
                location: { path: ($at.artifactLocation.uri // "."), lines: { begin: ($at.region.startLine // 1) } }
            } | .fingerprint = ([.check_name, .location.path, .location.lines.begin, .description] | join(":") | @base64)]' "$directory/plan.sarif" >"$directory/code-quality.json"
            ;;
    esac
}

# In the form of a report: four blanks before each line let nothing of it be read as Markdown.
write_failure() {
    {
        printf '[//]: # (reconciler plan)\n\n## ⚠️ Reconciler: the plan could not be made\n\n'
        tail -n 40 "$directory/said.txt" | cut -c 1-500 | sed 's/^/    /'
    } >"$directory/plan.md"
}

mkdir -p "$directory"
rm -f "$directory"/{plan.md,plan.html,plan.txt,plan.json,plan.sarif,code-quality.json,exit-code}
before=""
for argument in "$@"; do
    [[ $before != --state ]] || bring_branch_of_state "$argument"
    [[ $argument != --state=* ]] || bring_branch_of_state "${argument#*=}"
    before="$argument"
done

arguments=(--host "$host" --detailed-exitcode --output text)
[[ $host != github ]] || arguments[-1]=github
for format in md html txt json sarif; do
    arguments+=(--report "$directory/plan.$format")
done

code=0
"${program[@]}" plan "${arguments[@]}" "$@" >"$directory/output.txt" 2>"$directory/said.txt" || code=$?
echo "$code" >"$directory/exit-code"

show "$directory/said.txt"
show "$directory/plan.txt"
[[ $host != github ]] || cat "$directory/output.txt"
if [[ $code != [027] && "$(git rev-parse --is-shallow-repository 2>/dev/null)" == true ]]; then
    echo "error: this is a shallow clone, and a plan needs the whole history: fetch all of it (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab, fetchDepth: 0 on Azure, depth: full on Bitbucket)" |
        tee -a "$directory/said.txt"
fi
[[ -s $directory/plan.md ]] || write_failure
tell_diagnostics
rm -f "$directory"/{output,said}.txt
exit "$code"
