#!/usr/bin/env bash
# Posts a report of `reconciler plan` as one comment of a pull request, and edits that comment from then on.
#
#     comment.sh github|gitlab|azure-devops|bitbucket FILE [NAME]
#
# FILE is the report in Markdown. Its first line, which hosts do not show, is the marker: the comment that begins with it, and that the same user wrote,
# is edited; where there is none, one is made. NAME tells the comments of several estates in one repository apart.
#
# RECONCILER_COMMENT_TOKEN is the token; without one nothing is posted, and a line says so. Which pull request it is, and where the API is, the host's own
# variables say (for GitHub, PULL_REQUEST says the number). RECONCILER_COMMENT_PAUSE: how many seconds pass before the first new try (2).
#
# Ends with 0 when the comment stands there, or when there is nothing to post or no right to; with 1 when the host does not answer, or refuses for
# another reason. Needs bash, curl and jq.
set -euo pipefail

usage="usage: comment.sh github|gitlab|azure-devops|bitbucket FILE [NAME]"
host="${1:?$usage}" file="${2:?$usage}" name="${3:-}"
token="${RECONCILER_COMMENT_TOKEN:-}"
pause="${RECONCILER_COMMENT_PAUSE:-2}"
tries=5

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# --- What is told of it ---

# notice|warning|error and a text, in one line: GitHub shows it beside the run, others in the log.
say() {
    local text
    text="$(tr -d '\r' <<<"$2" | tr '\n' ' ' | sed -e 's/ *$//' -e 's/##/# #/g')"
    if [[ $host == github ]]; then
        echo "::$1 title=Reconciler::${text//'%'/%25}"
    else
        echo "$1: $text" >&2
    fi
}

skip() {
    say notice "$1"
    exit 0
}

refuse() {
    say error "$1"
    exit 1
}

need() {
    local variable
    for variable in "$@"; do
        [[ -n ${!variable:-} ]] || refuse "the variable $variable is not set; see the README beside comment.sh"
    done
}

need_number() {
    [[ $1 =~ ^[0-9]+$ ]] || skip "this is no run for a pull request: no comment"
}

# --- The hosts ---
# me_method, me_url, me_body (a filter): who we are there, found in the answer by the filter `me`; me_otherwise: who we are where that is not told
# comments: the list; comment: one of it, before its id; page_size: the parameter of lists that come in pages; version: a parameter of every request
# ours: a filter that finds the id of our comment on a page of the list, with $me and $marker; text: where a comment has its text
# made, edited: filters that make the request of the text
# shellcheck disable=SC2016 # The dollars in single quotes are those of jq.
set_up_host() {
    me_method=GET me_body="" me_otherwise="" page_size=per_page version="" made='{ body: . }' edited='{ body: . }' create=POST edit=PUT
    case "$host" in
        # https://docs.github.com/rest/issues/comments
        github)
            need_number "${PULL_REQUEST:-}"
            need GITHUB_API_URL GITHUB_GRAPHQL_URL GITHUB_REPOSITORY
            authorization="Authorization: Bearer $token"
            # The token of a job may not ask for /user.
            me_method=POST me_url="$GITHUB_GRAPHQL_URL" me_body='{ query: "{ viewer { login } }" }' me=.data.viewer.login
            me_otherwise="github-actions[bot]"
            comments="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
            comment="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/comments/"
            ours='.[] | select(.user.login == $me or (.user.type == "Bot" and .user.login == $me + "[bot]")) | select(.body | begins) | .id'
            edit=PATCH
            denied="give the job 'permissions: pull-requests: write'; the runs of forks never have it"
            ;;
        # https://docs.gitlab.com/api/notes/
        gitlab)
            need_number "${CI_MERGE_REQUEST_IID:-}"
            need CI_API_V4_URL CI_MERGE_REQUEST_PROJECT_ID
            authorization="PRIVATE-TOKEN: $token"
            me_url="$CI_API_V4_URL/user" me='.id'
            comments="$CI_API_V4_URL/projects/$CI_MERGE_REQUEST_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
            comment="$comments/"
            ours='.[] | select(.system != true and (.author.id | tostring) == $me) | select(.body | begins) | .id'
            denied="give the token the scope 'api' and the role Reporter in this project"
            ;;
        # https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads
        azure-devops)
            need_number "${SYSTEM_PULLREQUEST_PULLREQUESTID:-}"
            need SYSTEM_COLLECTIONURI SYSTEM_TEAMPROJECTID BUILD_REPOSITORY_ID
            authorization="Authorization: Bearer $token"
            me_url="${SYSTEM_COLLECTIONURI%/}/_apis/connectionData" me='.authenticatedUser.id'
            comments="${SYSTEM_COLLECTIONURI%/}/$SYSTEM_TEAMPROJECTID/_apis/git/repositories/$BUILD_REPOSITORY_ID/pullRequests/$SYSTEM_PULLREQUEST_PULLREQUESTID/threads"
            comment="$comments/"
            page_size="" version="api-version=7.1"
            ours='.value[] | select(.isDeleted != true) | .id as $thread | .comments[0]? | select(.isDeleted != true and .author.id == $me) | select(.content | begins)
                | "\($thread)/comments/\(.id)"'
            # A thread of its own, and closed (4), so that it does not wait for anybody's answer.
            made='{ comments: [{ parentCommentId: 0, content: ., commentType: 1 }], status: 4 }'
            edited='{ parentCommentId: 0, content: ., commentType: 1 }' edit=PATCH
            denied="allow the build service 'Contribute to pull requests' in this repository"
            ;;
        # https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/
        bitbucket)
            need_number "${BITBUCKET_PR_ID:-}"
            need BITBUCKET_WORKSPACE BITBUCKET_REPO_SLUG
            authorization="Authorization: Bearer $token"
            local api="${BITBUCKET_API_URL:-https://api.bitbucket.org/2.0}"
            # Tokens of a repository may not ask for /user; what they post is posted by an app.
            me_url="$api/user" me=.uuid me_otherwise=app_user
            comments="$api/repositories/$BITBUCKET_WORKSPACE/$BITBUCKET_REPO_SLUG/pullrequests/$BITBUCKET_PR_ID/comments"
            comment="$comments/"
            page_size=pagelen made='{ content: { raw: . } }' edited='{ content: { raw: . } }'
            ours='.values[] | select(.deleted != true and (.user.uuid == $me or .user.type == $me)) | select(.content.raw | begins) | .id'
            denied="take an access token of this repository with the scope 'pullrequest:write'"
            ;;
    esac
}

# --- Requests ---

# The token goes by a file: a command line is for all to see.
write_headers() {
    [[ $token != *[[:space:][:cntrl:]]* ]] || refuse "the token in RECONCILER_COMMENT_TOKEN has a blank or a line break in it; see how it was stored"
    (
        umask 077
        printf '%s\n' "$authorization" "Accept: application/json" "Content-Type: application/json" "User-Agent: reconciler-comment" >"$work/headers"
    )
}

# One request, once: METHOD URL [BODY]. `status` is that of the answer, 000 when there was none; redirects are not followed.
request() {
    local body=()
    case "$2" in
        https://* | http://localhost[:/]* | http://127.0.0.1[:/]*) ;;
        *) refuse "the API is at $2, and the token would go there for all to read; use https" ;;
    esac
    [[ $# -lt 3 ]] || body=(--data-binary "@$3")
    : >"$work/answer"
    : >"$work/answer-headers"
    status="$(curl --silent --globoff --max-time 60 --request "$1" --header "@$work/headers" --output "$work/answer" --dump-header "$work/answer-headers" \
        --write-out '%{http_code}' "${body[@]}" "$2")" || status=000
    [[ $status == 2* ]]
}

# Of the last answer, a header's value.
header() {
    tr -d '\r' <"$work/answer-headers" | sed -n "s/^$1: *//Ip" | tail -n 1
}

# What the host says of a refusal, at most a line of it.
answer_text() {
    jq --raw-output '[.message?, .error?.message?, .error?] | map(select(type == "string")) | first // ""' "$work/answer" 2>/dev/null | tr -cd '[:print:]' | cut -c 1-200
}

# Whether another try may do better: no answer, a busy server, too many requests, or a comment that was deleted after it had been found.
may_pass() {
    case "$status" in
        000 | 408 | 425 | 429 | 5??) true ;;
        403) [[ -n "$(header retry-after)" || "$(header x-ratelimit-remaining)" == 0 ]] ;;
        404) [[ $doing == editing ]] ;;
        *) false ;;
    esac
}

# Longer each time, or as long as the host says, up to two minutes.
wait_after_try() {
    local seconds=$((pause << ($1 - 1))) asked
    asked="$(header retry-after)"
    [[ ! $asked =~ ^[0-9]{1,4}$ ]] || seconds=$((asked > 120 ? 120 : asked))
    sleep "$seconds"
}

# --- One comment ---

# shellcheck disable=SC2016 # The dollar is that of jq.
find_on_page() {
    jq --raw-output --arg marker "$marker" --arg me "$self" 'def begins: (. // "") | split("\n")[0] | rtrimstr("\r") == $marker; '"$ours" "$work/answer" | head -n 1
}

count_on_page() {
    jq 'if type == "array" then length else (.values // [] | length) end' "$work/answer"
}

# Sets `found`, empty where there is none of ours. A list of many pages is read until the comment has been found.
find_comment() {
    local page=1
    while true; do
        request GET "$comments?${page_size:+$page_size=100&page=$page}$version" || return 1
        found="$(find_on_page)" || refuse "the host's list of comments is not what its documentation says"
        [[ -z $found && -n $page_size && "$(count_on_page)" -ge 100 ]] || return 0
        page=$((page + 1))
    done
}

find_self() {
    set -- "$me_method" "$me_url"
    if [[ -n $me_body ]]; then
        jq --null-input "$me_body" >"$work/body"
        set -- "$@" "$work/body"
    fi
    if request "$@"; then
        self="$(jq --raw-output "$me" "$work/answer")" || refuse "the host does not say whose the token is"
    elif [[ -n $me_otherwise ]] && ! may_pass; then
        self="$me_otherwise"
    else
        return 1
    fi
}

# Looks first, every time: what an earlier try posted without an answer is found and edited, not posted twice.
place_comment() {
    doing=reading
    find_self || return 1
    find_comment || return 1
    if [[ -n $found ]]; then
        doing=editing
        jq --raw-input --slurp "$edited" "$work/text" >"$work/body"
        request "$edit" "$comment$found${version:+?$version}" "$work/body"
    else
        doing=making
        jq --raw-input --slurp "$made" "$work/text" >"$work/body"
        request "$create" "$comments${version:+?$version}" "$work/body"
    fi
}

# The marker with the name in it, and the name for people to see. They take the place of the line with the plan's hash, so that a report that fits the
# host's limit still does.
write_text() {
    marker="$(head -n 1 "$file" | tr -d '\r')"
    if [[ -z $name ]]; then
        cp "$file" "$work/text"
        return
    fi

    [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$ ]] || refuse "the comment's name is '$name'; write up to 32 letters, digits, dots, underscores and hyphens"
    marker="${marker%)}: $name)"
    {
        printf '%s\n\n**%s**\n' "$marker" "$name"
        tail -n +2 "$file" | sed '1{/^\[\/\/\]: # (hash /d}'
    } >"$work/text"
}

tell_why_not() {
    case "$status" in
        000) refuse "the host does not answer; the comment was not posted" ;;
        401) refuse "the host does not take the token in RECONCILER_COMMENT_TOKEN (401); see whether it has run out" ;;
        403) say warning "the host lets this token write no comment (403: $(answer_text)): $denied" ;;
        *) refuse "the host refuses the comment ($status: $(answer_text)); it was to stand at $comments" ;;
    esac
}

case "$host" in
    github | gitlab | azure-devops | bitbucket) ;;
    *)
        echo "$usage" >&2
        exit 1
        ;;
esac
[[ -s $file ]] || refuse "there is no report in $file, so that nothing can be posted"
[[ -n $token ]] || skip "there is no token in RECONCILER_COMMENT_TOKEN: no comment"

set_up_host
write_headers
write_text
for ((attempt = 1; attempt <= tries; attempt++)); do
    if place_comment; then
        [[ $doing == making ]] && echo "Made a comment with the plan." || echo "Edited the comment with the plan."
        exit 0
    fi
    may_pass || break
    ((attempt == tries)) || wait_after_try "$attempt"
done
tell_why_not
