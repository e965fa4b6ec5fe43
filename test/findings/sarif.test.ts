import {describe, expect, it} from '@jest/globals'
import {Ajv2020 as Ajv} from 'ajv/dist/2020.js'
import {sarif} from '../../src/findings/sarif.ts'
import {allRules} from '../../src/lib/checks/catalogue.ts'
import type {Finding} from '../../src/lib/checks/engine/finding.ts'
import {finding} from './finding.ts'

const text = {type: 'object', required: ['text'], properties: {text: {type: 'string', minLength: 1}}, additionalProperties: false}

// What SARIF 2.1.0 asks of the parts that are used here (sections 3.13 to 3.52). Nothing that it does not know may stand there.
const required = {
  type: 'object',
  required: ['$schema', 'version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: {type: 'string', pattern: '^https://'},
    version: {const: '2.1.0'},
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        additionalProperties: false,
        properties: {
          columnKind: {enum: ['utf16CodeUnits', 'unicodeCodePoints']},
          tool: {
            type: 'object',
            required: ['driver'],
            additionalProperties: false,
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: {type: 'string', minLength: 1},
                  version: {type: 'string', minLength: 1},
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: {type: 'string', minLength: 1},
                        shortDescription: text,
                        fullDescription: text,
                        help: text,
                        properties: {type: 'object', properties: {tags: {type: 'array', items: {type: 'string'}}}},
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              additionalProperties: false,
              properties: {
                ruleId: {type: 'string'},
                ruleIndex: {type: 'integer', minimum: 0},
                kind: {enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational']},
                level: {enum: ['none', 'note', 'warning', 'error']},
                message: text,
                properties: {type: 'object'},
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    properties: {
                      physicalLocation: {
                        type: 'object',
                        required: ['artifactLocation'],
                        additionalProperties: false,
                        properties: {
                          artifactLocation: {
                            type: 'object',
                            additionalProperties: false,
                            properties: {uri: {type: 'string', pattern: "^[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+$"}},
                          },
                          region: {type: 'object', additionalProperties: false, properties: {startLine: {type: 'integer', minimum: 1}}},
                        },
                      },
                      logicalLocations: {
                        type: 'array',
                        uniqueItems: true,
                        items: {
                          type: 'object',
                          additionalProperties: false,
                          properties: {name: {type: 'string'}, fullyQualifiedName: {type: 'string'}, kind: {type: 'string'}},
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
}
const isSarif = new Ajv({strict: true, allErrors: true}).compile(required)

interface Result {
  readonly ruleId: string
  readonly ruleIndex?: number
  readonly level: string
  readonly message: {readonly text: string}
  readonly locations: readonly object[]
}

function resultsOf(findings: readonly Finding[]): readonly Result[] {
  const log = JSON.parse(sarif(findings, {version: '0.1.0', rules: allRules})) as {
    runs: {results: Result[]; tool: {driver: {rules: {id: string}[]}}}[]
  }
  isSarif(log)
  expect(isSarif.errors ?? []).toEqual([])
  const [run] = log.runs
  const pointed = (run?.results ?? []).filter(({ruleIndex}) => ruleIndex !== undefined)
  expect(pointed.map(({ruleIndex = -1}) => run?.tool.driver.rules[ruleIndex]?.id)).toEqual(pointed.map(({ruleId}) => ruleId))
  expect(run?.tool.driver.rules.map(({id}) => id)).toEqual(allRules.map(({id}) => id))
  return run?.results ?? []
}

describe('findings as SARIF', () => {
  it('are results with a level, of rules that explain them', () => {
    const results = resultsOf([
      finding({verdict: 'ok'}),
      finding({verdict: 'problem'}),
      finding({verdict: 'unknown', message: 'No rights', remedy: ''}),
      finding({id: 'group-open', category: 'azure', verdict: 'warning', message: 'Nearly full.', remedy: ''}),
      finding({verdict: 'skipped', message: 'Not checked'}),
    ])
    expect(results.map(({ruleId, level, message}) => [ruleId, level, message.text])).toEqual([
      ['node-ready', 'error', 'vk-linux: Node n is not Ready.\nkubectl describe node n'],
      ['node-ready', 'error', 'vk-linux: could not be checked: No rights'],
      ['group-open', 'warning', 'vk-linux: Nearly full.'],
    ])
    expect(results.map(({ruleIndex}) => ruleIndex)).not.toContain(undefined)
    expect(results[2]?.locations).toEqual([
      {logicalLocations: [{name: 'vk-linux', fullyQualifiedName: 'azure/vk-linux', kind: 'resource'}]},
    ])
  })

  it.each([
    ['k8s/my pod.yaml', 'k8s/my%20pod.yaml'],
    ['../a#b%.yaml', '../a%23b%25.yaml'],
    ['/tmp/ä.yaml', 'file:///tmp/%C3%A4.yaml'],
    ['-', '-'],
  ])('point to the line of a manifest: %s', (file, uri) => {
    expect(resultsOf([finding({location: {file, line: 12}})])[0]?.locations).toMatchObject([
      {physicalLocation: {artifactLocation: {uri}, region: {startLine: 12}}},
    ])
  })

  it('may be of a check that is in no catalogue', () => {
    expect(resultsOf([finding({id: 'of-a-later-version'})])).toMatchObject([{ruleId: 'of-a-later-version'}])
  })

  it('are a log even when there are none', () => {
    expect(resultsOf([])).toEqual([])
  })
})
