import {gzipSync} from 'node:zlib'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {readReleases, type ReleaseChoice} from '../../../../src/lib/connector/session/releases.ts'
import type {Release} from '../../../../src/lib/helm/releases.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../tools.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'

interface Stored {
  readonly name: string
  readonly namespace: string
  readonly revision: number
  readonly status: string
}

/** As Helm stores a revision; `inside` is what differs in its contents. */
function stored({name, namespace, revision, status}: Stored, inside: object = {}) {
  const content = {
    name,
    namespace,
    version: revision,
    info: {status, last_deployed: '2026-11-23T13:48:04Z'},
    chart: {metadata: {name: 'aci-connector', version: '0.1.0'}},
    ...inside,
  }
  const release = Buffer.from(gzipSync(JSON.stringify(content)).toString('base64')).toString('base64')
  const metadata = {
    name: `sh.helm.release.v1.${name}.v${revision}`,
    namespace,
    labels: {owner: 'helm', name, status, version: String(revision)},
  }
  return {apiVersion: 'v1', kind: 'Secret', type: 'helm.sh/release.v1', metadata, data: {release}}
}

const one = {name: 'one', namespace: 'a', revision: 9, status: 'superseded'}
const revisions = [
  stored(one),
  stored({...one, revision: 10, status: 'failed'}),
  stored({...one, namespace: 'b', revision: 1, status: 'deployed'}),
  // As somebody forges it who may write Secrets in one namespace only.
  stored({name: 'forged', namespace: 'b', revision: 1, status: 'deployed'}, {namespace: 'a'}),
  stored({name: 'renamed', namespace: 'b', revision: 1, status: 'deployed'}, {name: 'one'}),
  stored({name: 'broken', namespace: 'b', revision: 1, status: 'deployed'}, {chart: null}),
  stored({name: 'huge', namespace: 'b', revision: 1, status: 'deployed'}, {files: 'a'.repeat(3_000_000)}),
]

function names(releases: readonly Release[]): readonly string[] {
  return releases.map(({namespace, name, revision, status}) => `${namespace}/${name} ${revision} ${status}`).toSorted()
}

describe.each(['open', 'openDirectly'] as const)('releases (%s)', way => {
  let api: TestApi
  let kubectl: Kubectl
  const read = (choice: ReleaseChoice) =>
    readReleases({kubectl, helm: {version: {major: 4, text: '4.0.0'}, tillerReleases: async () => []}}, choice)
  beforeAll(async () => {
    api = await startTestApi()
    kubectl = await api[way](tools['4.2.3'].kubectl)
    const namespaces = ['a', 'b'].map(name => ({apiVersion: 'v1', kind: 'Namespace', metadata: {name}}))
    await createObjects(kubectl, [...namespaces, ...revisions], {mayExist: []})
  })
  afterAll(() => api.close())
  beforeEach(() => {
    api.faults.set([])
    api.faults.forgetRequests()
  })

  it('are read in their latest revision, and forged ones are ignored', async () => {
    expect(names(await read({}))).toEqual(['a/one 10 failed', 'b/one 1 deployed'])
    expect(names(await read({namespace: 'b'}))).toEqual(['b/one 1 deployed'])
    expect(names(await read({names: ['one', 'none']}))).toEqual(['a/one 10 failed', 'b/one 1 deployed'])
    expect(names(await read({names: ['one'], namespace: 'a'}))).toEqual(['a/one 10 failed'])
    expect(await read({names: []})).toEqual([])
  })

  it('of others are not unpacked', async () => {
    expect(await read({isWanted: ({release}) => release === 'none'})).toEqual([])
    const {requests} = api.faults
    expect(requests.filter(({path}) => path.includes('/secrets/'))).toEqual([])
  })

  it('cannot be read without the permission', async () => {
    api.faults.set([{server: 'kubernetes', path: '/secrets', status: 403, times: 9, message: 'you may not'}])
    await expect(read({})).rejects.toThrow('Could not read the Helm releases: you may not')
  })
})
