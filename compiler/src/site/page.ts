// The page as a whole: heading, search, contents, and the sections.
import { CLIENT } from './client.js';
import { functionSections, namespaceSections, paramTable } from './declarations.js';
import { type Html, html, jsonForScript, nothing } from './html.js';
import { ruleAnchor, type SiteModel } from './model.js';
import { linkTo } from './parts.js';
import { ruleSections, typeAnchor } from './rules.js';
import { searchEntries, searchLibrary } from './search.js';
import { STYLE } from './style.js';
import { connectorSections, metaverseSections, type Pictures } from './types.js';

interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly { readonly anchor: string; readonly name: string }[];
  readonly body: readonly Html[];
}

export const page = (model: SiteModel, overview: Html, pictures: Pictures): string => {
  const chapters = chaptersOf(model, pictures).filter(({ entries }) => entries.length > 0);
  const whole = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="rulec docs">
<title>${model.title}: synchronisation rules</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<strong>${model.title}</strong> <span class="plan">plan ${model.plan.hash.slice(0, 12)}</span>
<div class="finder" role="search"><label class="hidden" for="search">Search rules, attributes and functions</label>
<input id="search" type="search" placeholder="Search   /" autocomplete="off" aria-controls="results" aria-expanded="false">
<ul id="results" hidden></ul></div>
<button id="theme" type="button" aria-pressed="false">Dark</button>
</header>
<div class="frame">
<nav aria-label="Contents">${chapters.map(contents)}</nav>
<main id="main">
<h1>${model.title}</h1>
${tiles(model)}
${overview}
${chapters.map(({ id, title, body }) => html`<h2 id="${id}">${title}</h2>${body}`)}
</main>
</div>
<footer>Made by <code>rulec docs</code> from plan <code>${model.plan.hash}</code></footer>
<script type="application/json" id="entries">${jsonForScript(searchEntries(model))}</script>
<script>${raw(searchLibrary())}</script>
<script>${raw(CLIENT)}</script>
</body>
</html>
`;
  return whole.html;
};

/** Styles and scripts of our own. */
const raw = (text: string): Html => ({ html: text });

const contents = ({ id, title, entries }: Chapter): Html =>
  html`<h2>${linkTo(id, title)}</h2><ul>${entries.map(({ anchor, name }) => html`<li>${linkTo(anchor, name)}</li>`)}</ul>`;

const chaptersOf = (model: SiteModel, pictures: Pictures): readonly Chapter[] => {
  const { rules, metaverse, connectors, functions, params, namespaces } = model.plan;
  const names = [...new Set(rules.map(({ name }) => name))];
  const named = (prefix: string, items: readonly { readonly name: string }[]) =>
    items.map(({ name }) => ({ anchor: `${prefix}-${name}`, name }));
  return [
    {
      id: 'rules',
      title: 'Rules',
      entries: names.map((name) => ({ anchor: ruleAnchor(name), name })),
      body: ruleSections(model),
    },
    {
      id: 'metaverse',
      title: 'Metaverse',
      entries: metaverse.map(({ name }) => ({ anchor: typeAnchor(name), name })),
      body: metaverseSections(model, pictures),
    },
    {
      id: 'connectors',
      title: 'Connectors',
      entries: connectors.flatMap(({ name, types }) => [
        { anchor: `connector-${name}`, name },
        ...types.map((type) => ({ anchor: typeAnchor(`${name}.${type.name}`), name: `${name}.${type.name}` })),
      ]),
      body: connectorSections(model),
    },
    { id: 'functions', title: 'Functions', entries: named('function', functions), body: functionSections(model) },
    { id: 'namespaces', title: 'Namespaces', entries: named('namespace', namespaces), body: namespaceSections(model) },
    {
      id: 'parameters',
      title: 'Parameters',
      entries: named('param', params),
      body: [params.length === 0 ? nothing : paramTable(model)],
    },
  ];
};

const tiles = ({ plan }: SiteModel): Html => {
  const rules = new Set(plan.rules.map(({ name }) => name)).size;
  const attributes = plan.metaverse.flatMap((type) => type.attributes.filter((each) => each.byEngine !== true));
  const flows = plan.rules.reduce((sum, rule) => sum + rule.flows.length, 0);
  const counts: readonly (readonly [number, string, string])[] = [
    [rules, 'rule', 'rules'],
    [flows, 'flow', 'flows'],
    [attributes.length, 'attribute of the metaverse', 'attributes of the metaverse'],
    [attributes.filter((each) => each.derived !== undefined).length, 'of them derived', 'of them derived'],
    [plan.connectors.length, 'connector', 'connectors'],
  ];
  return html`<ul class="tiles">${counts.map(([count, one, many]) => html`<li><strong>${count}</strong><span>${count === 1 ? one : many}</span></li>`)}</ul>`;
};
