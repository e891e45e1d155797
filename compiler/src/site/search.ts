// What the search of a site finds, and the library that finds it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { attributeAnchor, isShown, ruleAnchor, type SiteModel } from './model.js';

export interface Entry {
  /** Anchor on the page. */
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly text: string;
}

export const searchEntries = (model: SiteModel): readonly Entry[] => {
  const { plan, docOf } = model;
  const entry = (id: string, title: string, kind: string, doc: string | undefined): Entry => ({
    id,
    title,
    kind,
    text: doc ?? '',
  });
  const rules = new Map(plan.rules.map((rule) => [rule.name, rule.title]));
  return [
    ...[...rules].map(([name, title]) =>
      entry(ruleAnchor(name), name, 'rule', [title, docOf('rule', name)].filter(Boolean).join(' ')),
    ),
    ...plan.metaverse.flatMap((type) =>
      type.attributes
        .filter((each) => isShown(model, type.name, each))
        .map((each) =>
          entry(
            attributeAnchor(type.name, each.name),
            `${type.name}.${each.name}`,
            'metaverse',
            docOf('attribute', each.name, type.name),
          ),
        ),
    ),
    ...plan.connectors.flatMap((connector) =>
      connector.types.flatMap((type) => {
        const name = `${connector.name}.${type.name}`;
        return type.attributes.map((each) =>
          entry(
            attributeAnchor(name, each.name),
            `${name}.${each.name}`,
            'connector',
            docOf('attribute', each.name, name),
          ),
        );
      }),
    ),
    ...plan.functions.map(({ name }) => entry(`function-${name}`, name, 'function', docOf('function', name))),
    ...plan.params.map(({ name }) => entry(`param-${name}`, name, 'parameter', docOf('param', name))),
    ...plan.namespaces.map(({ name }) => entry(`namespace-${name}`, name, 'namespace', docOf('namespace', name))),
  ];
};

/** MiniSearch as a script that defines `MiniSearch`, so that the page needs no network. */
export const searchLibrary = (): string => {
  const path = createRequire(import.meta.url)
    .resolve('minisearch')
    .replace(/cjs([/\\])index\.cjs$/, 'umd$1index.js');
  return readFileSync(path, 'utf8')
    .replace(/\/\/# sourceMappingURL=.*/, '')
    .replaceAll('</script', '<\\/script');
};
