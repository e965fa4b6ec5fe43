import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import type {Installed} from '../../../../src/lib/connector/inventory/installed.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {ReadingSession} from '../../../../src/lib/connector/session/reading.ts'
import {readEvidence} from '../../../../src/lib/connector/validation/read-evidence.ts'

const manifest = `apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData: {key: wordInSecret}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {line: wordInConfigMap}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: it}
spec: {template: {spec: {containers: [{name: c, env: [{name: REGION, value: eastus}, {name: DB_PASSWORD, value: wordInVariable}]}]}}}
`

async function evidence(helm: Installed['facts']['helm']) {
  const host = {signal: new AbortController().signal} as Host
  const session = {
    helm: {manifest: async () => manifest},
    // No namespace, so no events are read.
    kubectl: {},
  } as unknown as ReadingSession
  const connector = {release: 'it', namespace: '', workload: undefined, facts: {helm}} as unknown as Installed
  return readEvidence(host, session, connector, [])
}

describe('what a bundle has for people', () => {
  it('is the manifest, of Secrets and ConfigMaps only the names, and without variables that may be secret', async () => {
    const {manifest: read} = await evidence(known({name: 'it'}) as Installed['facts']['helm'])
    const text = read.known ? read.value : ''
    expect(text).toContain('kind: Secret\nmetadata:\n  name: keys\n')
    expect(text).toContain('kind: ConfigMap\nmetadata:\n  name: settings\n')
    expect(text).toContain('value: eastus')
    expect(text).not.toMatch(/wordIn/)
  })

  it('is empty without a release, and unknown if Helm could not be asked', async () => {
    expect(await evidence(known(undefined))).toEqual({events: known([]), manifest: known('')})
    expect((await evidence(unknown('No helm.'))).manifest).toMatchObject({known: false, reason: 'No helm.'})
  })
})
