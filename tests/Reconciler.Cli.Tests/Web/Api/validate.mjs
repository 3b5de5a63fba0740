// Reads {"schemas": {…}, "cases": [{"schema": "Name", "value": …}]} and writes a list: what is wrong with each value, and null where nothing is.
// A client must take what a later version adds; here nothing may be answered that is not described, so that objects are closed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/`);
const Ajv = require('ajv/dist/2020');

const { schemas, cases } = JSON.parse(readFileSync(0, 'utf8'));

function close(schema) {
    if (schema === null || typeof schema !== 'object')
        return;
    if (schema.type === 'object' && schema.properties && !('additionalProperties' in schema))
        schema.unevaluatedProperties = false;
    Object.values(schema).forEach(close);
}

close(schemas);
// It is a part of others, which say more.
delete schemas.Tally.unevaluatedProperties;

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
ajv.addVocabulary(['components']);
ajv.addSchema({ $id: 'api', components: { schemas } }, 'api');
const verdicts = cases.map(({ schema, value }) => {
    const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
    return validate(value) ? null : `${schema}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 400)}`;
});
process.stdout.write(JSON.stringify(verdicts));
