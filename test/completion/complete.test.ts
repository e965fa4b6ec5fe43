import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {describeCommands} from '../../scripts/manifest.ts'
import {complete} from '../../src/completion/complete.ts'
import {openNames, type Names} from '../../src/completion/names.ts'
import {scopeKey, type Scope} from '../../src/completion/scope.ts'
import {valueKind} from '../../src/completion/values.ts'
import {readSurface, type Surface} from '../../src/surface.ts'
import {fakeSystem} from '../run-command.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'vkctl-completion-'))
const env = {XDG_CACHE_HOME: join(home, 'cache'), LOCALAPPDATA: join(home, 'cache')}
let surface: Surface

beforeAll(async () => {
  surface = await readSurface(root, (await describeCommands(root, './src/commands')).commands)
})
afterAll(() => rmSync(home, {recursive: true, force: true}))

/** What `vkctl __complete` prints, and what it starts in the background. */
async function run(argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
  let text = ''
  const started: (readonly string[])[] = []
  const system = fakeSystem({env: {...env, ...more}, home, cwd: home, write: written => void (text += written)})
  await complete(argv, {surface, system, root, again: async started_ => void started.push(started_)})
  return {lines: text.split('\n').slice(0, -1), started}
}

/** The values for the last word of a line, which is split at spaces. */
async function values(line: string, more?: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const words = line.split(' ')
  const {lines} = await run([String(words.length - 1), ...words], more)
  return lines.map(text => (text.startsWith('\t') ? text : (text.split('\t', 1)[0] ?? '')))
}

async function remember(scope: Scope, names: Names, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const all = {...env, ...more}
  await openNames(all, await scopeKey(scope, {env: all, home, cwd: home}))?.write(names)
}

describe('the words of a line', () => {
  it.each([
    ['commands that begin so', 're', ['remove-connector']],
    ['groups too', 'pro', ['provider']],
    ['the commands of a group', 'provider ', ['check', 'register']],
    ['nothing after what is no command', 'nonsense ', []],
    ['the flags of vkctl itself', '-', ['--help', '--version']],
    ['flags that begin so', 'list --na', ['--name']],
    ['a short flag as it is', 'list -n', ['-n']],
    ['flags after a value of one that is abbreviated', 'list --resource-g x --resource', []],
    ['allowed values', 'list -o j', ['json', 'jsonc']],
    ['allowed values in lower case', 'show --os-type w', ['Windows']],
    ['allowed values after =', 'list --output=ts', ['--output=tsv']],
    ['allowed values joined to a short flag', 'list -oy', ['-oyaml', '-oyamlc']],
    ['allowed values of an argument', 'completion f', ['fish']],
    ['checks', 'explain role-a', ['role-assigned']],
    ['the checks of a list', 'install-connector --skip-checks quota-room,group-o', ['quota-room,group-open']],
    ['only checks that can be skipped', 'install-connector --skip-checks pods', []],
    ['none twice in a list', 'orphans --class live,', ['live,pod-gone', 'live,node-gone', 'live,cluster-unknown']],
    ['scenarios', 'sandbox --scenario quota,interr', ['quota,interrupted']],
    ['files of scenarios', 'sandbox --scenario ./a', ['\tfiles']],
    ['flags where no argument is taken', 'version --deb', ['--debug']],
    ['commands after help', 'help rem', ['remove-connector']],
    ['files', 'validate -f ', ['\tfiles']],
    ['files after -', 'validate -f -', ['\tfiles']],
    ['files after =', 'install-connector --set-values=a/b', ['\tfiles --set-values=']],
    ['files after @', 'install-connector --client-secret=@s', ['\tfiles --client-secret=@']],
    ['no flags after --', 'explain -- -', []],
    ['another command', 'sandbox --exec kubectl get', ['\tcommand 2']],
    ['another command after --', 'sandbox --exec -- kubectl', ['\tcommand 3']],
    ['no value of free text', 'install-connector --image-tag ', []],
  ])('are %s', async (_, line, expected) => {
    expect(await values(line)).toEqual(expected)
  })

  it('leave out the flags that are given, also after the cursor, and those that these exclude', async () => {
    const all = await values('validate -')
    expect(all).toEqual(expect.arrayContaining(['--name', '--filename', '--watch', '--smoke', '--from']))
    const left = await values('validate --watch -')
    expect(left).not.toContain('--watch')
    expect(left).not.toContain('--smoke')
    const {lines} = await run(['1', 'validate', '-', '-f', 'app.yaml'])
    const offered = lines.map(text => text.split('\t', 1)[0])
    expect(offered).not.toContain('--name')
    expect(offered).toContain('--fix')
    // It can be repeated.
    expect(offered).toContain('--filename')
  })

  it('say what each is for', async () => {
    expect((await run(['0', 'lis'])).lines).toEqual(['list\tList the connectors that are installed in a managed Kubernetes cluster'])
  })

  it('know what every flag takes', () => {
    const unknown = Object.entries(surface.commands).flatMap(([id, {flags, args}]) => [
      ...Object.entries(flags).flatMap(([name, flag]) =>
        flag.type === 'option' && flag.options === undefined && valueKind(id, name) === undefined ? [`${id} --${name}`] : [],
      ),
      ...Object.entries(args).flatMap(([name, arg]) =>
        arg.options === undefined && valueKind(id, name.toUpperCase()) === undefined ? [`${id} ${name.toUpperCase()}`] : [],
      ),
    ])
    // Each needs a row in src/completion/values.ts.
    expect(unknown).toEqual([])
  })
})

describe('names from Azure and from clusters', () => {
  const clusters = [
    {name: 'shop', resourceGroup: 'rg1'},
    {name: 'lab', resourceGroup: 'rg2'},
  ]

  beforeAll(async () => {
    await remember({}, {clusters, groups: [{name: 'rg1'}, {name: 'MC_rg1'}], locations: [{name: 'eastus', displayName: 'East US'}]})
    await remember(
      {resourceGroup: 'RG1', name: 'shop'},
      {
        connectors: [{name: 'vk', node: 'virtual-kubelet-vk-linux-eastus', osType: 'Linux', location: 'eastus'}],
        pods: [
          {name: 'web', namespace: 'default'},
          {name: 'dns', namespace: 'kube-system'},
        ],
        workloads: [{kind: 'deployment', name: 'web', namespace: 'default'}],
      },
    )
  })

  it.each([
    ['clusters', 'list -n ', ['shop', 'lab']],
    ['clusters of the resource group', 'list -g RG2 -n ', ['lab']],
    ['the resource group of the cluster', 'list -n shop -g ', ['rg1']],
    ['all resource groups', 'install-connector --aci-resource-group ', ['rg1', 'MC_rg1']],
    ['locations', 'install-connector -l e', ['eastus']],
    ['connectors of the cluster', 'show -g rg1 -n shop --connector-name ', ['vk']],
    ['nodes of the cluster', 'show -g rg1 -n shop --node=', ['--node=virtual-kubelet-vk-linux-eastus']],
    ['pods and workloads of the default namespace', 'why -g rg1 -n shop ', ['web', 'deployment/web']],
    ['pods of a namespace', 'why --namespace kube-system -g rg1 -n shop ', ['dns']],
    ['nothing of a cluster that is not named', 'show -g rg1 --connector-name ', []],
    ['nothing of another cluster', 'show -g rg2 -n lab --connector-name ', []],
    ['nothing of another subscription', 'list --subscription other -n ', []],
  ])('are %s', async (_, line, expected) => {
    expect(await values(line)).toEqual(expected)
  })

  it('belong to the defaults of the configuration', async () => {
    expect(await values('show --connector-name ', {AZURE_DEFAULTS_GROUP: 'rg1', VKCTL_DEFAULTS_CLUSTER_NAME: 'shop'})).toEqual(['vk'])
    expect(await values('list -n ', {AZURE_DEFAULTS_GROUP: 'rg2'})).toEqual(['lab'])
  })

  it('belong to the user who signs in', async () => {
    expect(await values('list -n ', {AZURE_CLIENT_ID: 'somebody-else'})).toEqual([])
  })

  it('are read in the background, once at a time', async () => {
    const who = {AZURE_CLIENT_ID: 'newcomer'}
    const [first, second] = [await run(['2', 'list', '-n'], who), await run(['2', 'list', '-n'], who)]
    expect([first.lines, first.started]).toEqual([[], [['__complete', 'refresh', '{}']]])
    expect(second.started).toEqual([])
    await remember({}, {clusters}, who)
    const third = await run(['2', 'list', '-n'], who)
    expect([third.lines, third.started]).toEqual([['shop\trg1', 'lab\trg2'], []])
  })

  it('have no control characters, and a broken cache has no names', async () => {
    const who = {AZURE_CLIENT_ID: 'victim'}
    await remember(
      {},
      {
        clusters: [
          {name: 'good', resourceGroup: 'g'},
          {name: 'b\u001B[31mad', resourceGroup: 'g'},
        ],
      },
      who,
    )
    expect(await values('list -n ', who)).toEqual(['good'])
    const key = await scopeKey({}, {env: {...env, ...who}, home, cwd: home})
    writeFileSync(join(env.XDG_CACHE_HOME, 'vkctl', 'completion', `${key}.json`), '{"clusters": [1, null, "x"')
    expect(await values('list -n ', who)).toEqual([])
  })
})

describe('names from files', () => {
  it('are the contexts of kubectl, or of the kubeconfig that is named', async () => {
    mkdirSync(join(home, '.kube'), {recursive: true})
    writeFileSync(join(home, '.kube', 'config'), 'contexts: [{name: mine}, {name: "my lab"}]')
    writeFileSync(join(home, 'other.yaml'), 'contexts: [{name: theirs}]')
    expect(await values('list --context ')).toEqual(['mine', 'my lab'])
    expect(await values('list --kubeconfig other.yaml --context ')).toEqual(['theirs'])
    expect(await values('list --kubeconfig missing.yaml --context ')).toEqual([])
  })

  // Windows has no pipes among its files.
  const onUnix = process.platform === 'win32' ? describe.skip : describe
  onUnix('in a pipe (skipped on Windows)', () => {
    it('are not waited for', async () => {
      execFileSync('mkfifo', [join(home, 'pipe')])
      expect(await values('list --kubeconfig pipe --context ')).toEqual([])
    })
  })

  it('are no instructions, whatever they are called', async () => {
    const names = [':files', ':files @', ':command 0', 'files', 'a::files']
    writeFileSync(join(home, 'instructions.yaml'), JSON.stringify({contexts: [...names, '\tfiles', '\tcommand 0'].map(name => ({name}))}))
    const list = 'list --kubeconfig instructions.yaml --context'
    expect(await values(`${list} `)).toEqual(names)
    const breaks = ' \t\n"\'@><=;|&(:'
    expect((await run(['bash', `vkctl ${list} a:`, '', breaks])).lines).toEqual([':files'])
    expect((await run(['bash', `vkctl ${list} `, '', breaks])).lines).toEqual([
      ':files',
      String.raw`:files\ @`,
      String.raw`:command\ 0`,
      'files',
      'a::files',
    ])
  })

  it('are the subscriptions of az', async () => {
    mkdirSync(join(home, 'az'), {recursive: true})
    const subscriptions = [
      {id: '00000000-0000-0000-0000-000000000001', name: 'Pay as you go', tenantId: 't', environmentName: 'AzureCloud'},
    ]
    writeFileSync(join(home, 'az', 'azureProfile.json'), JSON.stringify({subscriptions}))
    expect(await values('list --subscription p', {AZURE_CONFIG_DIR: join(home, 'az')})).toEqual(['Pay as you go'])
  })
})

describe('the answers for bash', () => {
  const breaks = ' \t\n"\'@><=;|&(:'
  const bash = async (before: string, after = ''): Promise<readonly string[]> => (await run(['bash', before, after, breaks])).lines

  beforeAll(async () => {
    mkdirSync(join(home, '.kube'), {recursive: true})
    writeFileSync(
      join(home, '.kube', 'config'),
      `contexts: [{name: "a b"}, {name: "arn:aws:eks"}, {name: "it's"}, {name: "me@home"}, {name: "$x"}]`,
    )
  })

  it.each([
    ['words without descriptions', 'vkctl lis', ['list']],
    ['words after spaces', '  vkctl   provider ', ['check', 'register']],
    ['only what follows =', 'vkctl list --output=ts', ['tsv']],
    ['only what follows the last colon', 'vkctl list --context arn:aws:', ['eks']],
    ['the part that readline replaces after an @', 'vkctl list --context me@h', ['@home']],
    ['words with escaped characters', 'vkctl list --context a', [String.raw`a\ b`, 'arn:aws:eks']],
    ['words that begin with an escaped one', String.raw`vkctl list --context a\ `, [String.raw`a\ b`]],
    ['words in double quotes', 'vkctl list --context "a', ['a b', 'arn:aws:eks']],
    ['dollars in double quotes', 'vkctl list --context "$', [String.raw`\$x`]],
    ['words in single quotes', "vkctl list --context 'a ", ['a b']],
    ['quotes', 'vkctl list --context i', [String.raw`it\'s`]],
    ['a quoted word before the cursor', `vkctl "list" --context='a b' --conte`, []],
    ['files', 'vkctl validate -f ap', ['\tfiles']],
    ['files after an @', 'vkctl list --query @q', ['\tfiles @']],
    ['files of a redirection', 'vkctl validate -o sarif > ', ['\tfiles']],
    ['words after a redirection', 'vkctl list 2>/dev/null -o js', ['json', 'jsonc']],
    ['the place of another command in COMP_WORDS', 'vkctl sandbox --set=a=b --exec kub', ['\tcommand 8']],
  ])('are %s', async (_, before, expected) => {
    expect(await bash(before)).toEqual(expected)
  })

  it('count what follows the cursor', async () => {
    expect(await bash('vkctl list --na', 'me x --resource-group y')).toEqual(['--name'])
    expect(await bash('vkctl list --na', 'me x --name y')).toEqual([])
  })
})

describe('the answers for PowerShell', () => {
  it('have the text that stands for each word, which PowerShell takes for nothing else, and the word', async () => {
    const names = ['plain', 'my lab', "it's", 'x’;calc;’', '‘‚‛', '@splat', '$(calc)', 'a,b', '"q"']
    writeFileSync(join(home, 'hostile.yaml'), JSON.stringify({contexts: names.map(name => ({name}))}))
    const {lines} = await run(['powershell', '4', 'list', '--kubeconfig', 'hostile.yaml', '--context', ''])
    expect(lines.map(line => line.split('\t'))).toEqual([
      ['plain', 'plain'],
      ["'my lab'", 'my lab'],
      ["'it''s'", "it's"],
      ["'x’’;calc;’’'", 'x’;calc;’'],
      ["'‘‘‚‚‛‛'", '‘‚‛'],
      ["'@splat'", '@splat'],
      ["'$(calc)'", '$(calc)'],
      ["'a,b'", 'a,b'],
      [`'"q"'`, '"q"'],
    ])
    const joined = await run(['powershell', '3', 'list', '--kubeconfig', 'hostile.yaml', '--context=my'])
    expect(joined.lines).toEqual([`'--context=my lab'\t--context=my lab`])
  })

  it('have descriptions and files', async () => {
    expect((await run(['powershell', '0', 'lis'])).lines).toEqual([
      'list\tlist\tList the connectors that are installed in a managed Kubernetes cluster',
    ])
    expect((await run(['powershell', '2', 'validate', '-f'])).lines).toEqual(['\tfiles'])
  })

  it('are all that the script inserts besides names of files', () => {
    const script = readFileSync(join(root, 'templates', 'completion', 'vkctl.ps1'), 'utf8')
    expect(script).toContain('& vkctl __complete powershell $words.Count')
    expect(script).toContain('$text, $value, $description = $line -split "`t", 3')
    // A second place that quotes would have rules of its own.
    expect(script).not.toContain('.Replace(')
  })
})
