import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Node} from '../../../sandbox/client/cluster-objects.ts'
import {tools} from '../../tools.ts'
import {startTestCluster, type TestCluster} from '../node/test-cluster.ts'
import {kubectlCommands, type KubectlCommand} from './kubectl-commands.ts'
import {workplace, type Workplace} from './real-tools.ts'

const node: Node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name: 'n1'},
  status: {conditions: [{type: 'Ready', status: 'True'}], allocatable: {pods: '0'}},
}

/** Declares tests that run the commands on one API server, with each kubectl that is packaged beside a version of helm, in a namespace of its own. */
export function runsCommands(
  api: 'emulated' | 'real',
  helmVersions: readonly (keyof typeof tools)[],
  isMeant: (command: KubectlCommand) => boolean = () => true,
): void {
  let cluster: TestCluster
  let place: Workplace
  beforeAll(async () => {
    cluster = await startTestCluster({}, api)
    place = await workplace(cluster)
    await cluster.client.create('/api/v1/nodes', node)
  })
  afterAll(async () => {
    await cluster.close()
    await place.remove()
  })

  it.each(helmVersions)('works with the kubectl beside helm %s', async version => {
    const {kubectl, kubectlVersion} = tools[version]
    const minor = Number(kubectlVersion.split('.')[1])
    const namespace = `with-1-${minor}`
    const {certificate, key} = await cluster.authority.issue({commonName: 'example.com'})
    const files = {CERTIFICATE: join(place.folder, 'tls.crt'), KEY: join(place.folder, 'tls.key')}
    await Promise.all([writeFile(files.CERTIFICATE, certificate), writeFile(files.KEY, key)])
    await cluster.client.create('/api/v1/namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}})
    await cluster.until('/api/v1/serviceaccounts', `${namespace}/default`, account => account !== undefined)
    const wrong: string[] = []
    for (const {args, prints, input, from = 0, refused} of kubectlCommands.filter(isMeant)) {
      if (minor < from) continue
      const words = args.split(' ').map(word => word.replaceAll('NS', namespace).replace(/CERTIFICATE|KEY/, name => files[name as 'KEY']))
      const {code, stdout, stderr} = await place.run(kubectl, words.includes('-n') ? words : ['-n', namespace, ...words], input)
      const text = (refused === true ? stderr : stdout).replaceAll(namespace, 'NS')
      if (code !== (refused === true ? 1 : 0) || !prints.test(text)) wrong.push(`kubectl ${args}: exit code ${code}, ${stdout}${stderr}`)
    }
    expect(wrong).toEqual([])
  })
}
