import {describe, expect, it} from '@jest/globals'
import {azureForTests} from './azure-for-tests.ts'

const path = '/resourceGroups/aci-westus2/providers/Microsoft.ContainerInstance/containerGroups/default-web'

function body({
  image = 'mcr.microsoft.com/azuredocs/aci-helloworld',
  osType = 'Linux',
  location = 'westus2',
  limit = 1,
  variable = 'A',
  protocol = 'TCP',
  server = 'r.example',
  mounts = [],
}: {
  image?: string
  osType?: string
  location?: string
  limit?: number
  variable?: string
  protocol?: string
  server?: string
  mounts?: readonly object[]
} = {}): unknown {
  return {
    location,
    tags: {PodName: 'web', NodeName: 'virtual-kubelet-virtual-kubelet-linux-westus2', Namespace: 'default', UID: 'u'},
    properties: {
      osType,
      ipAddress: {type: 'Public', ports: [{port: 80, protocol: 'TCP'}]},
      imageRegistryCredentials: [{server, username: 'u', password: 'hush'}],
      containers: [
        {
          name: 'web',
          properties: {
            image,
            ports: [{port: 80, protocol}],
            volumeMounts: mounts,
            resources: {requests: {cpu: 1, memoryInGB: 1.5}, limits: {cpu: limit, memoryInGB: 1.5}},
            environmentVariables: [
              {name: variable, value: '1'},
              {name: 'B', secureValue: 'hush'},
            ],
          },
        },
      ],
    },
  }
}

describe('container groups', () => {
  it('are refused while the subscription is not registered', async () => {
    await using test = await azureForTests()
    expect(await test.arm('PUT', `${test.subscription}${path}`, {body: body()})).toMatchObject({
      status: 409,
      body: {error: {code: 'MissingSubscriptionRegistration'}},
    })
  })

  it('go from Pending to Running, get an address, and never give a secret back', async () => {
    await using test = await azureForTests({registered: ['Microsoft.ContainerInstance'], delays: {containerStartMs: 60_000}})
    const made = await test.arm('PUT', `${test.subscription}${path}`, {body: body()})
    expect(made).toMatchObject({status: 201, body: {properties: {provisioningState: 'Pending', instanceView: {state: 'Pending'}}}})
    expect(made.body.properties.ipAddress.ip).toBeUndefined()
    const operation = String(made.headers['azure-asyncoperation']).slice(test.azure.endpoint.length)
    expect((await test.send('GET', operation, {as: 'operator'})).body.status).toBe('Creating')

    test.azure.state.delays = {...test.azure.state.delays, containerStartMs: 0}
    expect((await test.send('GET', operation, {as: 'operator'})).body.status).toBe('Succeeded')
    const {body: group} = await test.arm('GET', `${test.subscription}${path}`, {apiVersion: '2022-10-01-preview'})
    expect(group).toMatchObject({
      tags: {PodName: 'web', UID: 'u'},
      properties: {
        provisioningState: 'Succeeded',
        instanceView: {state: 'Running'},
        ipAddress: {ip: expect.stringMatching(/^20\./)},
        containers: [{properties: {instanceView: {currentState: {state: 'Running', startTime: expect.any(String)}}}}],
      },
    })
    expect(JSON.stringify(group)).not.toContain('hush')
    expect((await test.arm('GET', `${test.subscription}${path}/containers/web/logs?tail=1`)).body.content).toMatch(/\n$/)
    expect(
      (await test.arm('GET', `${test.subscription}/providers/Microsoft.ContainerInstance/locations/westus2/usages`)).body.value[0],
    ).toMatchObject({currentValue: 1, limit: 100})

    expect(await test.arm('DELETE', `${test.subscription}${path}`)).toMatchObject({status: 200})
    expect(await test.arm('GET', `${test.subscription}${path}`)).toMatchObject({status: 404, body: {error: {code: 'ResourceNotFound'}}})
    expect(await test.arm('DELETE', `${test.subscription}${path}`)).toMatchObject({status: 204})
  })

  it('tell how often an image could not be pulled, and why', async () => {
    await using test = await azureForTests({registered: ['Microsoft.ContainerInstance'], delays: {containerStartMs: 60_000}})
    await test.arm('PUT', `${test.subscription}${path}`, {body: body()})
    test.azure.state.pullFault = () => 'toomanyrequests'
    const events = async (): Promise<readonly {name: string; type: string; count: number; message: string}[]> =>
      (await test.arm('GET', `${test.subscription}${path}`)).body.properties.containers[0].properties.instanceView.events
    expect(await events()).toMatchObject([{name: 'Pulling', count: 1}])
    for (const [key, entry] of test.azure.state.containerGroups)
      test.azure.state.containerGroups.set(key, {...entry, createdAt: entry.createdAt - 2 * 60_000})
    const image = 'mcr.microsoft.com/azuredocs/aci-helloworld'
    expect(await events()).toMatchObject([
      {name: 'Pulling', type: 'Normal', count: 3, message: `pulling image "${image}"`},
      {name: 'Failed', type: 'Warning', count: 2, message: `Failed to pull image "${image}": toomanyrequests`},
      {name: 'BackOff', type: 'Normal', count: 2, message: `Back-off pulling image "${image}"`},
    ])
    expect((await test.arm('GET', `${test.subscription}${path}`)).body.properties).toMatchObject({instanceView: {state: 'Pending'}})
  })

  it.each([
    ['ContainerLimitGreaterThanContainerGroupTotalRequest', {limit: 2}],
    ['InaccessibleImage', {image: 'microsoft/aci-helloworld'}],
    ['ImageOsTypeNotMatchContainerGroup', {osType: 'Windows'}],
    ['OsVersionNotSupported', {osType: 'Windows', image: 'mcr.microsoft.com/windows/servercore:ltsc2022'}],
    ['LocationNotAvailableForResourceType', {location: 'atlantis'}],
    ['InvalidContainerEnvironmentVariable', {variable: 'a.b'}],
    ['IpAddressPortNotFound', {protocol: 'UDP'}],
    ['InvalidImageRegistryServer', {server: 'https://r.example'}],
    ['VolumesNotFound', {mounts: [{name: 'none', mountPath: '/a'}]}],
    ['InvalidVolumeMountPath', {mounts: [{name: 'none', mountPath: 'c:/a'}]}],
  ])('are refused with %s', async (code, wrong) => {
    await using test = await azureForTests({registered: ['Microsoft.ContainerInstance']})
    expect(await test.arm('PUT', `${test.subscription}${path}`, {body: body(wrong)})).toMatchObject({status: 400, body: {error: {code}}})
    expect(test.azure.state.containerGroups.size).toBe(0)
  })
})
