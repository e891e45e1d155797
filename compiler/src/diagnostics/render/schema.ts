// JSON Schema of what `renderJson` writes.

const place = {
  type: 'object',
  required: ['line', 'column'],
  additionalProperties: false,
  properties: { line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } },
} as const;

const range = {
  type: 'object',
  description: 'A stretch of a file. Lines and columns count from 1, columns in UTF-16 code units; `end` is excluded.',
  required: ['file', 'start', 'end'],
  additionalProperties: false,
  properties: {
    file: { type: 'string', description: "Relative to the program's directory, with `/`." },
    start: place,
    end: place,
  },
} as const;

const located = (text: string, description: string) =>
  ({
    type: 'object',
    required: ['location', text],
    additionalProperties: false,
    properties: { location: { $ref: '#/definitions/range' }, [text]: { type: 'string', description } },
  }) as const;

const fix = {
  type: 'object',
  description: 'A change of the text that mends it.',
  required: ['title', 'safe', 'edits'],
  additionalProperties: false,
  properties: {
    title: { type: 'string' },
    safe: {
      type: 'boolean',
      description: 'What compiles means the same afterwards; `rulec check --fix` applies it.',
    },
    edits: { type: 'array', items: located('text', 'What stands there afterwards.') },
  },
} as const;

const diagnostic = {
  type: 'object',
  required: ['code', 'severity', 'message', 'location', 'related', 'notes', 'fixes'],
  additionalProperties: false,
  properties: {
    code: { type: 'string', pattern: '^SR\\d{4}$', description: 'Its page: `rulec explain CODE`.' },
    severity: { enum: ['error', 'warning', 'hint'] },
    message: { type: 'string', minLength: 1 },
    location: { $ref: '#/definitions/range' },
    label: { type: 'string', description: 'A short text for the place.' },
    related: { type: 'array', items: located('message', 'What this place has to do with it.') },
    notes: { type: 'array', items: { type: 'string' } },
    help: { type: 'string', description: 'What to do.' },
    fixes: { type: 'array', items: fix },
  },
} as const;

/** The schema, draft 7. */
export const diagnosticsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Findings of rulec',
  type: 'object',
  required: ['formatVersion', 'ok', 'diagnostics'],
  additionalProperties: false,
  properties: {
    formatVersion: { const: 1 },
    ok: { type: 'boolean', description: 'There are no errors; warnings and hints may be there.' },
    diagnostics: { type: 'array', items: { $ref: '#/definitions/diagnostic' } },
  },
  definitions: { range, diagnostic },
} as const;
