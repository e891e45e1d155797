// Checks a JSON file against a JSON Schema, in words and with places.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { didYouMean } from '../connectors/index.js';
import type { ConfigFinding } from './error.js';
import { type PlacedJson, pointerStep } from './json.js';

/** A checker of files of type T: nothing if the file fits, or what is wrong with it. */
export const fileChecker = <T>(schema: object) => {
  let compiled: ValidateFunction<T> | undefined;
  return (file: string, json: PlacedJson): { readonly value: T } | { readonly findings: readonly ConfigFinding[] } => {
    compiled ??= new Ajv(OPTIONS).compile<T>(schema);
    const { value } = json;
    if (compiled(value)) return { value };
    const findings = (compiled.errors ?? []).filter(isTelling).map((error) => finding(file, json, error));
    return { findings: distinct(findings) };
  };
};

/** That our schemas are ones is for a test to see: holding them against their own takes longer than all the rest. */
const OPTIONS = { allErrors: true, allowUnionTypes: true, verbose: true, meta: false, validateSchema: false } as const;

/** Errors of `if`, `oneOf` and `anyOf` only say that one below them holds. */
const isTelling = ({ keyword }: ErrorObject, _: number, all: readonly ErrorObject[]): boolean =>
  all.length === 1 || !['if', 'oneOf', 'anyOf'].includes(keyword);

const finding = (file: string, json: PlacedJson, error: ErrorObject): ConfigFinding => {
  const { keyword, instancePath, params } = error;
  const at = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const hint = didYouMean(name, Object.keys(error.parentSchema?.properties ?? {}));
    const place = json.placeOfName(instancePath + pointerStep(name));
    return { file, place, message: `${at} does not know ${JSON.stringify(name)}.${hint}` };
  }
  return { file, place: json.placeOf(instancePath), message: `${at} ${words(error)}` };
};

const words = ({ keyword, params, message, data }: ErrorObject): string => {
  switch (keyword) {
    case 'required':
      return `lacks ${JSON.stringify(params.missingProperty)}`;
    case 'enum': {
      const allowed = params.allowedValues.map(String);
      return `must be one of ${allowed.join(', ')}, not ${JSON.stringify(data)}.${didYouMean(String(data), allowed)}`;
    }
    case 'type':
      return `must be ${String(params.type).replace('object', 'an object')}, not ${typeText(data)}`;
    default:
      return message ?? 'is not right';
  }
};

/** What kind of thing it is. Never the thing itself: it may be a password where a reference to one belongs. */
const typeText = (data: unknown): string => {
  if (data === null) return 'null';
  return Array.isArray(data) ? 'a list' : `a ${typeof data}`.replace('a object', 'an object');
};

const distinct = (findings: readonly ConfigFinding[]): readonly ConfigFinding[] => [
  ...new Map(findings.map((one) => [JSON.stringify(one), one])).values(),
];
