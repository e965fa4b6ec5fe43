import {describe, expect, it} from '@jest/globals'
import {initialWorld} from '../../sandbox/azure/initial-world.ts'
import {startControl} from '../../sandbox/control.ts'
import {Faults} from '../../sandbox/faults.ts'

describe('the control address', () => {
  it('takes faults and tells what was asked', async () => {
    const faults = new Faults()
    const control = await startControl(faults, initialWorld())
    try {
      const put = await fetch(`${control.url}/faults`, {
        method: 'PUT',
        body: JSON.stringify([{server: 'azure', path: 'providers', status: 500}]),
      })
      expect(put.status).toBe(204)
      expect(faults.take('azure', 'GET', '/subscriptions/x/providers')).toMatchObject({status: 500})
      expect(await (await fetch(`${control.url}/faults`)).json()).toMatchObject([{path: 'providers', hits: 1}])
      expect(await (await fetch(`${control.url}/requests`)).json()).toMatchObject([
        {server: 'azure', method: 'GET', path: '/subscriptions/x/providers'},
      ])
      await fetch(`${control.url}/requests`, {method: 'DELETE'})
      expect(faults.requests).toEqual([])
    } finally {
      await control.close()
    }
  })

  it('shows the world and changes it', async () => {
    const world = initialWorld()
    const control = await startControl(new Faults(), world)
    try {
      const patch = async (body: unknown) => await fetch(`${control.url}/world`, {method: 'PATCH', body: JSON.stringify(body)})
      const changed = await patch({quota: {StandardCores: 0}})
      expect({status: changed.status, body: await changed.json()}).toMatchObject({
        status: 200,
        body: {quota: {StandardCores: 0, ContainerGroups: 100}},
      })
      const refused = await patch({delays: {registration: '10s'}, quota: {StandardCores: 'many'}})
      expect({status: refused.status, body: await refused.json()}).toEqual({
        status: 400,
        body: {message: 'quota.StandardCores must be a whole number from 0 to 100000, not "many".'},
      })
      expect(await (await fetch(`${control.url}/world`)).json()).toMatchObject({
        delays: {registration: '1500ms'},
        quota: {StandardCores: 0},
      })
      expect(world.quotas.StandardCores).toBe(0)
    } finally {
      await control.close()
    }
  })

  it('is closed to whoever does not know the token, and to what is not JSON', async () => {
    const control = await startControl(new Faults(), initialWorld())
    try {
      expect((await fetch(`${new URL(control.url).origin}/sandbox/requests`)).status).toBe(404)
      expect((await fetch(`${new URL(control.url).origin}/sandbox/${'0'.repeat(32)}/requests`)).status).toBe(404)
      const refused = await fetch(`${control.url}/faults`, {method: 'PUT', body: 'garbage'})
      expect({status: refused.status, body: await refused.json()}).toEqual({
        status: 400,
        body: {message: expect.stringContaining('The body must be JSON')},
      })
      const large = await fetch(`${control.url}/faults`, {method: 'PUT', body: `["${'x'.repeat(2 ** 20)}"]`})
      expect(large.status).toBe(400)
    } finally {
      await control.close()
    }
  })
})
