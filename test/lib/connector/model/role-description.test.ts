import {describe, expect, it} from '@jest/globals'
import {isMadeFor, roleDescription} from '../../../../src/lib/connector/model/role-description.ts'

const clusterId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c'

describe('the description of a role assignment', () => {
  const description = roleDescription({connectorName: 'vk', clusterId})

  it('says who made it, and for whom', () => {
    expect(description).toBe(`Made by vkctl for the connector vk of the cluster ${clusterId}`)
  })

  it('is recognised for its cluster only, whatever the letter case', () => {
    expect(isMadeFor(clusterId.toUpperCase(), description)).toBe(true)
    expect(isMadeFor(`${clusterId}2`, description)).toBe(false)
    expect(isMadeFor(clusterId, `Not ${description}`)).toBe(false)
    expect(isMadeFor(clusterId, undefined)).toBe(false)
  })
})
