import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema'
import { AMOUNT, AMOUNT_SCHEMA, LIMITS_SCHEMA, RULE_SCHEMA } from './limits.ts'

/**
 * The JSON schema of limits.json, for editors and other programs. What a schema can't express (which measure takes which amount)
 * is checked when the file is read.
 */
function limitsSchema(): JsonSchema {
  const schema = toJsonSchema(LIMITS_SCHEMA, {
    errorMode: 'ignore',
    overrideSchema({ valibotSchema, jsonSchema }) {
      if (valibotSchema === AMOUNT_SCHEMA) {
        return {
          anyOf: [
            { type: 'number', minimum: 0 },
            { type: 'string', pattern: AMOUNT.source }
          ]
        }
      }
      if (valibotSchema === RULE_SCHEMA)
        return { ...jsonSchema, anyOf: [{ required: ['max'] }, { required: ['growth'] }] }
      return undefined
    }
  })
  return { ...schema, title: 'Limits of vmatlas check' }
}

/** The schema as a file's text: docs/limits.schema.json. */
export const limitsSchemaText = (): string => `${JSON.stringify(limitsSchema(), null, 2)}\n`
