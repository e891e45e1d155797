// When two values are the same for a test: exactly, and references by the object that they mean, however they are written.

import type { CsObject, MvObject } from '@syncrule/runtime/store';
import { keyText, type MvKey, mvKeyOf, parseDn, SEPARATOR, type Value, writeDn } from '@syncrule/runtime/values';
import type { SpaceView } from './view.js';

export class Identities {
  /** `before`: the space before the export, for references to what the export has deleted. */
  constructor(
    private readonly view: SpaceView,
    private readonly before: SpaceView,
  ) {}

  /** Of a value that may be a reference between objects of a connector. */
  ofConnectorValue(connector: string, value: Value): string {
    const object = typeof value === 'string' ? this.connectorObject(connector, value) : undefined;
    return object === undefined ? plainIdentity(value, undefined) : identityOfObject(object);
  }

  /** The object that a reference means: of an import, or of a change that was staged before the object was there. */
  connectorObject(connector: string, reference: string): CsObject | undefined {
    if (!reference.startsWith('m:'))
      return this.view.referred(connector, reference) ?? this.before.referred(connector, reference);
    const parts = reference.slice(2).split(SEPARATOR);
    const [account, type] = parts.slice(-2);
    const mv = this.view.mvByKey(mvKeyOf(parts.slice(0, -2).join(SEPARATOR)));
    return this.view
      .linkedTo(mv?.id)
      .find(
        (object) => object.connector === connector && object.type === type && (object.link?.account ?? '') === account,
      );
  }

  metaverseObject(key: Value): MvObject | undefined {
    return this.view.mvByKey(mvKeyOf(key));
  }
}

export const identityOfObject = ({ id }: CsObject): string => `object ${id}`;
export const identityOfMv = (key: MvKey): string => `metaverse object ${key}`;

/** Of a value that is no reference. Names are the same however they are escaped; texts are never the same in another case. */
export const plainIdentity = (value: Value, scalar: string | undefined): string => {
  if (value instanceof Uint8Array) return keyText(value, 'binary');
  if (typeof value !== 'string') return String(value);
  const dn = scalar === 'dn' ? parseDn(value) : undefined;
  return keyText(dn === undefined ? value : writeDn(dn), 'exact');
};
