// The rules of a program, each with what it does in the order in which it does it.
import type { PlanRule } from '@syncrule/runtime/plan';
import { formatDuration } from '@syncrule/runtime/values';
import { expressionText, keyText, ruleSight } from '../view/index.js';
import { type Html, html, nothing } from './html.js';
import { attributeAnchor, ruleAnchor, type SiteModel } from './model.js';
import { code, documentation, linkTo, source } from './parts.js';

export const ruleSections = (model: SiteModel): readonly Html[] => {
  const names = [...new Set(model.plan.rules.map(({ name }) => name))];
  return names.map((name) =>
    ruleSection(
      model,
      model.plan.rules.filter((rule) => rule.name === name),
    ),
  );
};

const ruleSection = (model: SiteModel, variants: readonly PlanRule[]): Html => {
  const [rule] = variants;
  if (rule === undefined) return nothing;
  return html`<section class="card" id="${ruleAnchor(rule.name)}" aria-labelledby="${ruleAnchor(rule.name)}-title">
<header><h3 id="${ruleAnchor(rule.name)}-title">${rule.name}</h3><p class="place">${model.placeOf('rule', rule.name) ?? ''}</p></header>
${rule.title === undefined ? nothing : html`<p class="lead">${rule.title}</p>`}
${documentation(model.docOf('rule', rule.name))}
${variants.map((variant) => variantPart(model, variant))}
${source(model.sourceOf('rule', rule.name))}
</section>`;
};

const variantPart = (model: SiteModel, rule: PlanRule): Html => {
  const cs = rule.account === undefined ? rule.csType : `${rule.csType} as ${rule.account}`;
  const [from, to] = rule.direction === 'inbound' ? [cs, rule.mvType] : [rule.mvType, cs];
  return html`<p class="ends"><span class="badge ${rule.direction}">${rule.direction}</span> ${linkTo(typeAnchor(from), from)} <span aria-hidden="true">→</span><span class="hidden"> to </span> ${linkTo(typeAnchor(to), to)}${rule.precedence === undefined ? nothing : html` <span class="badge">precedence ${rule.precedence}</span>`}</p>
<dl class="clauses">${clausesOf(model, rule)}</dl>
${flowTable(model, rule, to)}`;
};

export const typeAnchor = (type: string): string => `type-${type.split(' as ')[0] ?? type}`;

const clausesOf = (model: SiteModel, rule: PlanRule): readonly Html[] => {
  const sight = ruleSight(model.plan, rule);
  const when = (part: { readonly when?: Parameters<typeof expressionText>[0] }): Html =>
    part.when === undefined ? html`always` : code(expressionText(part.when, sight));
  const clause = (name: string, text: Html, danger = false): Html =>
    html`<div><dt>${name}</dt><dd${danger ? html` class="danger"` : nothing}>${text}</dd></div>`;
  const own =
    rule.direction === 'inbound'
      ? []
      : outboundClauses(rule).map(({ name, text, danger }) => clause(name, html`${text}`, danger));
  const creating = rule.direction === 'inbound' ? rule.project : rule.provision;
  return [
    clause('scope', rule.scope === undefined ? html`all objects` : code(expressionText(rule.scope, sight))),
    ...rule.joins.map((join) => clause('join', code(keyText(model.plan, rule, join)))),
    ...(creating === undefined ? [] : [clause(rule.direction === 'inbound' ? 'project' : 'provision', when(creating))]),
    ...own,
    ...rule.lets.map((each) => clause(`let ${each.name}`, code(expressionText(each.of, sight)))),
  ];
};

const outboundClauses = (
  rule: Extract<PlanRule, { readonly direction: 'outbound' }>,
): readonly { readonly name: string; readonly text: string; readonly danger: boolean }[] => {
  const { deprovision, unclaimed } = rule;
  const after = deprovision?.after === undefined ? '' : ` after ${formatDuration(deprovision.after)}`;
  return [
    ...(deprovision === undefined
      ? []
      : [{ name: 'deprovision', text: `${deprovision.action}${after}`, danger: deprovision.action === 'delete' }]),
    ...(unclaimed === undefined ? [] : [{ name: 'unclaimed', text: 'delete', danger: true }]),
  ];
};

const flowTable = (model: SiteModel, rule: PlanRule, to: string): Html => {
  if (rule.flows.length === 0) return nothing;
  const sight = ruleSight(model.plan, rule);
  const target = to.split(' as ')[0] ?? to;
  const rows = rule.flows.map(
    (flow) =>
      html`<tr><th scope="row">${linkTo(attributeAnchor(target, flow.target), flow.target)}</th><td>${flow.mode === 'set' ? nothing : html`<span class="badge">${flow.mode}</span> `}${code(expressionText(flow.of, sight))}</td></tr>`,
  );
  return html`<div class="scroll"><table><caption class="hidden">Flows of ${rule.name}</caption><thead><tr><th scope="col">Attribute of ${target}</th><th scope="col">Value</th></tr></thead><tbody>${rows}</tbody></table></div>`;
};
