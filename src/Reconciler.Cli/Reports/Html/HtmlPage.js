'use strict';
// The page is complete without this. Here: filters, sorting, lists that unfold where they are linked, the theme, and details that open for printing.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    return element.append(...children), element;
  };
  const kinds = ['place', 'update', 'refresh', 'remove', 'leave'];
  const lower = text => text.toLowerCase();
  const listed = text => text ? text.split(', ') : [];

  // The theme: the system's until somebody presses the button. Viewers that forbid storage forget it.

  const stored = {
    get() { try { return localStorage.getItem('reconciler-theme'); } catch { return null; } },
    set(theme) { try { localStorage.setItem('reconciler-theme', theme); } catch { /* It holds for this visit. */ } },
  };
  const system = matchMedia('(prefers-color-scheme: dark)');
  const button = one('#theme');
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const label = () => { button.textContent = isDark() ? 'Light theme' : 'Dark theme'; };
  const choose = theme => { document.documentElement.dataset.theme = theme; };
  if (['light', 'dark'].includes(stored.get()))
    choose(stored.get());
  button.hidden = false;
  label();
  system.addEventListener('change', label);
  button.addEventListener('click', () => {
    choose(isDark() ? 'light' : 'dark');
    stored.set(document.documentElement.dataset.theme);
    label();
  });

  // Printing shows everything that the filter lets through.

  const tables = all('table.actions').map(table => ({ body: table.tBodies[0], heads: all('th', table.tHead), part: table.closest('.part'), entries: [], atMost: 500 }));
  let opened = [];
  const open = isOpen => opened.forEach(details => { details.open = isOpen; });
  addEventListener('beforeprint', () => {
    opened = all('details:not([open])');
    open(true);
    tables.forEach(table => show(table, Infinity));
  });
  addEventListener('afterprint', () => { open(false); tables.forEach(table => show(table)); });

  // Thousands of rows take a browser long to lay out; the first of them do not.
  const show = (table, atMost = table.atMost) => {
    let matching = 0;
    for (const entry of table.entries)
      entry.row.hidden = !entry.matches || ++matching > atMost;
    if (!table.more)
      return;
    table.more.hidden = matching <= atMost;
    table.more.textContent = `Show ${matching - atMost} more`;
  };

  // Links within the page leave the address alone, which holds the filter. Some unfold what they lead to.

  const copyOf = target => make('div', {}, ...[...target.childNodes].map(node => node.cloneNode(true)));
  const fold = link => {
    link.unfolded?.remove();
    link.unfolded = null;
    link.ariaExpanded = 'false';
  };
  const unfold = link => {
    const row = link.closest('.actions tr:not(.inset)');
    const copy = copyOf(one(link.hash));
    if (row) {
      link.unfolded = make('tr', { className: 'inset' }, make('td', { colSpan: row.cells.length }, copy));
      row.after(link.unfolded);
    } else {
      link.unfolded = copy;
      link.closest('p, h2, li').after(copy);
    }
    prepare(link.unfolded);
    link.ariaExpanded = 'true';
  };
  const prepare = within => all('a.more', within).forEach(link => {
    link.role = 'button';
    link.ariaExpanded = 'false';
  });
  prepare(document);
  document.addEventListener('click', event => {
    const link = event.target.closest('a.more');
    if (link) {
      event.preventDefault();
      (link.unfolded?.isConnected ? fold : unfold)(link);
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === ' ' && event.target.matches('a.more')) {
      event.preventDefault();
      event.target.click();
    }
  });

  // What the page says, read once. A server stands with its site; a set of servers is read when somebody asks for servers.

  const form = one('#filter');
  if (!form)
    return;

  const sites = all('[data-name]').map(list => ({ name: list.dataset.name, servers: listed(list.textContent) }));
  const siteOf = new Map(sites.flatMap((site, number) => site.servers.map(server => [server, number])));
  const sets = new Map(all('[data-set]').map(list => [`#${list.id}`, all('[data-site]', list).map(part => ({
    site: Number(part.dataset.site),
    isCut: 'cut' in part.dataset,
    isAll: 'all' in part.dataset,
    names: new Set(listed(one('span', part)?.textContent)),
  }))]));
  const read = (row, place) => {
    const [, name, , servers, , , hold] = row.cells;
    return {
      row,
      place,
      matches: true,
      kind: row.classList.contains('held') ? 'held' : row.classList[0],
      isHeld: row.classList.contains('held'),
      package: name.textContent,
      set: sets.get(one('a', servers)?.hash),
      names: one('a', servers) ? [] : listed(servers.textContent),
      placements: Number(servers.dataset.n),
      hold: hold ? one('b', hold)?.textContent ?? '' : '',
    };
  };
  tables.forEach(table => {
    table.entries = [...table.body.rows].map(read);
    table.more = make('button', { type: 'button', className: 'rest', hidden: true, onclick: () => show(table, table.atMost = Infinity) });
    table.body.parentElement.after(table.more);
  });
  const rows = tables.flatMap(table => table.entries);
  const textOf = entry => entry.text ??= lower(entry.row.textContent);
  const isOfSite = (entry, number) => entry.set ? entry.set.some(part => part.site === number) : entry.names.some(name => siteOf.get(name) === number);
  // What a page leaves out may be there: it stays in sight.
  const holdsAny = (part, servers) => part.isCut || [...servers].some(name => siteOf.get(name) === part.site && part.isAll !== part.names.has(name));

  // The filter. The address keeps it, so that a link shows what its sender saw.

  const fields = ['text', 'kind', 'package', 'site', 'server', 'hold'];
  const sorting = { key: '', isDown: false };
  const packages = new Set(rows.map(entry => entry.package));
  const fill = (list, values) => list.append(...values.map(([value, text]) => make('option', { value, textContent: text ?? value })));
  const unique = values => [...new Set(values)].filter(value => value).sort();
  fill(form.kind, [['', 'all'], ...kinds.filter(kind => rows.some(entry => entry.kind === kind)).map(kind => [kind]), ...(rows.some(entry => entry.isHeld) ? [['held', 'on hold']] : [])]);
  fill(form.site, [['', 'all'], ...sites.map(site => [site.name])]);
  fill(form.hold, [['', 'all'], ['any', 'any reason'], ...unique(rows.map(entry => entry.hold)).map(reason => [reason])]);
  fill(one('#packages'), [...packages].map(name => [name]));
  form.server.addEventListener('focus', () => fill(one('#names'), [...siteOf.keys()].map(name => [name])), { once: true });
  form.hold.closest('label').hidden = !rows.some(entry => entry.isHeld);
  form.site.closest('label').hidden = sites.length < 2;
  form.hidden = false;

  const chosen = () => Object.fromEntries(fields.map(field => [field, form[field].value.trim()]));
  const named = (name, wanted, isExact) => isExact ? name === wanted : lower(name).includes(lower(wanted));
  const wantedServers = wanted => new Set(siteOf.has(wanted) ? [wanted] : [...siteOf.keys()].filter(name => named(name, wanted, false)));
  const tests = {
    text: wanted => entry => lower(wanted).split(/\s+/).every(word => textOf(entry).includes(word)),
    kind: wanted => entry => entry.kind === wanted,
    package: wanted => entry => named(entry.package, wanted, packages.has(wanted)),
    site: wanted => {
      const number = sites.findIndex(site => site.name === wanted);
      return entry => isOfSite(entry, number);
    },
    server: wanted => {
      const servers = wantedServers(wanted);
      const known = new Map();
      return entry => {
        if (!entry.set)
          return entry.names.some(name => servers.has(name));
        if (!known.has(entry.set))
          known.set(entry.set, entry.set.some(part => holdsAny(part, servers)));
        return known.get(entry.set);
      };
    },
    hold: wanted => entry => wanted === 'any' ? entry.isHeld : entry.hold === wanted,
  };

  const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;
  const nothing = make('p', { className: 'empty', textContent: 'No action is like that.', hidden: true });
  tables.find(table => !table.part)?.body.parentElement.after(nothing);
  const tell = table => {
    const matching = table.entries.filter(entry => entry.matches);
    const isAll = matching.length === table.entries.length;
    const placements = matching.reduce((sum, entry) => sum + entry.placements, 0);
    const words = `${isAll ? '' : `${matching.length} of `}${count(table.entries.length, 'action')}, ${count(placements, 'placement')}`;
    if (!table.part) {
      one('output', form).value = words;
      nothing.hidden = matching.length > 0;
      return;
    }

    one('summary small', table.part)?.remove();
    if (!isAll)
      one('summary', table.part).append(make('small', { textContent: ` ${words} match` }));
  };
  const foldAll = () => all('.actions a.more[aria-expanded="true"]').forEach(fold);
  const apply = () => {
    const filter = chosen();
    const asked = fields.filter(field => filter[field]).map(field => tests[field](filter[field]));
    foldAll();
    for (const entry of rows)
      entry.matches = asked.every(test => test(entry));
    all('.tiles button').forEach(tile => tile.setAttribute('aria-pressed', tile.parentElement.dataset.kind === filter.kind));
    all('.matrix button').forEach(cell => cell.setAttribute('aria-pressed', cell.dataset.package === filter.package && cell.dataset.site === filter.site));
    tables.forEach(table => { show(table); tell(table); });
  };

  const collator = new Intl.Collator('en', { numeric: true });
  const valueOf = (cell, key) => key === 'kind' ? kinds.indexOf(cell.parentElement.classList[0]) : cell.dataset.n ? Number(cell.dataset.n) : cell.textContent;
  const compare = (x, y) => typeof x === 'number' ? x - y : collator.compare(x, y);
  const sort = () => {
    for (const table of tables) {
      const column = table.heads.findIndex(head => head.dataset.key === sorting.key);
      table.heads.forEach(head => head.removeAttribute('aria-sort'));
      table.heads[column]?.setAttribute('aria-sort', sorting.isDown ? 'descending' : 'ascending');
      for (const entry of table.entries)
        entry.value = column < 0 ? entry.place : valueOf(entry.row.cells[column], sorting.key);
      table.entries.sort((x, y) => (sorting.isDown ? -1 : 1) * compare(x.value, y.value) || x.place - y.place);
      // Rows that are out of the page are moved at no cost.
      table.entries.forEach(entry => { entry.row.hidden = true; });
      table.body.append(...table.entries.map(entry => entry.row));
      show(table);
    }
  };

  // The address.

  let waiting;
  const remember = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = new URLSearchParams(Object.entries({ ...chosen(), sort: sorting.key && (sorting.isDown ? `-${sorting.key}` : sorting.key) }).filter(([, value]) => value));
      try {
        history.replaceState(null, '', words.size ? `#${words}` : location.href.split('#')[0]);
      } catch { /* A viewer without an address of its own. */ }
    }, 250);
  };
  const recall = () => {
    if (location.hash && !location.hash.includes('='))
      return;
    const words = new URLSearchParams(location.hash.slice(1));
    fields.forEach(field => { form[field].value = words.get(field) ?? ''; });
    // A choice that this plan does not have is none.
    all('select', form).forEach(list => { list.selectedIndex = Math.max(0, list.selectedIndex); });
    const wanted = words.get('sort') ?? '';
    Object.assign(sorting, { key: wanted.replace(/^-/, ''), isDown: wanted.startsWith('-') });
    if (wanted || tables.some(table => one('[aria-sort]', table.body.parentElement)))
      sort();
    apply();
  };
  const change = choices => {
    Object.entries(choices).forEach(([field, value]) => { form[field].value = value; });
    apply();
    remember();
  };

  // What is pressed.

  let typing;
  form.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => change({}), rows.length > 1000 ? 120 : 0);
  });
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', event => { event.preventDefault(); change(Object.fromEntries(fields.map(field => [field, '']))); });
  all('.tiles [data-kind]:not(.none)').forEach(tile => {
    tile.append(make('button', { type: 'button', onclick: () => change({ kind: form.kind.value === tile.dataset.kind ? '' : tile.dataset.kind }) }, ...tile.childNodes));
  });
  all('.matrix tbody tr').forEach(row => all('td', row).forEach((cell, number) => {
    const head = row.closest('table').tHead.rows[0].cells[number + 1];
    if (!cell.hasChildNodes() || head.classList.contains('others'))
      return;
    const [name, site] = [row.cells[0].textContent, head.textContent];
    const pressed = make('button', { type: 'button', title: `${name} in ${site}` }, ...cell.childNodes);
    Object.assign(pressed.dataset, { package: name, site });
    pressed.addEventListener('click', () => change(pressed.getAttribute('aria-pressed') === 'true' ? { package: '', site: '' } : { package: name, site }));
    cell.append(pressed);
  }));
  tables.forEach(table => table.heads.forEach(head => {
    const key = head.dataset.key;
    head.append(make('button', {
      type: 'button',
      onclick: () => {
        // Up, down, and as the plan has it.
        const isThis = sorting.key === key;
        Object.assign(sorting, isThis && sorting.isDown ? { key: '', isDown: false } : { key, isDown: isThis });
        foldAll();
        sort();
        remember();
      },
    }, ...head.childNodes));
  }));
  addEventListener('hashchange', recall);
  (location.hash.includes('=') ? recall : apply)();
})();
