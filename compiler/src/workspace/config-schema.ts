// JSON Schema of `rulec.config.json`, which editors complete and check by.
import { catalogue } from '../catalogue/index.js';
import { LEVELS } from '../diagnostics/index.js';
import { adjustableCodes } from './config.js';

/** The schema, draft 7. Each code is described by its title and its default. */
export const rulecConfigSchema = () => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Syncrule: configuration of rulec for one program',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    levels: {
      type: 'object',
      description: 'How loudly findings are reported, by code. Errors keep their level.',
      additionalProperties: false,
      properties: Object.fromEntries(adjustableCodes().map((code) => [code, levelSchema(code)])),
    },
  },
});

const levelSchema = (code: string) => {
  const definition = catalogue[code];
  return {
    enum: LEVELS,
    default: definition?.severity,
    description: `${definition?.title}. ${definition?.explanation}`,
  };
};
