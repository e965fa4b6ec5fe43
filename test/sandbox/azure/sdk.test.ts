import {describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {compileCache} from '../../compile-cache.ts'
import {rsaPair} from './rsa-pair.ts'
import {azureForTests} from './azure-for-tests.ts'

describe('the Azure SDK', () => {
  it('works against the stand-in as against Azure', async () => {
    const {certificate, key} = await rsaPair()
    await using test = await azureForTests({
      registered: ['Microsoft.ContainerInstance'],
      principals: [
        {
          name: 'by-certificate',
          clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b77',
          objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e77',
          kind: 'application',
          keys: [certificate],
        },
      ],
    })
    const {azure} = test
    const directory = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
    try {
      const ca = join(directory, 'ca.pem')
      await writeFile(ca, test.ca)
      const {clientId, secrets} = azure.principal('operator')
      const {stdout} = await execa(process.execPath, [fileURLToPath(new URL('sdk-client.ts', import.meta.url))], {
        env: {NODE_EXTRA_CA_CERTS: ca, ...compileCache},
        input: JSON.stringify({
          metadataUrl: azure.metadataUrl,
          tenantId: azure.tenantId,
          subscriptionId: azure.subscriptionId,
          clientId,
          secret: secrets?.[0],
          principalId: azure.principal('kubelet').objectId,
          certificateClientId: azure.principal('by-certificate').clientId,
          certificate: `${key}\n${certificate}`,
        }),
      })
      expect(JSON.parse(stdout)).toMatchObject({
        kubeletClientId: azure.principal('kubelet').clientId,
        kubeconfig: expect.stringContaining('server: https://127.0.0.1:6443'),
        location: 'westus2',
        registration: 'Registered',
        assigned: [true],
        groupState: 'Succeeded',
        ip: expect.stringMatching(/^20\./),
        listed: ['default-web'],
        byCertificate: 3,
        missing: {statusCode: 404, code: 'ResourceNotFound'},
        wrongSecret: {message: expect.stringContaining('AADSTS7000215')},
      })
      expect(azure.state.containerGroups.size).toBe(0)
    } finally {
      await rm(directory, {recursive: true})
    }
  }, 30_000)
})
