import {startSandbox} from '../sandbox/sandbox.ts'
import {helm, kubectl, median, run, toolEnvironment, vkctl} from './programs.ts'
import {ms, times, type Row} from './report.ts'

const names = ['one', 'two', 'three', 'four', 'five']

/**
 * How long `validate` takes for five connectors, compared with the slowest chain of requests of which each needs the answer of the one before: the
 * sign-in and a request to Azure (`provider check`), the releases, which take longest of all that tells what is installed, the pods of one of the nodes.
 * Taken in turns.
 */
export async function measureValidate(rounds: number): Promise<readonly [string, readonly Row[]]> {
  await using sandbox = await startSandbox({
    world: {
      registered: ['Microsoft.ContainerInstance'],
      roles: [{principal: 'kubelet', role: 'Azure Container Instances Contributor Role'}],
    },
  })
  const env = {...sandbox.env, ...toolEnvironment}
  for (const name of names) await run(vkctl(['install-connector', '--connector-name', name, '-o', 'none']), {env})
  const releases = ['list', '--all-namespaces', '--max', '0', '--output', 'json']
  const podsOf = ['get', 'pods', '--all-namespaces', '--field-selector', 'spec.nodeName=virtual-kubelet-one-linux-eastus', '-o', 'json']
  const [chain, validate]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const links = [vkctl(['provider', 'check', '-o', 'none']), [helm, ...releases] as const, [kubectl, ...podsOf] as const]
    let sum = 0
    for (const link of links) sum += (await run(link, {env})).ms
    chain.push(sum)
    validate.push((await run(vkctl(['validate', '-o', 'none', '--only-show-errors']), {env})).ms)
  }
  return [
    `validate of ${names.length} connectors on the sandbox (median of ${rounds}, taken in turns)`,
    [
      {what: 'the slowest chain of requests', value: ms(median(chain)), goal: ''},
      {what: 'vkctl validate', value: ms(median(validate)), goal: `${ms(median(chain) * 1.5)} (1.5 times the chain)`},
      {what: '  validate / chain', value: times(median(validate) / median(chain)), goal: '1.5'},
    ],
  ]
}
