// Reads [{"schema": {…}, "isClosed": …, "value": …}] and writes a list: what is wrong with each value, and null where nothing is.
// Whoever reads must take what a later version adds; a closed schema shows that nothing is written which is not described.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/`);
const Ajv = require('ajv/dist/2020');

function close(schema) {
    if (schema === null || typeof schema !== 'object')
        return;
    if (schema.type === 'object' && schema.properties && !('additionalProperties' in schema))
        schema.unevaluatedProperties = false;
    Object.values(schema).forEach(close);
}

const verdicts = JSON.parse(readFileSync(0, 'utf8')).map(({ schema, isClosed, value }) => {
    if (isClosed)
        close(schema);
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
    const validate = ajv.compile(schema);
    return validate(value) ? null : `${schema.title}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 400)}`;
});
process.stdout.write(JSON.stringify(verdicts));
