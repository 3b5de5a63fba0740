// Opens pages in a real browser, clicks, and writes for each check what is wrong with it; null where nothing is.
// node plan-page.mjs NODE_PACKAGES CHROMIUM PAGES
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [packages, executablePath, pages] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const { chromium } = require('playwright-core');

const sizes = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 }, small: { width: 320, height: 640 } };
const names = ['everything', 'nothing', 'wide'];
const addressOf = (name, hash = '') => `${pathToFileURL(`${pages}/${name}.html`)}${hash}`;

const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// Whatever a check is about: no page asks for anything but itself, and none has an error or a message.
async function open(name, { hash = '', size = 'desk', ...options } = {}) {
    const context = await browser.newContext({ viewport: sizes[size], ...options });
    const page = await context.newPage();
    page.heard = [];
    page.on('request', request => request.url().startsWith('data:') || page.heard.push(request.url().split('#')[0]));
    page.on('console', message => page.heard.push(message.text()));
    page.on('pageerror', error => page.heard.push(String(error)));
    await page.goto(addressOf(name, hash));
    return page;
}

async function close(page, name) {
    assert.deepEqual(page.heard, [addressOf(name)]);
    await page.context().close();
}

const shown = page => page.locator('#actions .actions tbody tr:visible').evaluateAll(rows => rows.map(row => `${row.cells[0].textContent} ${row.cells[1].textContent}`));
const of = (page, sign) => shown(page).then(rows => rows.filter(row => row.startsWith(sign)).length);
const output = page => page.locator('#filter output').textContent();
const field = (page, name) => page.locator(`#filter [name=${name}]`);
const tile = (page, words) => page.locator('.tiles button', { hasText: words });
const settled = page => page.waitForTimeout(400);
const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function everything(act, options) {
    const page = await open('everything', options);
    await act(page);
    await close(page, 'everything');
}

const checks = {
    opening: async () => {
        for (const name of names) {
            const page = await open(name);
            assert.ok(await page.locator('h1').isVisible());
            await close(page, name);
        }
    },

    tiles: () => everything(async page => {
        assert.equal((await shown(page)).length, 10);
        await tile(page, 'to place').click();
        assert.deepEqual(await shown(page), ['+ place office-viewer', '+ place company-fonts', '+ place from-outside']);
        assert.equal(await output(page), '3 of 10 actions, 5 placements');
        assert.equal(await tile(page, 'to place').getAttribute('aria-pressed'), 'true');
        await tile(page, 'on hold').click();
        assert.equal(await of(page, '!'), 3);
        assert.equal((await shown(page)).length, 3);
        await tile(page, 'on hold').click();
        assert.equal((await shown(page)).length, 10);
    }),

    search: () => everything(async page => {
        await field(page, 'text').fill('RETIRE till.yaml');
        await settled(page);
        assert.deepEqual(await shown(page), ['- remove till-software']);
        await field(page, 'text').fill('no such words');
        await settled(page);
        assert.deepEqual(await shown(page), []);
        assert.ok(await page.getByText('No action is like that.').isVisible());
        await page.getByRole('button', { name: 'Clear' }).click();
        assert.equal((await shown(page)).length, 10);
    }),

    site: () => everything(async page => {
        await field(page, 'site').selectOption('berlin');
        assert.deepEqual(await shown(page), ['+ place company-fonts', '+ place from-outside', '~ update same-name']);
        await field(page, 'site').selectOption('paris');
        assert.deepEqual(await shown(page), ['~ update office-viewer', '* refresh price-list', '! place company-fonts', '! place price-list']);
        await field(page, 'kind').selectOption('refresh');
        assert.deepEqual(await shown(page), ['* refresh price-list']);
    }),

    server: () => everything(async page => {
        await field(page, 'server').fill('dp-lon-06');
        await settled(page);
        assert.deepEqual(await shown(page), ['+ place office-viewer', '! remove old-reports']);
        await field(page, 'server').fill('LON-0');
        await settled(page);
        assert.deepEqual(await shown(page), ['~ update office-viewer', '+ place office-viewer', '- remove till-software', '! remove old-reports']);
    }),

    hold: () => everything(async page => {
        await field(page, 'hold').selectOption('suspended');
        assert.deepEqual(await shown(page), ['! place price-list']);
        await field(page, 'hold').selectOption('any');
        assert.equal((await shown(page)).length, 3);
    }),

    package: () => everything(async page => {
        await field(page, 'package').fill('price-list');
        await settled(page);
        assert.deepEqual(await shown(page), ['* refresh price-list', '! place price-list']);
        await field(page, 'package').fill('E');
        await settled(page);
        assert.equal((await shown(page)).length, 8);
    }),

    matrix: () => everything(async page => {
        const cell = page.getByTitle('office-viewer in london');
        assert.equal(await cell.textContent(), '~5 +1');
        await cell.click();
        assert.deepEqual(await shown(page), ['~ update office-viewer', '+ place office-viewer']);
        assert.equal(await field(page, 'package').inputValue(), 'office-viewer');
        await cell.click();
        assert.equal((await shown(page)).length, 10);
    }),

    sorting: () => everything(async page => {
        const head = page.locator('#actions th', { hasText: 'To copy' });
        const before = await shown(page);
        await head.getByRole('button').click();
        assert.equal(await head.getAttribute('aria-sort'), 'ascending');
        await head.getByRole('button').click();
        assert.equal(await head.getAttribute('aria-sort'), 'descending');
        assert.deepEqual((await shown(page)).slice(0, 2), ['~ update office-viewer', '+ place office-viewer']);
        await head.getByRole('button').click();
        assert.equal(await head.getAttribute('aria-sort'), null);
        assert.deepEqual(await shown(page), before);
        await page.locator('#actions th', { hasText: 'Package' }).getByRole('button').click();
        assert.equal((await shown(page))[0], '+ place company-fonts');
    }),

    address: async () => {
        await everything(async page => {
            assert.deepEqual(await shown(page), ['! place price-list', '* refresh price-list']);
            await field(page, 'kind').selectOption('refresh');
            await settled(page);
            assert.equal(new URL(page.url()).hash, '#kind=refresh&package=price-list&sort=kind');
            await page.getByRole('button', { name: 'Clear' }).click();
            for (let presses = 0; presses < 3; presses++)
                await page.locator('#actions th', { hasText: 'Servers' }).getByRole('button').click();
            await settled(page);
            assert.equal(page.url().split('#')[1], undefined);
        }, { hash: '#package=price-list&sort=kind' });
        await everything(async page => assert.equal((await shown(page)).length, 10), { hash: '#kind=nonsense&site=nowhere&sort=nothing' });
    },

    unfolding: () => everything(async page => {
        const link = page.locator('#actions').getByRole('button', { name: '9 of 60 servers of stores' });
        assert.equal(await link.getAttribute('aria-expanded'), 'false');
        await link.click();
        assert.equal(await link.getAttribute('aria-expanded'), 'true');
        assert.equal(await page.locator('.inset p').first().textContent(), 'london: all 6 but dp-lon-06');
        await page.locator('.inset').getByRole('button', { name: 'london: all 6' }).click();
        assert.ok(await page.locator('.inset').getByText('dp-lon-01, dp-lon-02').isVisible());
        await link.focus();
        await page.keyboard.press('Space');
        assert.equal(await page.locator('.inset').count(), 0);
        await page.locator('#actions').getByRole('button', { name: '+1 -1 ~120 files' }).click();
        assert.ok(await page.locator('.inset').getByText('bin/viewer.exe').isVisible());
        assert.equal(await page.evaluate(() => document.querySelectorAll('[id="inside-0"]').length), 1);
    }),

    theme: () => everything(async page => {
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.equal(await ground(), 'rgb(255, 255, 255)');
        await page.getByRole('button', { name: 'Dark theme' }).click();
        assert.equal(await ground(), 'rgb(15, 18, 22)');
        await page.reload();
        page.heard.pop();
        assert.equal(await ground(), 'rgb(15, 18, 22)');
        await page.getByRole('button', { name: 'Light theme' }).click();
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.equal(await ground(), 'rgb(255, 255, 255)');
    }),

    narrow: async () => {
        for (const size of ['phone', 'small']) {
            for (const name of names) {
                const page = await open(name, { size });
                await page.locator('details').evaluateAll(all => all.forEach(details => { details.open = true; }));
                assert.equal(await overflow(page), 0, `${name} at ${sizes[size].width}`);
                await close(page, name);
            }
        }
        await everything(async page => {
            await page.locator('#actions th', { hasText: 'Package' }).getByRole('button').click();
            assert.equal((await shown(page))[0], '+ place company-fonts');
            await page.locator('#actions').getByRole('button', { name: '9 of 60 servers of stores' }).click();
            assert.equal(await overflow(page), 0);
        }, { size: 'phone' });
    },

    print: async () => {
        for (const javaScriptEnabled of [true, false]) {
            await everything(async page => {
                await page.emulateMedia({ media: 'print' });
                assert.equal(await page.locator('#filter').isVisible(), false);
                assert.equal(await page.locator('#theme').isVisible(), false);
                assert.ok(await page.locator('#inside-0 th', { hasText: 'bin/viewer.exe' }).isVisible());
                assert.ok(await page.locator('.part th', { hasText: 'price-list' }).isVisible());
                assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
                assert.ok((await page.pdf()).length > 10_000);
                assert.equal(await page.locator('details[open]').count(), 0);
            }, { javaScriptEnabled, colorScheme: 'dark' });
        }
    },

    'without script': () => everything(async page => {
        assert.equal((await shown(page)).length, 10);
        assert.equal(await page.locator('button:visible, input:visible, select:visible').count(), 0);
        await page.locator('#actions').getByText('9 of 60 servers of stores').click();
        assert.ok(await page.locator('#set-0').getByText('london: all 6').isVisible());
    }, { javaScriptEnabled: false }),

    keyboard: () => everything(async page => {
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.textContent), '5 to place');
        assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
        await page.keyboard.press('Enter');
        assert.equal((await shown(page)).length, 3);
    }),

    accessibility: async () => {
        for (const name of ['everything', 'nothing']) {
            for (const colorScheme of ['light', 'dark']) {
                for (const size of ['desk', 'phone']) {
                    const page = await open(name, { size, colorScheme, bypassCSP: true });
                    await page.locator('details').evaluateAll(all => all.slice(0, 8).forEach(details => { details.open = true; }));
                    await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
                    const { violations } = await page.evaluate(() => axe.run());
                    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ')}`), [], `${name}, ${colorScheme}, ${size}`);
                    await page.context().close();
                }
            }
        }
    },

    large: async () => {
        const page = await open('large');
        await field(page, 'server').fill('dp-07-03');
        await settled(page);
        assert.equal(await output(page), `${(await shown(page)).length} of 5000 actions, ${3 * (await shown(page)).length} placements`);
        assert.equal((await shown(page)).length, 30);
        await page.getByRole('button', { name: 'Clear' }).click();
        assert.equal((await shown(page)).length, 500);
        await page.locator('#actions th', { hasText: 'To copy' }).getByRole('button').click();
        await page.locator('#actions th', { hasText: 'To copy' }).getByRole('button').click();
        assert.equal((await shown(page))[0], '+ place package-4997');
        await page.getByRole('button', { name: 'Show 4500 more' }).click();
        assert.equal((await shown(page)).length, 5000);
        await close(page, 'large');
    },

    sets: async () => {
        const page = await open('wide');
        await field(page, 'server').fill('dp-42-07');
        await settled(page);
        const rows = await shown(page);
        assert.ok(rows.includes('~ update everywhere') && !rows.includes('~ update nearly-everywhere'), String(rows.slice(0, 3)));
        // Number 4207 is in every ring above 4207 % 50.
        assert.equal(rows.filter(row => row.includes('ring-')).length, 42);
        await close(page, 'wide');
    },
};

const verdicts = {};
for (const [name, check] of Object.entries(checks)) {
    const begun = Date.now();
    try {
        await check();
        verdicts[name] = null;
    } catch (problem) {
        verdicts[name] = problem.stack;
    }

    // Where a run takes too long, it shows why.
    console.error(`${name}: ${Date.now() - begun} ms`);
}

await browser.close();
process.stdout.write(JSON.stringify(verdicts));
