// Reads {"schema": …, "documents": ["text", …]} and writes a list: what is wrong with each document, and null where nothing is.
// Documents are loaded as yaml-language-server loads them: by the core schema of YAML 1.2.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/`);
const Ajv = require('ajv/dist/2020');
const { parseDocument } = require('yaml');

const { schema, documents } = JSON.parse(readFileSync(0, 'utf8'));
// Rules between fields stand apart from the fields and their types.
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
ajv.addKeyword('patternErrorMessage');
const validate = ajv.compile(schema);

const verdicts = documents.map(text => {
    const document = parseDocument(text, { version: '1.2', schema: 'core' });
    if (document.errors.length > 0)
        return document.errors[0].message;
    return validate(document.toJS()) ? null : ajv.errorsText(validate.errors);
});
process.stdout.write(JSON.stringify(verdicts));
