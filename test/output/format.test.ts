import {describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'
import {render, type Format} from '../../src/lib/output/format.ts'
import {compileQuery} from '../../src/lib/output/query.ts'
import {Secret} from '../../src/lib/secret.ts'

// What Azure CLI 2.91.0 prints for the same values.

const providers = [
  {namespace: 'Microsoft.ContainerInstance', registrationState: 'Registering', id: '/x', resourceTypes: [1, 2], authorizations: null},
  {namespace: 'Microsoft.Network', registrationState: 'Registered', id: '/y', resourceTypes: [1], authorizations: null},
]

const cluster = {
  name: 'rig',
  location: 'eastus',
  id: '/subscriptions/1',
  enableRbac: true,
  disableLocalAccounts: false,
  networkProfile: {networkPlugin: 'azure', serviceCidr: '10.0.0.0/16', dnsServiceIp: '10.0.0.10'},
  identityProfile: {kubeletidentity: {clientId: 'c'}},
  agentPoolProfiles: [{count: 2, vmSize: 'Standard_D2s_v3', name: 'np1'}],
}

async function show(value: unknown, format: Format, query?: string): Promise<string> {
  return render(value, {format, query: query === undefined ? undefined : await compileQuery(query), colour: false})
}

describe('json', () => {
  it('sorts keys at every depth, shows nulls and keeps what is not ASCII', async () => {
    expect(await show({b: null, a: {d: 'ü漢', c: []}}, 'json')).toBe(
      ['{', '  "a": {', '    "c": [],', '    "d": "ü漢"', '  },', '  "b": null', '}', ''].join('\n'),
    )
  })

  it('sorts the keys of a query as well', async () => {
    expect(await show(providers, 'json', '[0].{n:namespace,c:length(resourceTypes),n0:authorizations}')).toBe(
      ['{', '  "c": 2,', '  "n": "Microsoft.ContainerInstance",', '  "n0": null', '}', ''].join('\n'),
    )
  })

  it('never shows a secret, and drops what is undefined', async () => {
    expect(JSON.parse(await show({secret: new Secret('hush'), nothing: undefined}, 'json'))).toEqual({secret: '***'})
  })

  it.each([
    ['name', '"rig"\n'],
    ['nosuch', ''],
    ['agentPoolProfiles[?name==`"x"`]', '[]\n'],
  ])('prints the query %s', async (query, text) => {
    expect(await show(cluster, 'json', query)).toBe(text)
  })
})

describe('yaml', () => {
  it('sorts keys, does not indent lists and quotes what looks like another type', async () => {
    expect(await show({types: [{versions: ['2023-05-01'], aliases: null}], count: '1', on: 'yes', port: 80}, 'yaml')).toBe(
      ["count: '1'", "'on': 'yes'", 'port: 80', 'types:', '- aliases: null', '  versions:', "  - '2023-05-01'", ''].join('\n'),
    )
  })

  it.each([
    ['name', 'rig\n...\n'],
    ['enableRbac', 'true\n...\n'],
    ["'2'", "'2'\n"],
    ['nosuch', ''],
    ['agentPoolProfiles[?name==`"x"`]', '[]\n'],
  ])('prints the query %s', async (query, text) => {
    expect(await show(cluster, 'yaml', query)).toBe(text)
  })
})

describe('tsv', () => {
  it.each([
    [undefined, '/x\tMicrosoft.ContainerInstance\tRegistering\t2\n/y\tMicrosoft.Network\tRegistered\t1\n'],
    ['[].namespace', 'Microsoft.ContainerInstance\nMicrosoft.Network\n'],
    ['[].[registrationState,namespace]', 'Registering\tMicrosoft.ContainerInstance\nRegistered\tMicrosoft.Network\n'],
    ['[].{s:registrationState,n:namespace}', 'Registering\tMicrosoft.ContainerInstance\nRegistered\tMicrosoft.Network\n'],
    ["[?namespace=='x']", ''],
    ['nosuch', ''],
  ])('prints the query %s', async (query, text) => {
    const value = query === undefined ? providers.map(({authorizations, ...rest}) => rest) : providers
    expect(await show(value, 'tsv', query)).toBe(text)
  })

  it('prints booleans in lower case on their own, null as None and objects empty', async () => {
    expect(await show(cluster, 'tsv', '[enableRbac,disableLocalAccounts,nosuch,agentPoolProfiles]')).toBe('true\nfalse\nNone\n\n')
  })

  it('prints booleans as True inside a row, lists as their length', async () => {
    expect(await show({a: true, b: [1, 2, 3], c: {d: 1}, e: null}, 'tsv')).toBe('True\t3\t\tNone\n')
  })

  it('keeps a row on one line', async () => {
    expect(await show({a: 'one\ntwo\tthree', b: 'x'}, 'tsv')).toBe('one two three\tx\n')
  })
})

describe('table', () => {
  const lines = (...text: string[]) => `${text.join('\n')}\n`

  it('sorts columns and leaves out ids, nulls, lists and objects', async () => {
    expect(await show(providers, 'table')).toBe(
      lines(
        'Namespace                    RegistrationState',
        '---------------------------  -------------------',
        'Microsoft.ContainerInstance  Registering',
        'Microsoft.Network            Registered',
      ),
    )
  })

  it.each([
    [
      'networkProfile',
      lines(
        'NetworkPlugin    ServiceCidr    DnsServiceIp',
        '---------------  -------------  --------------',
        'azure            10.0.0.0/16    10.0.0.10',
      ),
    ],
    [
      '{name:name, identity:identityProfile, np:networkProfile.networkPlugin, pools:agentPoolProfiles[].name}',
      lines('Name    Np', '------  -----', 'rig     azure'),
    ],
    ['agentPoolProfiles', lines('Count    VmSize           Name', '-------  ---------------  ------', '2        Standard_D2s_v3  np1')],
    ['name', lines('Result', '--------', 'rig')],
    ['[name,location]', lines('Result', '--------', 'rig', 'eastus')],
    ['[[name,enableRbac]]', lines('Column1    Column2', '---------  ---------', 'rig        True')],
    ['identityProfile', '\n'],
    ['agentPoolProfiles[?name==`"x"`]', '\n'],
    ['nosuch', ''],
  ])('prints the query %s', async (query, text) => {
    expect(await show(cluster, 'table', query)).toBe(text)
  })

  it('keeps the columns of the table that a command gives, but not with a query', async () => {
    const table = ({name, location}: typeof cluster) => ({place: location, name})
    expect(await render(cluster, {format: 'table', table, colour: false})).toBe(lines('Place    Name', '-------  ------', 'eastus   rig'))
    const query = await compileQuery('{name:name}')
    expect(await render(cluster, {format: 'table', table, query, colour: false})).toBe(lines('Name', '------', 'rig'))
  })

  it('leaves a gap where a row has nothing', async () => {
    expect(
      await show(
        [
          {a: 'x', b: null},
          {a: null, b: 'y'},
        ],
        'table',
      ),
    ).toBe(lines('A    B', '---  ---', 'x', '     y'))
  })

  it('measures wide characters, breaks lines inside a cell and drops what would move the cursor', async () => {
    expect(
      await show(
        [
          {name: '漢字漢字', x: 'one\ntwo'},
          {name: 'a', x: '\u001B[31mred\u001B[0m'},
        ],
        'table',
      ),
    ).toBe(lines('Name      X', '--------  ---', '漢字漢字  one', '          two', 'a         red'))
  })
})

describe('texts of somebody else', () => {
  const evil = 'a\u001B[31mb\u001B]0;title\u0007\u009B2J\u007F\r\u202Ec\u2028d\n::error::x\n  ::add-mask::y\n##[error]z ##vso[task]z'
  const values = [evil, `::error::${evil}`, [evil], {[evil]: evil, b: {[evil]: [evil, 1]}}, [[evil, evil]], [{a: evil, b: 1}]]

  it.each<Format>(['json', 'jsonc', 'yaml', 'yamlc', 'table', 'tsv'])(
    'have no control characters and are no commands in %s',
    async format => {
      for (const value of values) {
        const text = await show(value, format)
        // oxlint-disable-next-line no-control-regex -- the pattern is about them
        expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u202E]/)
        expect(text).not.toMatch(/^\s*::|##\w*\[/m)
      }
    },
  )

  it('are whole in json', async () => {
    for (const value of values) expect(JSON.parse(await show(value, 'json'))).toEqual(value)
  })
})

describe('colour', () => {
  it('paints keys and values of jsonc, and nothing when there is no colour', async () => {
    const value = {a: 'x: 1', b: 2, c: null}
    expect(await render(value, {format: 'jsonc', colour: false})).toBe(await show(value, 'json'))
    expect(await render(value, {format: 'jsonc', colour: true})).toBe(
      '{\n  \u001B[94m"a"\u001B[39m: \u001B[33m"x: 1"\u001B[39m,\n  \u001B[94m"b"\u001B[39m: \u001B[34m2\u001B[39m,\n  \u001B[94m"c"\u001B[39m: \u001B[34mnull\u001B[39m\n}\n',
    )
  })

  it('paints the keys of yamlc', async () => {
    expect(await render([{a: 'x', b: {c: 1}}], {format: 'yamlc', colour: true})).toBe(
      '- \u001B[94ma\u001B[39m: x\n  \u001B[94mb\u001B[39m:\n    \u001B[94mc\u001B[39m: 1\n',
    )
  })
})

it('prints nothing with none', async () => {
  expect(await show(cluster, 'none')).toBe('')
})

describe('a query', () => {
  it.each(['`rig`', '`"rig"`', "'rig'"])('takes %s for a text, as az does', async literal => {
    expect((await compileQuery(`[?name==${literal}].name`))([{name: 'rig'}, {name: 'other'}])).toEqual(['rig'])
  })

  it.each(['[?contains(namespace', 'a..b'])('with a mistake is wrong usage: %s', async text => {
    await expect(compileQuery(text)).rejects.toMatchObject({
      exitCode: 2,
      message: `argument --query: invalid jmespath_type value: '${text}'`,
    })
  })

  it('with an unknown function is refused as az does', async () => {
    await expect(show(cluster, 'json', 'foo(name)')).rejects.toMatchObject({
      exitCode: 1,
      message: 'Invalid jmespath query supplied for `--query`: Unknown function: foo()',
    })
  })

  it('that does not suit the value is refused', async () => {
    await expect(show(cluster, 'json', 'length(enableRbac)')).rejects.toMatchObject({exitCode: 1})
  })
})

describe('a table on a terminal', () => {
  const rows = [
    {name: 'virtual-kubelet', place: 'eastus', note: 'The words of a note that is longer than a narrow window.'},
    {name: '資源群組', place: '', note: 'a\nb'},
  ]
  const table = (columns?: number) => render(rows, {format: 'table', table: value => value, colour: false, columns})

  it('becomes records when the window is narrower', async () => {
    expect(await table(40)).toBe(
      [
        'Name:   virtual-kubelet',
        'Place:  eastus',
        'Note:   The words of a note that is',
        '        longer than a narrow window.',
        '',
        'Name:   資源群組',
        'Note:   a',
        '        b',
        '',
      ].join('\n'),
    )
  })

  it.each([40, 60, 80, 120, 200])('fits into %i columns', async columns => {
    const text = await table(columns)
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
    const isTable = text === (await table())
    expect({isTable, isRecords: text.startsWith('Name:')}).toEqual({isTable: columns >= 93, isRecords: columns < 93})
  })

  it('is one line if there is nothing to show, however narrow it is', async () => {
    expect(await render([], {format: 'table', colour: false, columns: 40})).toBe('\n')
  })
})
