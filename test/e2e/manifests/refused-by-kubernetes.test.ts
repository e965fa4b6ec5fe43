import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {dump} from 'js-yaml'
import {clusterKubeconfig} from '../../../sandbox/azure/container-service/cluster-credentials.ts'
import {apiVersion, acceptedValues, knownFields} from '../../../src/lib/checks/rules/manifest/kubernetes.ts'
import {inTurns} from '../../../src/lib/http/in-turns.ts'
import {manifestCases} from '../../lib/checks/rules/cases/manifest/all.ts'
import {judged, workload, type ManifestCase} from '../../lib/checks/rules/manifest-case.ts'
import {openAdministrator, type Administrator} from '../../lifecycle/world/administrator.ts'
import {tools} from '../../tools.ts'
import {startControlPlane, type ControlPlane} from '../control-plane.ts'

// What `validate -f` says that Kubernetes refuses is refused by `kubectl apply --dry-run=server`, and what it finds no problem in is accepted.

const refusing: ReadonlySet<string> = new Set([apiVersion.id, knownFields.id, acceptedValues.id])
const atOnce = 4

let plane: ControlPlane
let administrator: Administrator
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vkctl-manifests-'))
  plane = await startControlPlane()
  const {certificate: clientCertificate, key: clientKey} = await plane.authority.issue({
    commonName: 'masterclient',
    organizations: ['system:masters'],
  })
  const access = {server: plane.url, certificateAuthority: plane.caCertificate, clientCertificate, clientKey}
  const kubeconfig = join(folder, 'kubeconfig')
  writeFileSync(kubeconfig, clusterKubeconfig('c', 'administrator', access), {mode: 0o600})
  const {kubectl, helm} = tools['4.2.3']
  administrator = openAdministrator({kubeconfig, kubectl, helm, home: folder})
}, 600_000)
afterAll(async () => {
  await plane.close()
  rmSync(folder, {recursive: true})
})

/** Every manifest of the tests of all rules, by its name. */
const cases: readonly (readonly [string, readonly object[]])[] = Object.entries(manifestCases).flatMap(([id, {fires, quiet}]) =>
  [...fires, ...quiet].map((one: ManifestCase) => [`${id}: ${one.name}`, [workload(one), ...(one.more ?? [])]] as const),
)

/** Their namespaces. */
const namespaces = new Set(
  cases
    .flatMap(([, objects]) => objects)
    .flatMap(object => (object as {readonly metadata?: {readonly namespace?: string}}).metadata?.namespace ?? [])
    .filter(namespace => namespace !== 'default'),
)

async function compare(name: string, objects: readonly object[]): Promise<readonly string[]> {
  const {findings} = await judged(...objects)
  const refusals = findings.filter(({id, verdict}) => refusing.has(id) && verdict === 'problem')
  const text = objects.map(object => dump(object, {noRefs: true, skipInvalid: true})).join('---\n')
  // kubectl applies only objects with a name.
  const verb = text.includes('generateName:') ? 'create' : 'apply'
  const {exitCode, stderr} = await administrator.tryKubectl(`${verb} --dry-run=server -f -`, text)
  if (refusals.length > 0 && exitCode === 0) return [`${name}: Kubernetes accepts it, but vkctl says: ${refusals[0]?.message}`]
  const isWell = !findings.some(({verdict}) => verdict === 'problem')
  if (isWell && exitCode !== 0) return [`${name}: Kubernetes refuses it, and vkctl finds no problem: ${stderr}`]
  return []
}

it('validate -f and a real API server agree on what is refused', async () => {
  for (const namespace of namespaces) await administrator.kubectl(`create namespace ${namespace}`)
  const turn = inTurns(atOnce)
  const differences = await Promise.all(cases.map(([name, objects]) => turn(() => compare(name, objects))))
  expect(differences.flat()).toEqual([])
  expect(cases.length).toBeGreaterThan(300)
}, 900_000)
