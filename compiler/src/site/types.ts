// Object types: those of the metaverse, and those of the connected systems, with who writes and reads each attribute.
import type { PlanCsType, PlanMvAttribute } from '@syncrule/runtime/plan';
import { expressionText, sightOf, typeText } from '../view/index.js';
import { type Html, html, nothing } from './html.js';
import { attributeAnchor, isShown, type SiteModel } from './model.js';
import { code, documentation, uses } from './parts.js';
import { typeAnchor } from './rules.js';

/** A picture of an attribute's flow, if there is one to show. */
export type Pictures = (type: string, attribute: string) => Html;

export const metaverseSections = (model: SiteModel, pictures: Pictures): readonly Html[] =>
  model.plan.metaverse.map(
    (type) => html`<section class="card" id="${typeAnchor(type.name)}" aria-labelledby="${typeAnchor(type.name)}-title">
<header><h3 id="${typeAnchor(type.name)}-title">${type.name}</h3><p class="place">${model.placeOf('metaverse', type.name) ?? ''}</p></header>
${documentation(model.docOf('metaverse', type.name))}
${[...type.attributes]
  .filter((each) => isShown(model, type.name, each))
  .sort(byName)
  .map((attribute) => attributePart(model, type.name, attribute, pictures))}
</section>`,
  );

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

const attributePart = (model: SiteModel, type: string, attribute: PlanMvAttribute, pictures: Pictures): Html => {
  const anchor = attributeAnchor(type, attribute.name);
  const path = `${type}.${attribute.name}`;
  const { derived } = attribute;
  return html`<article class="attribute" id="${anchor}" aria-labelledby="${anchor}-title">
<h4 id="${anchor}-title">${attribute.name} <code class="type">${typeText(attribute.type)}</code>${derived === undefined ? nothing : html` <span class="badge derived">derived</span>`}${attribute.merge ? html` <span class="badge">merge</span>` : nothing}</h4>
${documentation(model.docOf('attribute', attribute.name, type))}
${derived === undefined ? nothing : html`<p class="expression">${code(`= ${expressionText(derived, sightOf(model.plan))}`)}</p>`}
<div class="two"><div><h5>Written by</h5>${uses(model.writers.get(path), attribute.byEngine === true ? 'the engine' : derived === undefined ? 'nobody' : 'its expression alone')}</div>
<div><h5>Read by</h5>${uses(model.readers.get(path), 'nobody')}</div></div>
${pictures(type, attribute.name)}
</article>`;
};

export const connectorSections = (model: SiteModel): readonly Html[] =>
  model.plan.connectors.map(
    (
      connector,
    ) => html`<section class="card" id="connector-${connector.name}" aria-labelledby="connector-${connector.name}-title">
<header><h3 id="connector-${connector.name}-title">${connector.name}</h3><p class="place">${model.placeOf('connector', connector.name) ?? ''}</p></header>
${documentation(model.docOf('connector', connector.name))}
<p class="note">References are given by ${connector.references}${connector.naming === undefined ? '' : `; objects are named by ${connector.naming}`}.</p>
${connector.types.map((type) => csType(model, connector.name, type))}
</section>`,
  );

const csType = (model: SiteModel, connector: string, type: PlanCsType): Html => {
  const name = `${connector}.${type.name}`;
  const rows = type.attributes.map((attribute) => {
    const path = `${name}.${attribute.name}`;
    const flags = [
      ...(type.anchor === attribute.name ? ['anchor'] : []),
      ...(attribute.required ? ['required'] : []),
      ...(attribute.always ? ['always there'] : []),
      ...(attribute.writable === 'always'
        ? []
        : [attribute.writable === 'never' ? 'read only' : 'written on creation']),
    ];
    const doc = model.docOf('attribute', attribute.name, name);
    return html`<tr id="${attributeAnchor(name, attribute.name)}"><th scope="row">${attribute.name}${doc === undefined ? nothing : html`<p class="doc">${doc}</p>`}</th><td>${code(typeText(attribute.type))}${flags.map((flag) => html` <span class="badge">${flag}</span>`)}</td><td>${uses(model.writers.get(path), '–')}</td><td>${uses(model.readers.get(path), '–')}</td></tr>`;
  });
  return html`<h4 id="${typeAnchor(name)}">${name}</h4>${documentation(model.docOf('connectorType', name))}
<div class="scroll"><table class="schema"><caption class="hidden">Attributes of ${name}</caption><thead><tr><th scope="col">Attribute</th><th scope="col">Type</th><th scope="col">Written by</th><th scope="col">Read by</th></tr></thead><tbody>${rows}</tbody></table></div>`;
};
