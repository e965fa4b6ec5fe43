import {execFile} from 'node:child_process'
import {promisify} from 'node:util'
import type {World} from '../../lifecycle/world/world.ts'
import {tools} from '../../tools.ts'

const run = promisify(execFile)

/** What `kubectl auth can-i --list` says to a service account in a namespace, by its own token: one line a right, `resource[name] verb` or `/path verb`. */
export async function rightsIn(
  {controlPlane, file, env}: World,
  account: {readonly namespace: string; readonly name: string},
  namespace: string,
): Promise<readonly string[]> {
  if (controlPlane === undefined) throw new Error('Only a real API server says truly what an account may do.')
  const kubeconfig = file(
    `${account.namespace}-${account.name}.json`,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'c',
      clusters: [
        {
          name: 'c',
          cluster: {server: controlPlane.url, 'certificate-authority-data': Buffer.from(controlPlane.caCertificate).toString('base64')},
        },
      ],
      users: [{name: 'c', user: {token: await controlPlane.issueToken(account)}}],
      contexts: [{name: 'c', context: {cluster: 'c', user: 'c'}}],
    }),
  )
  const {stdout} = await run(
    tools['4.2.3'].kubectl,
    ['auth', 'can-i', '--list', '--no-headers', '--namespace', namespace, '--kubeconfig', kubeconfig],
    {env: {PATH: env['PATH'], HOME: env['HOME']}},
  )
  return stdout
    .split('\n')
    .filter(line => line.trim() !== '')
    .flatMap(rightsOfLine)
    .toSorted()
}

/** Four columns: resource, [non-resource URLs], [resource names], [verbs]. */
function rightsOfLine(line: string): readonly string[] {
  const columns = /^(\S*)\s+\[(.*?)\]\s+\[(.*?)\]\s+\[(.*?)\]\s*$/.exec(line)
  if (columns === null) throw new Error(`kubectl printed ${line}`)
  const [, resource = '', urls = '', names = '', verbs = ''] = columns
  const subject = resource === '' ? urls : names === '' ? resource : `${resource}[${names}]`
  return verbs.split(' ').map(verb => `${subject} ${verb}`)
}
