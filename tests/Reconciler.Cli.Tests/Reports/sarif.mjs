// Reads a list of SARIF logs and writes a list: what the schema of SARIF 2.1.0 says is wrong with each, and null where nothing is.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(`${process.argv[2]}/`);
const Ajv = require('ajv');

const schema = JSON.parse(readFileSync(join(process.argv[2], 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
// It is of draft 04, from which it takes nothing that later drafts mean otherwise.
delete schema.$schema;
delete schema.id;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
const validate = ajv.compile(schema);
const verdicts = JSON.parse(readFileSync(0, 'utf8')).map(log => validate(log) ? null : ajv.errorsText(validate.errors));
process.stdout.write(JSON.stringify(verdicts));
