// Checks a connector's settings against its JSON Schema.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { didYouMean } from './nearest.js';
import { ConnectorError } from './port.js';

/** A reference to a secret: never the secret itself. */
export const secretSchema = {
  description: 'Where the secret is: an environment variable, or a file that holds nothing else',
  oneOf: [
    {
      type: 'object',
      properties: { env: { type: 'string', minLength: 1 } },
      required: ['env'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { file: { type: 'string', minLength: 1 } },
      required: ['file'],
      additionalProperties: false,
    },
  ],
} as const;

/** A checker of settings of type T, made when settings are checked for the first time. Schemas may carry `description`s; unknown keywords are refused. */
export function settingsChecker<T>(schema: object): (settings: unknown, connector: string) => T {
  let compiled: ValidateFunction<T> | undefined;
  return (settings, connector) => {
    compiled ??= new Ajv({ allErrors: true, allowUnionTypes: true, verbose: true }).compile<T>(schema);
    const validate = compiled;
    if (validate(settings)) return settings;
    const findings = telling(validate.errors ?? []).map((error) => `${place(error)} ${words(error)}`);
    throw new ConnectorError(
      'configuration',
      `The settings of connector ${JSON.stringify(connector)} are wrong: ${[...new Set(findings)].join('; ')}`,
    );
  };
}

/** Of several alternatives, the errors of the one that was meant: where it says more than "must be a text". */
function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const said = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf');
  const others = (error: ErrorObject): boolean =>
    said.some(
      (other) => other !== error && other.keyword !== 'type' && other.instancePath.startsWith(error.instancePath),
    );
  const found = said.filter((error) => error.keyword !== 'type' || !others(error));
  return found.length > 0 ? found : errors;
}

const place = ({ instancePath }: ErrorObject): string =>
  instancePath === '' ? 'settings' : `settings${instancePath.replaceAll('/', '.')}`;

function words({ keyword, params, message, parentSchema }: ErrorObject): string {
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    return `does not know ${JSON.stringify(name)}.${didYouMean(name, Object.keys(parentSchema?.properties ?? {}))}`;
  }
  if (keyword === 'enum') return `must be one of ${params.allowedValues.join(', ')}`;
  return message ?? 'is not right';
}
