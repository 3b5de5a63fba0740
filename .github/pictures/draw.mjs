// Draws the pictures of README.md anew, from what the program really prints: node .github/pictures/draw.mjs
// Needs the .NET SDK, git, faketime, script (bsdutils), cmark-gfm and chromium: apt-get install git faketime bsdutils cmark-gfm chromium fonts-dejavu-core fonts-noto-color-emoji

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const program = join(root, 'src', 'Reconciler.Cli', 'bin', 'Debug', 'net10.0', 'reconciler')
const sandbox = mkdtempSync(join(tmpdir(), 'reconciler-pictures-'))
const repository = join(sandbox, 'estate')
const state = join(sandbox, 'state')

try {
    run('dotnet', ['build', join(root, 'src', 'Reconciler.Cli'), '--verbosity', 'quiet', '--nologo'])
    makeEstate()
    change('viewer-3.2')
    terminal('plan', 'reconciler plan --base main', ['plan', '--base', 'main'])
    at('2026-11-24 09:30:00', ['plan', '--base', 'main', '--report', 'plan.md', '--report', 'plan.html', '-q'])
    comment('comment')
    page('page', 1200, 1150)
} finally {
    rmSync(sandbox, { recursive: true })
}

// An estate that holds what it should, but for a price list that was merged this morning.
function makeEstate() {
    cpSync(join(root, 'examples', 'branch-offices'), repository, { recursive: true })
    git('2026-11-20 08:00:00', 'init', '--quiet', '--initial-branch', 'main')
    commit('2026-11-20 08:00:00', 'Begin')
    at('2026-11-20 17:45:00', ['sync', '-q'])
    edit('packages/price-list/prices.csv', text => text + 'crisps,1.20\n')
    edit('packages.yaml', text => text.replace('"2026.11"', '"2026.12"').replace('2026.11', '2026.12'))
    commit('2026-11-24 07:50:00', 'Prices of December')
}

function change(branch) {
    git('2026-11-24 09:00:00', 'switch', '--quiet', '--create', branch)
    edit('packages.yaml', text => text.replace('version: "3.1"', 'version: "3.2"'))
    edit('packages/office-viewer/viewer.ini', text => text + 'zoom = fit\n')
    write('packages/office-viewer/help/es/index.html', '<title>Ayuda</title>\n')
    write('packages/office-viewer/program/viewer.sh', '#!/bin/sh\necho "office-viewer 3.2"\n')
    commit('2026-11-24 09:00:00', 'Give the offices viewer 3.2')
    edit('servers/paris.yaml', text => `${text.trimEnd()}\n---\n${text.split('---').at(-1).trim().replace(/dp-par-\d+/g, 'dp-par-03')}\n`)
    commit('2026-11-24 09:10:00', 'Open a second shop in Paris')
    edit('groups.yaml', text => text.replace('servers: [dp-hq-02, dp-lon-02]', 'servers: [dp-lon-02]'))
    commit('2026-11-24 09:20:00', 'End the trial at headquarters')
}

function terminal(name, typed, words) {
    const printed = run('script', ['--quiet', '--return', '--command', `stty cols 104; ${command('2026-11-24 09:30:00', words)}`, '/dev/null'], { TERM: 'xterm-256color', CI: '', NO_COLOR: undefined })
    const lines = printed.replaceAll('\r', '').replace(/\x1b(\[\?\d+[hl]|[=>])/g, '').trimEnd().split('\n')
    const body = lines.map(coloured).join('\n')
    draw(name, `<style>body{margin:0;background:#11151c}pre{margin:0;padding:22px 26px;color:#d6dbe4;font:15px/1.5 "DejaVu Sans Mono",monospace}b{color:#fff}.dim{color:#8d97a7}</style>
<pre><span class="dim">$</span> ${escaped(typed)}\n${body}</pre>`, 1030, 44 + 23 * (lines.length + 1) + 6)
}

function comment(name) {
    const html = run('cmark-gfm', ['--unsafe', '-e', 'table', '-e', 'autolink', join(repository, 'plan.md')]).replace('<details>', '<details open>')
    draw(name, `<style>body{margin:0;background:#fff}article{margin:24px;padding:20px 28px;border:1px solid #d0d7de;border-radius:8px;color:#1f2328;font:16px/1.5 "DejaVu Sans",system-ui,sans-serif}
h1,h2,h3{line-height:1.25}h2{border-bottom:1px solid #d0d7de;padding-bottom:.3em}table{border-collapse:collapse;margin:0 0 16px}td,th{border:1px solid #d0d7de;padding:5px 13px}
code{background:#eff1f3;border-radius:6px;padding:.15em .4em;font:85% "DejaVu Sans Mono",monospace}summary{cursor:pointer}details{margin-bottom:10px}</style><article>${html}</article>`, 1000, 1000)
}

function page(name, width, height) {
    const file = join(repository, 'plan.html')
    screenshot(`${name}-light`, file, width, height)
    screenshot(`${name}-dark`, file, width, height, '--force-dark-mode', '--blink-settings=preferredColorScheme=0')
}

function draw(name, html, width, height) {
    const file = join(sandbox, `${name}.html`)
    writeFileSync(file, `<!doctype html><meta charset="utf-8">${html}`)
    screenshot(name, file, width, height)
}

function screenshot(name, file, width, height, ...more) {
    run('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--hide-scrollbars', '--force-device-scale-factor=1.5', `--user-data-dir=${join(sandbox, 'profile')}`, `--window-size=${width},${height}`, ...more, `--screenshot=${join(here, `${name}.png`)}`, `file://${file}`])
}

// What a terminal makes of the few colours that the program knows.
function coloured(line) {
    const tags = { 1: '<b>', 2: '<span class="dim">', 31: '<span style="color:#ff7b72">', 32: '<span style="color:#56d364">', 33: '<span style="color:#e3b341">', 34: '<span style="color:#79c0ff">', 36: '<span style="color:#76e3ea">' }
    let open = ''
    return line.split(/(\x1b\[\d+m)/).map(part => {
        const code = /^\x1b\[(\d+)m$/.exec(part)?.[1]
        if (code === undefined)
            return escaped(part)
        const before = open
        open = code === '0' ? '' : code === '1' ? '</b>' : '</span>'
        return before + (tags[code] ?? '')
    }).join('') + open
}

function command(moment, words) {
    return `faketime '${moment}' ${program} ${words.join(' ')} --state ${state}`
}

function at(moment, words) {
    return run('sh', ['-c', `TZ=UTC ${command(moment, words)}`])
}

function edit(file, by) {
    write(file, by(readFileSync(join(repository, file), 'utf8')))
}

function write(file, text) {
    mkdirSync(dirname(join(repository, file)), { recursive: true })
    writeFileSync(join(repository, file), text)
}

function commit(moment, message) {
    git(moment, 'add', '--all')
    git(moment, 'commit', '--quiet', '--message', message)
}

function git(moment, ...words) {
    const date = `${moment} +0000`
    run('git', words, { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com', GIT_CONFIG_GLOBAL: '/dev/null' })
}

function run(file, words, variables = {}) {
    return execFileSync(file, words, { cwd: file === 'dotnet' ? root : repository, encoding: 'utf8', stdio: ['ignore', 'pipe', file === 'chromium' ? 'ignore' : 'inherit'], env: { ...process.env, TZ: 'UTC', ...variables } })
}

function escaped(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
