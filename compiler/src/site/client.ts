// What runs in the browser: search, and the choice of light or dark. The page is whole without it.

export const CLIENT = `'use strict';
(() => {
  const root = document.documentElement;
  const remembered = { read: () => { try { return localStorage.getItem('theme'); } catch { return null; } },
    write: (theme) => { try { localStorage.setItem('theme', theme); } catch { /* a page from a file may not store */ } } };
  const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const button = document.getElementById('theme');
  const show = () => { button.setAttribute('aria-pressed', String(isDark())); };
  const chosen = remembered.read();
  if (chosen) root.dataset.theme = chosen;
  show();
  button.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; remembered.write(root.dataset.theme); show(); });

  const entries = JSON.parse(document.getElementById('entries').textContent);
  const index = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title', 'kind', 'text'],
    tokenize: (text) => text.split(/[^\\p{L}\\p{N}]+/u).flatMap((word) => [word, ...word.split(/(?<=\\p{Ll})(?=\\p{Lu})/u)]),
    searchOptions: { tokenize: (text) => text.split(/[^\\p{L}\\p{N}]+/u), prefix: true, fuzzy: (term) => (term.length > 4 ? 0.3 : 0), boost: { title: 3 }, combineWith: 'AND' } });
  index.addAll(entries);
  const field = document.getElementById('search');
  const list = document.getElementById('results');
  const close = () => { list.hidden = true; field.setAttribute('aria-expanded', 'false'); };
  const find = () => {
    const found = field.value.trim() === '' ? [] : index.search(field.value).slice(0, 12);
    list.replaceChildren(...found.map(({ id, title, kind, text }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = '#' + encodeURIComponent(id);
      const name = document.createElement('strong');
      name.textContent = title;
      const about = document.createElement('span');
      about.textContent = kind + (text ? ' · ' + text : '');
      link.append(name, about);
      link.addEventListener('click', close);
      item.append(link);
      return item;
    }));
    if (field.value.trim() !== '' && found.length === 0) {
      const item = document.createElement('li');
      item.className = 'none';
      item.textContent = 'Nothing found';
      list.append(item);
    }
    list.hidden = field.value.trim() === '';
    field.setAttribute('aria-expanded', String(!list.hidden));
  };
  field.addEventListener('input', find);
  field.addEventListener('focus', find);
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== field) { event.preventDefault(); field.focus(); }
    if (event.key === 'Escape') { close(); field.blur(); }
    if (event.key === 'Enter' && document.activeElement === field) list.querySelector('a')?.click();
    if (event.key === 'ArrowDown' && !list.hidden) {
      const links = [...list.querySelectorAll('a')];
      event.preventDefault();
      links[Math.min(links.indexOf(document.activeElement) + 1, links.length - 1)]?.focus();
    }
  });
  document.addEventListener('click', (event) => { if (!event.target.closest('.finder')) close(); });
})();
`;
