import {spawnSync} from 'node:child_process'
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {openWorld, prepared, type World} from '../../lifecycle/world/world.ts'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'
import {interactive, missing} from './shells.ts'
import {openTerminal, type Terminal} from './terminal.ts'

jest.setTimeout(120_000)

const cluster = ['-g', 'myResourceGroup', '-n', 'myAKSCluster']
const run = join(builtVkctl(), 'bin', 'run.js')
let world: World
let folder: string
let env: Readonly<Record<string, string>>

const complete = (...words: readonly string[]) =>
  spawnSync(process.execPath, [run, '__complete', String(words.length - 1), ...words], {env, cwd: folder, encoding: 'utf8'})

/** Waits until the names of these words are in the cache. */
async function untilKnown(...words: readonly string[]): Promise<void> {
  const deadline = Date.now() + 60_000
  while (complete(...words).stdout === '') {
    if (Date.now() > deadline) throw new Error(`There are no names for ${words.join(' ')} after a minute.`)
    await sleep(200)
  }
}

beforeAll(async () => {
  world = await openWorld({api: 'emulated', helm: '4.2.3', world: prepared})
  await world.vkctl(['install-connector', ...cluster])
  folder = join(world.env['HOME'] ?? '', 'work')
  const bin = join(folder, 'bin')
  mkdirSync(bin, {recursive: true})
  symlinkSync(run, join(bin, 'vkctl'))
  mkdirSync(join(folder, 'some files', 'deep'), {recursive: true})
  writeFileSync(join(folder, 'values.yaml'), '')
  writeFileSync(
    join(folder, 'kubeconfig'),
    'contexts: [{name: "my lab"}, {name: "arn:aws:eks"}, {name: "it\'s"}, {name: "$HOME"}, {name: ":files @"}, {name: "=ls"}]',
  )
  env = {...world.env, KUBECONFIG: join(folder, 'kubeconfig'), PATH: [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(':')}
})
afterAll(async () => await world?.close())

/** Keys, and the words of the line that they make. */
const lines: readonly (readonly [string, ...string[]])[] = [
  ['vkctl insta\t', 'vkctl', 'install-connector'],
  ['vkctl prov\tch\t', 'vkctl', 'provider', 'check'],
  ['vkctl list --outp\tt', 'vkctl', 'list', '--output', 't'],
  ['vkctl list --output=ts\t', 'vkctl', 'list', '--output=tsv'],
  ['vkctl list -oyamlc\t-n x', 'vkctl', 'list', '-oyamlc', '-n', 'x'],
  ['vkctl show --os-type Win\t', 'vkctl', 'show', '--os-type', 'Windows'],
  // In the middle of the line. zsh moves to the next word by itself, and fish adds a space.
  [
    'vkctl show --os-type=Lin --node x\u001Bb\u0002\u0002\u0002\u0002\u0002\u0002\u0002\u0002\t',
    'vkctl',
    'show',
    '--os-type=Linux',
    '--node',
    'x',
  ],
  ['vkctl explain role-as\t', 'vkctl', 'explain', 'role-assigned'],
  ['vkctl install-connector --skip-checks quota-room,group-o\t', 'vkctl', 'install-connector', '--skip-checks', 'quota-room,group-open'],
  ['vkctl completion fi\t', 'vkctl', 'completion', 'fish'],
  ['vkctl config set defaults.g\trg', 'vkctl', 'config', 'set', 'defaults.group=rg'],
  // Files.
  ['vkctl validate -f val\t', 'vkctl', 'validate', '-f', 'values.yaml'],
  ['vkctl validate --filename=val\t', 'vkctl', 'validate', '--filename=values.yaml'],
  ['vkctl validate -f some\tde\tx', 'vkctl', 'validate', '-f', 'some files/deep/x'],
  ['vkctl install-connector --client-secret @val\t', 'vkctl', 'install-connector', '--client-secret', '@values.yaml'],
  ['vkctl install-connector --client-secret=@val\t', 'vkctl', 'install-connector', '--client-secret=@values.yaml'],
  // Values with characters that a shell knows.
  ['vkctl list --context my\t', 'vkctl', 'list', '--context', 'my lab'],
  ['vkctl list --context=my\t', 'vkctl', 'list', '--context=my lab'],
  ["vkctl list --context 'my\t", 'vkctl', 'list', '--context', 'my lab'],
  ['vkctl list --context "my l\t', 'vkctl', 'list', '--context', 'my lab'],
  ['vkctl list --context my\\ l\t', 'vkctl', 'list', '--context', 'my lab'],
  ['vkctl list --context arn:a\t', 'vkctl', 'list', '--context', 'arn:aws:eks'],
  ['vkctl list --context it\t', 'vkctl', 'list', '--context', "it's"],
  // A name that looks like an instruction to the script, and one that zsh would expand.
  ['vkctl list --context \\:f\t', 'vkctl', 'list', '--context', ':files @'],
  ['vkctl list --context \\=\t', 'vkctl', 'list', '--context', '=ls'],
  // A command of its own.
  ['vkctl sandbox --exec base6\t', 'vkctl', 'sandbox', '--exec', 'base64'],
  ['vkctl sandbox --exec cat val\t', 'vkctl', 'sandbox', '--exec', 'cat', 'values.yaml'],
  // Names from Azure and from the cluster.
  ['vkctl list -n my\t', 'vkctl', 'list', '-n', 'myAKSCluster'],
  ['vkctl list -n myAKSCluster -g my\t', 'vkctl', 'list', '-n', 'myAKSCluster', '-g', 'myResourceGroup'],
  ['vkctl install-connector -l eastus2\t', 'vkctl', 'install-connector', '-l', 'eastus2'],
  [
    'vkctl install-connector --aci-resource-group=MC\t',
    'vkctl',
    'install-connector',
    '--aci-resource-group=MC_myResourceGroup_myAKSCluster_eastus',
  ],
  [`vkctl show ${cluster.join(' ')} --connector-name vir\t`, 'vkctl', 'show', ...cluster, '--connector-name', 'virtual-kubelet'],
  [`vkctl show ${cluster.join(' ')} --node vir\t`, 'vkctl', 'show', ...cluster, '--node', 'virtual-kubelet-virtual-kubelet-linux-eastus'],
  // Nothing fits.
  ['vkctl list --context none\t', 'vkctl', 'list', '--context', 'none'],
  ['vkctl install-connector --image-tag \tx', 'vkctl', 'install-connector', '--image-tag', 'x'],
]

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  const lacks = missing(shell)
  const suite = lacks === undefined ? describe : describe.skip
  suite(`completion in ${shell}${lacks === undefined ? '' : `, without ${lacks}`}`, () => {
    let terminal: Terminal

    beforeAll(async () => {
      await untilKnown('list', '-n', '')
      await untilKnown('show', ...cluster, '--node', '')
      terminal = await openTerminal(shell, {env, cwd: folder, lines: interactive[shell].load})
    })
    afterAll(async () => await terminal?.close())

    it.each(lines)('%j', async (keys, ...words) => {
      expect(await terminal.words(keys)).toEqual(words)
    })

    it.each(interactive[shell].otherLoads)('works when it is loaded %s', async (_, loads) => {
      const other = await openTerminal(shell, {env, cwd: folder, lines: loads})
      try {
        expect(await other.words('vkctl show --os-type=Win\t')).toEqual(['vkctl', 'show', '--os-type=Windows'])
        expect(await other.words('vkctl validate -f val\t')).toEqual(['vkctl', 'validate', '-f', 'values.yaml'])
      } finally {
        await other.close()
      }
    })

    it('offers what fits', async () => {
      terminal.type('vkctl provider \t\t')
      expect((await terminal.shows(/check[^]*register/)).index).toBeGreaterThan(0)
    })
  })
}
