// How a test sees values: expected ones compared with found ones, and both as the language writes them.
import type { ValueType } from '@syncrule/runtime/plan';
import type { CsObject, MvObject } from '@syncrule/runtime/store';
import { SEPARATOR, showValue, type Value } from '@syncrule/runtime/values';
import type { TestObject, TestValue } from '../../semantics/index.js';
import { Identities, identityOfMv, identityOfObject, plainIdentity } from '../run/identities.js';
import type { TestSystems } from '../run/systems.js';
import type { SpaceView } from '../run/view.js';
import type { Item } from './item.js';

type Placed = Pick<Item, 'side' | 'connector'>;

export class Sight {
  readonly #identities: Identities;

  /** `before`: the space before the export, in which objects stand that the export has deleted. */
  constructor(
    readonly view: SpaceView,
    private readonly before: SpaceView,
    readonly systems: TestSystems,
  ) {
    this.#identities = new Identities(view, before);
  }

  /** Whether the values are the expected ones; lists compare as sets. */
  agrees(expected: readonly TestValue[], found: readonly Value[], type: ValueType, item: Placed): boolean {
    const wanted = new Set(expected.map((value) => this.#identityOfExpected(value, type, item.side)));
    const have = new Set(found.map((value) => this.#identityOfFound(value, type, item)));
    return wanted.size === have.size && [...wanted].every((identity) => have.has(identity));
  }

  showExpected(expected: readonly TestValue[], type: ValueType): string {
    const texts = expected.map((value) =>
      value.kind === 'object' ? this.#objectText(value.object) : shown(value.value, type),
    );
    return together(texts, type);
  }

  showFound(found: readonly Value[], type: ValueType, item: Placed): string {
    const texts = found.map((value) => (type.scalar === 'ref' ? this.#referenceText(value, item) : shown(value, type)));
    return together(texts, type);
  }

  /** `corp.user "ada"`: by what the test calls it, else by its name or anchor. */
  objectName({ connector, type, anchor, name }: CsObject): string {
    const label = anchor === undefined ? undefined : this.systems.labelOf(connector, anchor);
    return `${connector}.${type} ${JSON.stringify(label ?? name ?? anchor ?? 'new')}`;
  }

  /** `person of hr.person "1001"`: by the object that it was made of. */
  mvName({ type, key }: MvObject): string {
    const [connector = '', ...rest] = key.split(SEPARATOR);
    const anchor = rest.slice(0, -1).join(SEPARATOR);
    const birth = this.view.byAnchor(connector, anchor);
    return `${type} of ${birth === undefined ? `${connector} ${JSON.stringify(anchor)}` : this.objectName(birth)}`;
  }

  #objectText({ connector, type, anchor }: TestObject): string {
    return `${connector}.${type} ${JSON.stringify(anchor)}`;
  }

  #identityOfExpected(value: TestValue, { scalar }: ValueType, side: 'cs' | 'mv'): string {
    if (value.kind === 'value') return plainIdentity(value.value, scalar);
    const anchor = this.systems.anchorOf(value.object);
    const { connector } = value.object;
    const object = this.view.byAnchor(connector, anchor) ?? this.before.byAnchor(connector, anchor);
    if (object === undefined) return `an object that is not there: ${this.#objectText(value.object)}`;
    if (side === 'cs') return identityOfObject(object);
    const mv = this.view.mv(object.link?.mv);
    return mv === undefined ? `an object that is not joined: ${this.#objectText(value.object)}` : identityOfMv(mv.key);
  }

  #identityOfFound(value: Value, { scalar }: ValueType, { side, connector }: Placed): string {
    if (scalar !== 'ref') return plainIdentity(value, scalar);
    if (side === 'cs') return this.#identities.ofConnectorValue(connector ?? '', value);
    const mv = this.#identities.metaverseObject(value);
    return mv === undefined ? String(value) : identityOfMv(mv.key);
  }

  #referenceText(value: Value, { side, connector }: Placed): string {
    if (side === 'mv') {
      const mv = this.#identities.metaverseObject(value);
      return mv === undefined ? showValue(value, 'ref') : this.mvName(mv);
    }
    const object = this.#identities.connectorObject(connector ?? '', String(value));
    return object === undefined ? showValue(value, 'ref') : this.objectName(object);
  }
}

const shown = (value: Value, { scalar }: ValueType): string => {
  const text = showValue(value, scalar);
  return scalar === 'string' || scalar === 'dn' ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
};

const together = (texts: readonly string[], { many }: ValueType): string => {
  if (texts.length === 0) return 'absent';
  return many ? `[${texts.join(', ')}]` : texts.join(', ');
};
