import { Attribute, Client } from 'ldapts';
import { describe } from 'vitest';
import { escapeDnValue, parseDn } from '../../values/index.js';
import { openConnector } from '../registry.js';
import { connectorContract } from '../testing/contract.js';
import { hasSlapd, startSlapd } from '../testing/slapd.js';
import {
  type ContractSystem,
  completed,
  directorySchema,
  isReferenceAttribute,
  keyAttribute,
  type ModelObject,
} from '../testing/system.js';

const SUFFIX = 'dc=example,dc=com';
const nameOf = (type: string, key: string): string => `${keyAttribute(type)}=${escapeDnValue(key)},ou=all,${SUFFIX}`;
const NOBODY = 'cn=nobody';

function attributesOf(object: ModelObject): Attribute[] {
  const values = Object.entries(completed(object)).map(([type, content]) => {
    const list = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
    const written = list.map((value) => (isReferenceAttribute(type) ? nameOf('person', String(value)) : value));
    return new Attribute({ type, values: written.map((value) => Buffer.from(value)) });
  });
  const members =
    object.type === 'group' && object.values.member === undefined
      ? [new Attribute({ type: 'member', values: [NOBODY] })]
      : [];
  const classes = [...(directorySchema.types[object.type]?.objectClass ?? [])];
  return [new Attribute({ type: 'objectClass', values: classes }), ...values, ...members];
}

async function empty(client: Client): Promise<void> {
  const { searchEntries } = await client.search(`ou=all,${SUFFIX}`, {
    scope: 'one',
    attributes: ['1.1'],
    paged: { pageSize: 500 },
  });
  for (const { dn } of searchEntries) await client.del(dn);
}

describe.runIf(hasSlapd())('with a real server', () => {
  connectorContract('an LDAP server', async (): Promise<ContractSystem> => {
    const slapd = await startSlapd();
    const client = new Client({ url: slapd.url });
    await client.bind(slapd.adminDn, slapd.password);
    await client.add(SUFFIX, { objectClass: ['domain'], dc: 'example' });
    await client.add(`ou=all,${SUFFIX}`, { objectClass: ['organizationalUnit'], ou: 'all' });
    const settings = {
      url: slapd.secureUrl,
      ca: slapd.ca,
      bindDn: slapd.adminDn,
      password: { env: 'PASSWORD' },
      bases: [SUFFIX],
      pageSize: 2,
      placeholders: { member: NOBODY },
    };
    return {
      named: true,
      nameOf,
      keyOf: (reference) => String('name' in reference ? parseDn(reference.name)?.[0]?.[0]?.value : ''),
      open: () =>
        openConnector('ldap', settings, {
          name: 'server',
          schema: directorySchema,
          directory: '/',
          secret: async () => slapd.password,
        }),
      fill: async (objects) => {
        await empty(client);
        for (const one of objects) await client.add(nameOf(one.type, one.key), attributesOf(one));
      },
      stop: async () => {
        await client.unbind();
        await slapd.stop();
      },
    };
  });
});
