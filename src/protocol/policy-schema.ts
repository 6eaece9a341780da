/** A part of the schema of policies: the types that Chromium-based browsers check. */
export interface PolicySchema {
  type: 'object' | 'array' | 'string' | 'boolean'
  title?: string
  description?: string
  properties?: Readonly<Record<string, PolicySchema>>
  items?: PolicySchema
}

/**
 * The settings of an organization (`storage.managed_schema`). Browsers drop a setting whose value has a wrong type, with all
 * that it contains, so the schema demands no more than types: Hubpass reports the rest.
 */
export const policySchema: PolicySchema = {
  type: 'object',
  properties: {
    personas: {
      title: 'Personas',
      description:
        'Personas for everybody, which testers can use and not change. The fields are those of a file of personas.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
          },
          label: {
            type: 'string',
          },
          colour: {
            type: 'string',
          },
          site: {
            type: 'string',
          },
          prefix: {
            type: 'string',
          },
          userDirectory: {
            type: 'string',
          },
          userId: {
            type: 'string',
          },
          attributeSets: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                name: {
                  type: 'string',
                },
                attributes: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      name: {
                        type: 'string',
                      },
                      value: {
                        type: 'string',
                      },
                    },
                  },
                },
              },
            },
          },
          setInUse: {
            type: 'string',
          },
          cookieName: {
            type: 'string',
          },
          container: {
            type: 'string',
          },
          pinned: {
            type: 'boolean',
          },
        },
      },
    },
    addSites: {
      title: 'Sites from the browser',
      description:
        'With terminal, testers add, change and remove sites on the command line only. Any other value but dialog forbids it too.',
      type: 'string',
    },
    defaults: {
      title: 'Defaults',
      description: 'The site and the virtual proxy prefix for a tester who has not signed in yet.',
      type: 'object',
      properties: {
        site: {
          type: 'string',
        },
        prefix: {
          type: 'string',
        },
      },
    },
  },
}
