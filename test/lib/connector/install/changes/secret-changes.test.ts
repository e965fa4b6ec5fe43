import {describe, expect, it} from '@jest/globals'
import {secretChanges} from '../../../../../src/lib/connector/install/changes/secret-changes.ts'
import {credentialsSecret, type Credentials} from '../../../../../src/lib/connector/model/credentials-secret.ts'
import {Secret} from '../../../../../src/lib/secret.ts'

const withSecret = (aadClientSecret: string, more: object = {}): Credentials => ({
  azureJson: new Secret(JSON.stringify({aadClientId: 'me', aadClientSecret, ...more})),
  clientCa: 'CA',
  pair: {certificate: 'CERT', key: new Secret('KEY')},
})
const object = (one: Credentials) => credentialsSecret('vk-linux-eastus', 'virtual-kubelet', one)
const target = 'Secret virtual-kubelet/vk-linux-eastus'

describe('the changes of the Secret of a connector', () => {
  it('are one if there is none yet', () => {
    const one = withSecret('s')
    expect(secretChanges(undefined, object(one), one)).toEqual([{action: 'create', target, path: null, from: null, to: null}])
  })

  it('show a new client secret as a digest', () => {
    const [before, after] = [withSecret('old-secret'), withSecret('new-secret')]
    const changes = secretChanges(object(before), object(after), after)
    expect(changes).toMatchObject([{action: 'change', target, path: 'data["azure.json"].aadClientSecret'}])
    const [{from, to} = {}] = changes
    expect([from, to]).toEqual([expect.stringMatching(/^\(digest [\da-f]{12}\)$/), expect.stringMatching(/^\(digest [\da-f]{12}\)$/)])
    expect(from).not.toBe(to)
  })

  it('show which identity comes and goes, and hide what they do not know', () => {
    const after = withSecret('s', {userAssignedIdentityID: 'id'})
    const changes = secretChanges(object(withSecret('s', {other: 'hidden-text'})), object(after), after)
    expect(changes).toEqual([
      {action: 'delete', target, path: 'data["azure.json"].other', from: expect.stringContaining('digest'), to: null},
      {action: 'create', target, path: 'data["azure.json"].userAssignedIdentityID', from: null, to: 'id'},
    ])
    expect(JSON.stringify(changes)).not.toContain('hidden-text')
  })

  it('are the labels that somebody changed, and all content if a part is missing', () => {
    const one = withSecret('s')
    const {metadata, data = {}, ...rest} = object(one)
    const unlabelled = {
      ...rest,
      data,
      metadata: {...metadata, labels: {...metadata.labels, 'app.kubernetes.io/managed-by': 'me', mine: 'x'}},
    }
    expect(secretChanges(unlabelled, object(one), one)).toEqual([
      {action: 'change', target, path: 'metadata.labels["app.kubernetes.io/managed-by"]', from: 'me', to: 'vkctl'},
    ])
    const {'tls.key': _, ...half} = data
    expect(secretChanges({...rest, metadata, data: half}, object(one), one).map(({path}) => path)).toContain('data["tls.key"]')
  })
})
