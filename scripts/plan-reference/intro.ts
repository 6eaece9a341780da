/** What the schema does not say. */
export const intro = `# Plan of a check

\`hubpass check plan.yaml\` checks sites × virtual proxies × personas × attribute sets. A **case** is one persona on one virtual
proxy of one site with one attribute set. This page is made from the schema; \`npm run plan-reference\` writes it.

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/hubpass/companion/plan.schema.json
version: 1
site: test
virtualProxies: [sales, finance]
personas:
  - { user: 'TESTING_1\\ann', attributes: { group: [HR, Sales] } }
  - { file: users.csv }
expect: { identity: same, hub: reachable }
checks:
  catalogue: session-cookie@1
  allow: [wait]
  waive: { SC-31: { until: 2027-01-31, because: 'proxy team, change 4711' } }
cases:
  - name: Nobody gets in without HR
    personas: [{ user: 'TESTING_1\\bob' }]
    expect: { refusedWith: NOT_SIGNED_IN }
limits: { concurrency: 8, sessionsPerUser: 3, rate: 40/s, caseTimeout: 20s }
\`\`\`

- Write users in single quotation marks. In double ones, YAML reads \`\\a\` and \`\\b\` as other characters.
- \`\${NAME}\` in a value stands for the environment variable. A variable that is not set is a mistake. \`$\${NAME}\` stands for the
  text \`\${NAME}\` itself. Keys and files with personas have no variables.
- A plan contains no secrets. Hubpass rejects keys such as \`password\` or \`sessionId\`, and takes credentials only from the
  configuration of the site.
- All mistakes are shown at once, at most 20, each with line, column and remedy. The exit code is 2.
- A plan has at most 100,000 cases and 2 MB. Cases that are there twice are mistakes.
- A plan can have anchors and aliases (\`&hr\`, \`*hr\`), at most 10,000 for at most 100,000 values. It has no merge keys (\`<<\`).
- What is no mistake but may not be meant is a note on standard error: \`default\` or \`linked\` in a list of virtual proxies, and the
  waiver of a check that does not run.
- After its last day, a waiver fails its check, even if the check passes. Nobody can forget it. A report names each
  waiver whose check passes in all cases: it can be removed.

## Files with personas

A CSV file begins with a line of column names. The separator is a comma, a semicolon or a tab. The encoding is UTF-8, with or
without a byte order mark. The file is read as a stream, so it may be long.

| column | meaning |
|---|---|
| \`user\` | the user as \`DIRECTORY\\id\` |
| \`userDirectory\`, \`userId\` | the same in two columns |
| any other | an attribute; an empty cell is none; several columns of one name give several values |

A YAML or JSON file is a list of \`{ user, attributes }\`, as in the plan.`
