// Exports to a directory: requests become changes of entries, refused as a server would refuse them.
import type { SchemaType } from '../../plan/schema-file.js';
import { parentDn, rdnOf, type Value } from '../../values/index.js';
import { listOf } from '../contents.js';
import { attributeIn, type NamedAttribute } from '../directory/attributes.js';
import { type RawValue, writeRaw } from '../directory/codec.js';
import type {
  AttributeFault,
  ExportChange,
  ExportContent,
  ExportOutcome,
  ExportReference,
  ExportRequest,
} from '../port.js';
import { anchorOf, type LdifContext, typeOfEntry } from './context.js';
import type { Directory, Refusal, Result } from './directory.js';
import { type Entry, entryOf } from './entries.js';
import type { LdifAttribute, LdifChange, Modification } from './records.js';

export interface Exporter {
  /** Applies one request to the directory. */
  apply(request: ExportRequest): ExportOutcome;
  /** What was applied, as change records. */
  readonly log: readonly LdifChange[];
}

type Request<K extends ExportRequest['kind']> = ExportRequest & { readonly kind: K };

/** Makes an exporter to a directory. `newId`: of an entry whose anchor the directory gives. */
export function exporterTo(directory: Directory, context: LdifContext, newId: () => string): Exporter {
  const log: LdifChange[] = [];
  const byAnchor = new Map<string, string>();
  const note = (entry: Entry): void => {
    const type = typeOfEntry(entry, context);
    const anchor = type === undefined ? undefined : anchorOf(entry, type, context);
    if (anchor !== undefined) byAnchor.set(anchor, entry.key);
  };
  for (const entry of directory.entries()) note(entry);
  const locate = ({ anchor, type }: Request<'update' | 'delete'>): Entry | undefined => {
    if (context.anchorAttribute(type) === undefined) return directory.get(anchor);
    const key = byAnchor.get(anchor);
    return key === undefined ? undefined : directory.get(key);
  };
  const rename = (entry: Entry, newName: string): Result => {
    const result = directory.rename(entry.dn, newName);
    if (result.kind === 'refused') return result;
    log.push({
      kind: 'rename',
      dn: entry.dn,
      newRdn: rdnOf(newName) ?? '',
      deleteOldRdn: true,
      newSuperior: parentDn(newName) ?? '',
    });
    for (const moved of directory.below(newName)) note(moved);
    return result;
  };

  const add = (request: Request<'add'>): ExportOutcome => {
    const type = context.schema.types[request.type];
    if (type === undefined)
      return failed(request, 'permanent', 'undefinedAttributeType', `The schema has no type ${request.type}.`);
    if (request.name === undefined) {
      return failed(request, 'permanent', 'namingViolation', 'An entry needs a name. Let a rule flow one to "dn".');
    }
    const { lines, faults } = linesOfChanges(request.changes, type, context);
    const anchorName = context.anchorAttribute(request.type);
    const given = lines.some(({ name }) => name.toLowerCase() === anchorName?.toLowerCase());
    const generated: LdifAttribute[] = anchorName === undefined || given ? [] : [{ name: anchorName, value: newId() }];
    const classes = (type.objectClass ?? []).filter((one) => !lines.some((line) => isClass(line, one)));
    const attributes = [...classes.map((value) => ({ name: 'objectClass', value })), ...lines, ...generated];
    const entry = entryOf(request.name, attributes, 0);
    const anchor = anchorOf(entry, request.type, context);
    const owner = anchor === undefined || anchorName === undefined ? undefined : byAnchor.get(anchor);
    if (owner !== undefined)
      return failed(request, 'exists', 'entryAlreadyExists', `${owner} has the anchor ${anchor} already.`);
    const result = directory.add(entry);
    if (result.kind === 'refused') return refusedOutcome(request, result);
    log.push({ kind: 'add', dn: request.name, attributes });
    if (anchor !== undefined) byAnchor.set(anchor, entry.key);
    return done(request, faults, anchor);
  };

  const update = (request: Request<'update'>): ExportOutcome => {
    const entry = locate(request);
    const type = context.schema.types[request.type];
    if (entry === undefined || type === undefined) return notThere(request);
    if (request.newName !== undefined && request.newName !== entry.dn) {
      const result = rename(entry, request.newName);
      if (result.kind === 'refused') return refusedOutcome(request, result);
    }
    const dn = request.newName ?? entry.dn;
    const { modifications, faults } = modificationsOf(request.changes, type, context);
    if (modifications.length === 0) return done(request, faults);
    const result = directory.modify(dn, modifications);
    if (result.kind === 'refused') {
      if (request.newName === undefined) return refusedOutcome(request, result);
      // The rename is done; what was refused is the rest.
      return done(
        request,
        request.changes.map(({ attribute }) => ({ attribute, message: result.message })),
      );
    }
    log.push({ kind: 'modify', dn, modifications });
    return done(request, faults);
  };

  const remove = (request: Request<'delete'>): ExportOutcome => {
    const entry = locate(request);
    if (entry === undefined) return notThere(request);
    const result = directory.delete(entry.dn);
    if (result.kind === 'refused') return refusedOutcome(request, result);
    byAnchor.delete(request.anchor);
    log.push({ kind: 'delete', dn: entry.dn });
    return done(request, []);
  };

  return {
    log,
    apply: (request) =>
      request.kind === 'add' ? add(request) : request.kind === 'update' ? update(request) : remove(request),
  };
}

const isNaming = (name: string, { schema }: LdifContext): boolean =>
  name.toLowerCase() === (schema.naming ?? 'dn').toLowerCase();

function linesOfChanges(
  changes: readonly ExportChange[],
  type: SchemaType,
  context: LdifContext,
): { readonly lines: readonly LdifAttribute[]; readonly faults: readonly AttributeFault[] } {
  const { modifications, faults } = modificationsOf(changes, type, context);
  const lines = modifications.flatMap(({ operation, attribute, values }) =>
    operation === 'delete' ? [] : values.map((value) => ({ name: attribute, value })),
  );
  return { lines, faults };
}

function modificationsOf(
  changes: readonly ExportChange[],
  type: SchemaType,
  context: LdifContext,
): { readonly modifications: readonly Modification[]; readonly faults: readonly AttributeFault[] } {
  const faults: AttributeFault[] = [];
  const modifications: Modification[] = [];
  for (const change of changes.filter(({ attribute }) => !isNaming(attribute, context))) {
    const attribute = attributeIn(type, change.attribute);
    if (attribute === undefined) {
      faults.push({ attribute: change.attribute, message: 'the schema does not have it' });
      continue;
    }
    const spell = (content: ExportContent): readonly RawValue[] | undefined => spelt(content, attribute, context);
    const some = 'set' in change ? [spell(change.set)] : [spell(change.added), spell(change.removed)];
    const [first, second] = some;
    if (first === undefined || (some.length > 1 && second === undefined)) {
      faults.push({
        attribute: change.attribute,
        message: 'an object that it refers to has no name in this system yet',
      });
    } else if ('set' in change) {
      modifications.push({ operation: 'replace', attribute: attribute.name, values: first });
    } else {
      if (second !== undefined && second.length > 0)
        modifications.push({ operation: 'delete', attribute: attribute.name, values: second });
      if (first.length > 0) modifications.push({ operation: 'add', attribute: attribute.name, values: first });
    }
  }
  return { modifications, faults };
}

/** The values as they are stored; `undefined` if one of them cannot be spelt. */
function spelt(
  content: ExportContent,
  { attribute }: NamedAttribute,
  { references }: LdifContext,
): readonly RawValue[] | undefined {
  const written = listOf(content).map((value: Value | ExportReference) => writeRaw(value, attribute, { references }));
  const known = written.filter((value) => value !== undefined);
  return known.length === written.length ? known.filter((value) => value !== '') : undefined;
}

const isClass = ({ name, value }: LdifAttribute, objectClass: string): boolean =>
  name.toLowerCase() === 'objectclass' && String(value).toLowerCase() === objectClass.toLowerCase();

function done({ id }: ExportRequest, faults: readonly AttributeFault[], anchor?: string): ExportOutcome {
  const told = anchor === undefined ? {} : { anchor };
  return faults.length === 0 ? { id, kind: 'applied', ...told } : { id, kind: 'partly', attributes: faults, ...told };
}

const failed = (
  { id }: ExportRequest,
  reason: (ExportOutcome & { readonly kind: 'failed' })['reason'],
  code: string,
  message: string,
): ExportOutcome => ({ id, kind: 'failed', reason, code, message });

const notThere = (request: Request<'update' | 'delete'>): ExportOutcome =>
  failed(request, 'missing', 'noSuchObject', `There is no entry with the anchor ${JSON.stringify(request.anchor)}.`);

const REASONS: Readonly<Record<Refusal, (ExportOutcome & { readonly kind: 'failed' })['reason']>> = {
  noSuchObject: 'missing',
  entryAlreadyExists: 'exists',
  // The parent may yet come.
  parentMissing: 'transient',
  notAllowedOnNonLeaf: 'permanent',
  notAllowedOnRDN: 'permanent',
  invalidDNSyntax: 'permanent',
  unwillingToPerform: 'permanent',
};

const refusedOutcome = (
  request: ExportRequest,
  { code, message }: Result & { readonly kind: 'refused' },
): ExportOutcome => failed(request, REASONS[code], code === 'parentMissing' ? 'noSuchObject' : code, message);
