import {describe, expect, it} from '@jest/globals'
import {readReceipt, receiptName, receiptObject, type Receipt} from '../../../../src/lib/connector/model/receipt.ts'
import {receipt} from '../install/wanted.ts'

const full: Receipt = {
  ...receipt(),
  given: {aciResourceGroup: 'g', imageTag: '1.6.4', chartUrl: 'oci://x/y', values: {a: {b: [1, null, 'ü"']}}},
  roleAssignmentId: '/a',
  applied: {digest: 'd', revision: 3, chart: 'c-1', image: 'i:1', marks: {'Deployment/x': 'g1'}},
}

describe('a receipt', () => {
  it('survives the cluster', () => {
    expect(readReceipt(receiptObject(full))).toEqual(full)
    expect(readReceipt(receiptObject(receipt()))).toEqual(receipt())
  })

  it('lies beside the release under labels that find it', () => {
    expect(receiptObject(full)).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        name: receiptName(full.release),
        namespace: full.namespace,
        labels: {
          'app.kubernetes.io/managed-by': 'vkctl',
          'app.kubernetes.io/component': 'receipt',
          'app.kubernetes.io/instance': full.release,
        },
      },
    })
  })

  it.each<readonly [string, Readonly<Record<string, string>> | undefined]>([
    ['no data', undefined],
    ['other data', {x: '1'}],
    ['no JSON', {'receipt.json': '{'}],
    ['JSON that is no object', {'receipt.json': 'null'}],
    ['a newer schema', {'receipt.json': '{"schemaVersion": 2}'}],
  ])('is not made of %s', (_, data) => {
    expect(readReceipt({kind: 'ConfigMap', metadata: {name: 'x'}, ...(data !== undefined && {data})})).toBeUndefined()
  })

  it('is none where there is no object', () => {
    expect(readReceipt(undefined)).toBeUndefined()
  })
})
