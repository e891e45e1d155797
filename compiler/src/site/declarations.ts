// Functions, parameters and namespaces of a program.
import { constantText, expressionText, sightOf, typeText } from '../view/index.js';
import { type Html, html } from './html.js';
import type { SiteModel } from './model.js';
import { code, documentation, source } from './parts.js';

export const functionSections = (model: SiteModel): readonly Html[] =>
  model.plan.functions.map(
    ({ name, parameters }) => html`<section class="card" id="function-${name}" aria-labelledby="function-${name}-title">
<header><h3 id="function-${name}-title">${name}<span class="parameters">(${parameters.join(', ')})</span></h3><p class="place">${model.placeOf('function', name) ?? ''}</p></header>
${documentation(model.docOf('function', name))}
${source(model.sourceOf('function', name))}
</section>`,
  );

export const paramTable = (model: SiteModel): Html => {
  const rows = model.plan.params.map(
    ({ name, type, value }) =>
      html`<tr id="param-${name}"><th scope="row">${name}</th><td>${code(typeText(type))}</td><td>${code(constantText(value))}</td><td>${model.docOf('param', name) ?? ''}</td></tr>`,
  );
  return html`<div class="card scroll"><table><caption class="hidden">Parameters</caption><thead><tr><th scope="col">Parameter</th><th scope="col">Type</th><th scope="col">Value here</th><th scope="col">About</th></tr></thead><tbody>${rows}</tbody></table></div>`;
};

export const namespaceSections = (model: SiteModel): readonly Html[] =>
  model.plan.namespaces.map(
    ({ name, entries }) => html`<section class="card" id="namespace-${name}" aria-labelledby="namespace-${name}-title">
<header><h3 id="namespace-${name}-title">${name}</h3><p class="place">${model.placeOf('namespace', name) ?? ''}</p></header>
${documentation(model.docOf('namespace', name))}
<ul>${entries.map(({ type, of }) => html`<li>${type}: ${code(expressionText(of, sightOf(model.plan)))}</li>`)}</ul>
</section>`,
  );
