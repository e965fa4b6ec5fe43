import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import {releasesNamed} from '../../../../src/lib/connector/install/releases-named.ts'
import {NotAllowedError} from '../../../../src/lib/errors.ts'
import {openHelm} from '../../../../src/lib/helm/helm.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../tools.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'

describe.each(Object.entries(tools))('releases of some names, with helm %s', (_, {helm: tool, kubectl}) => {
  let api: TestApi
  let folder: string
  let session: ClusterSession
  const helms = () => api.invocations.filter(({tool: run}) => run === tool).length
  const open = async (config: string): Promise<ClusterSession> => {
    const kubeconfig = join(folder, `kubeconfig-${config.length}`)
    await writeFile(kubeconfig, config)
    const helm = await openHelm(api.run, {tool, kubeconfig})
    return {kubectl: await api.openDirectly(kubectl, config), helm} as unknown as ClusterSession
  }
  beforeAll(async () => {
    api = await startTestApi()
    folder = await mkdtemp(join(tmpdir(), 'releases-'))
    await mkdir(join(folder, 'templates'))
    await writeFile(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: empty\nversion: 1.0.0\n')
    await writeFile(join(folder, 'templates', 'none.yaml'), '')
    session = await open(api.config())
    await createObjects(session.kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'far'}}], {mayExist: []})
    await session.helm.upgrade({release: 'there', namespace: 'far', chart: folder, values: {}, timeoutMs: 60_000})
  })
  afterAll(async () => {
    await api.close()
    await rm(folder, {recursive: true})
  })
  beforeEach(() => api.faults.set([]))

  it('are none, as the API server says without a helm', async () => {
    const before = helms()
    expect(await releasesNamed(session, ['other', 'ther'])).toEqual([])
    expect(helms()).toBe(before)
  })

  it('are told of by helm when one is there, in whatever namespace', async () => {
    const [release] = await releasesNamed(session, ['other', 'there'])
    expect(release).toMatchObject({name: 'there', namespace: 'far', revision: 1, status: 'deployed', chartName: 'empty'})
  })

  it('are what helm says where the API server is not asked without kubectl', async () => {
    const before = helms()
    const {api: _api, ...throughKubectl} = session.kubectl
    expect(await releasesNamed({...session, kubectl: throughKubectl}, ['other'])).toHaveLength(1)
    expect(helms()).toBe(before + 1)
  })

  it('are no fewer for somebody who may not read them: helm tells of it', async () => {
    const stranger = await open(api.config('stranger'))
    await expect(releasesNamed(stranger, ['other'])).rejects.toThrow(NotAllowedError)
  })
})
