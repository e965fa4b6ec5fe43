import {beforeAll, describe, expect, it} from '@jest/globals'
import {fileURLToPath} from 'node:url'
import {describeCommands} from '../../scripts/manifest.ts'
import {route} from '../../src/route.ts'
import {readSurface, type Surface} from '../../src/surface.ts'
import {printedHints} from '../printed-hints.ts'
import {wordsForCommands} from '../../src/suggestions/other-words.ts'

let surface: Surface

beforeAll(async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  surface = await readSurface(root, (await describeCommands(root, './src/commands')).commands)
})

function suggested(line: string): string {
  const found = route(line.split(' '), surface)
  return found.to === 'nothing' ? printedHints(found) : `runs ${found.to}`
}

describe('a command that does not exist', () => {
  it.each([
    ['install --os-type Both', 'install-connector --os-type Both'],
    ['instal-connector -g x', 'install-connector -g x'],
    ['upgrade', 'upgrade-connector'],
    ['upgrade-conector', 'upgrade-connector'],
    ['uninstall-connector --yes', 'remove-connector --yes'],
    ['unistall', 'remove-connector'],
    ['deinstall-connector', 'remove-connector'],
    ['disable-addons', 'remove-connector'],
    ['enable-addons', 'install-connector'],
    ['move-connector', 'install-connector'],
    ['status -g x', 'show -g x'],
    ['describe', 'show'],
    ['get nodes', 'list'],
    ['check', 'validate'],
    ['doctor', 'validate'],
    ['logs my-pod', 'why my-pod'],
    ['provider show -n Microsoft.Network', 'provider check -n Microsoft.Network'],
    ['provider list', 'provider check'],
    ['provider chekc', 'provider check'],
    ['provder check', 'provider check'],
    ['provider foo', 'provider --help'],
    ['aks install-connector -g x', 'install-connector -g x'],
    ['az aks remove-connector -y', 'remove-connector -y'],
    ['connector install', 'install-connector'],
    ['help instal', 'install-connector --help'],
    ['sandbx --exec kubectl get pods', 'sandbox --exec kubectl get pods'],
    // What the other command does not take is left out.
    ['install --bogus x --os-type windwos -g x', 'install-connector -g x'],
    ['upgrade my-chart --os-type windwos', 'upgrade-connector --connector-name my-chart'],
    // Further values of an option are its values, as for the command itself.
    ['check -f a.yaml b.yaml -o json', 'validate -f a.yaml b.yaml -o json'],
    ['install --set a=1 b=2 -g x', "install-connector --set 'a=***' 'b=***' -g x"],
    ['upgrade --set-values a.yaml b.yaml -- mine', 'upgrade-connector --set-values a.yaml b.yaml --connector-name mine'],
    // Never another connector than the one that was named.
    ['remove my-connector', 'remove-connector --connector-name my-connector'],
    ['delete connector mine --yes', 'remove-connector --connector-name mine --yes'],
    ['uninstall --yes mine', 'remove-connector --yes --connector-name mine'],
    ['start mine -g x', 'install-connector --connector-name mine -g x'],
    ['uninstall mine --connector-name other', 'remove-connector --connector-name other'],
    ['install windows', 'install-connector --os-type Windows'],
    // No secret is repeated.
    ['install --client-secret my secret', "install-connector --client-secret '***'"],
    ['install --client-secret hunter2', "install-connector --client-secret '***'"],
    ['install --set registry.password=hunter2', "install-connector --set 'registry.password=***'"],
    ['install --set registry.password=my secret', "install-connector --set 'registry.password=***' '***'"],
    ['install --client-secret @secret.txt', 'install-connector --client-secret @secret.txt'],
    ['install --client-secrte hunter2 -g x', 'install-connector -g x'],
    [
      'install --chart-url https://me:hunter2@example.com/x.tgz?sig=hunter2',
      "install-connector --chart-url 'https://***@example.com/x.tgz?***'",
    ],
  ])('%s: vkctl %s', (line, command) => {
    expect(suggested(line)).toBe(`Did you mean: vkctl ${command}`)
  })

  it.each(['provider unregister', 'unregister', 'provider deregister', 'provider delete'])('%s: that is left to az', line => {
    expect(suggested(line)).toMatch(/\naz provider unregister --namespace Microsoft\.ContainerInstance$/)
  })

  it.each([
    ['unregister --subscription s -g x', 'az provider unregister --namespace Microsoft.ContainerInstance --subscription s'],
    ['restart mine -g x --context c -y', 'kubectl rollout restart deployment RELEASE --namespace NAMESPACE --context c'],
  ])('%s: what says where is kept', (line, command) => {
    expect(suggested(line).split('\n').at(-1)).toBe(command)
  })

  it.each(['zzz', 'toString', 'stop-connector', 'in'])('%s: nothing is near', line => {
    expect(suggested(line)).toBe('')
  })

  it('never leads to the opposite, whichever letter is missing, doubled or swapped', () => {
    const making = misspelt('install-connector', 'upgrade-connector').filter(typed => suggested(typed).includes('vkctl remove'))
    const removing = misspelt('remove-connector').filter(typed => /vkctl (install|upgrade)/.test(suggested(typed)))
    expect({making, removing}).toEqual({making: [], removing: []})
  })
})

/** All words for these commands, each with one mistake. */
function misspelt(...ids: readonly string[]): readonly string[] {
  const words = ids.flatMap(id => wordsForCommands[id] ?? []).flatMap(word => [word, `${word}-connector`])
  return words.flatMap(word =>
    Array.from(word, (letter, at) => ({letter, at})).flatMap(({letter, at}) => [
      word.slice(0, at) + word.slice(at + 1),
      word.slice(0, at) + letter + word.slice(at),
      word.slice(0, at) + (word[at + 1] ?? '') + letter + word.slice(at + 2),
    ]),
  )
}

describe('help', () => {
  it.each([
    ['help', {to: 'group-help', id: ''}],
    ['help list', {to: 'command-help', id: 'list'}],
    ['help provider', {to: 'group-help', id: 'provider'}],
    ['help provider check', {to: 'command-help', id: 'provider:check'}],
    ['provider help', {to: 'group-help', id: 'provider'}],
  ])('%s is --help', (line, expected) => {
    expect(route(line.split(' '), surface)).toEqual(expected)
  })
})
