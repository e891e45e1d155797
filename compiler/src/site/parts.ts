// Small parts of pages.
import { type Html, html, nothing } from './html.js';
import type { Use } from './model.js';

export const code = (text: string): Html => html`<code>${text}</code>`;
export const linkTo = (anchor: string, text: string): Html =>
  html`<a href="#${encodeURIComponent(anchor)}">${text}</a>`;
export const documentation = (doc: string | undefined): Html =>
  doc === undefined ? nothing : html`<p class="doc">${doc}</p>`;

export const source = (text: string | undefined): Html =>
  text === undefined ? nothing : html`<details><summary>Source</summary><pre><code>${text}</code></pre></details>`;

/** `hrPerson (flow to sn)`, linked. */
export const uses = (list: readonly Use[] | undefined, none: string): Html => {
  if (list === undefined || list.length === 0) return html`<span class="none">${none}</span>`;
  const anchors = [...new Set(list.map(({ anchor }) => anchor))];
  const items = anchors.map((anchor) => {
    const own = list.filter((each) => each.anchor === anchor);
    return html`<li>${linkTo(anchor, own[0]?.name ?? '')} <span class="as">${own.map(({ as }) => as).join(', ')}</span></li>`;
  });
  return html`<ul class="uses">${items}</ul>`;
};
