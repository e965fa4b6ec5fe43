import {expect, it} from '@jest/globals'
import type {Fault} from '../../../sandbox/faults.ts'
import {casesOn, describeOn, inCi, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared, type World} from '../world/world.ts'

/** Each hits every third request: one piece of code repeats them all, and `npm run sweep` tries each at every request. */
const passing: readonly Omit<Fault, 'server'>[] = [
  {status: 429, headers: {'retry-after': '1'}, code: 'TooManyRequests', message: 'Too many requests.'},
  {status: 500},
  {cut: true},
]

/** How many requests a dry run makes to Azure. */
async function countRequests({vkctl, faults}: World): Promise<number> {
  faults.forgetRequests()
  await vkctl('install-connector --os-type Both --dry-run')
  return faults.requests.filter(({server, path}) => server === 'azure' && !path.startsWith('/metadata/identity')).length
}

/** Each request of an install to Azure goes wrong once. */
export const armFaults: Scenarios = ground =>
  describeOn(ground, 'Azure in trouble', () => {
    const world = useWorld({...ground, world: prepared})

    it('what passes is got over, whichever request it hits', async () => {
      const {vkctl, faults, snapshot} = world()
      const before = await snapshot()
      const count = await countRequests(world())
      expect(count).toBeGreaterThan(passing.length)
      for (const skip of casesOn(ground, 3, [...Array(count).keys()])) {
        faults.set([{server: 'azure', skip, ...passing[skip % passing.length]}])
        await vkctl('install-connector --os-type Both --dry-run')
      }
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    it('garbage is told as such, whichever request it hits', async () => {
      const {vkctl, faults, snapshot} = world()
      const before = await snapshot()
      const count = await countRequests(world())
      for (const skip of casesOn(ground, 3, [...Array(count).keys()])) {
        faults.set([
          {server: 'azure', skip, status: 200, headers: {'content-type': 'text/html'}, body: '<html>Please sign in to this network</html>'},
        ])
        const {exitCode, stdout, stderr} = await world().start('install-connector --os-type Both --dry-run').done
        expect([1, 8, 10]).toContain(exitCode)
        expect(stdout).toBe('')
        expect(stderr).toMatch(/not JSON|HTML|something else|Please sign in|cannot be read|could not be read|understood/i)
      }
      expect(await snapshot()).toEqual(before)
      await vkctl('install-connector --os-type Both --dry-run')
    }, 120_000)

    inCi(ground)(
      'trouble that lasts ends with an error that names it',
      async () => {
        const {vkctl, faults} = world()
        faults.set([
          {
            server: 'azure',
            path: 'Microsoft.ContainerService',
            status: 503,
            code: 'ServerUnavailable',
            message: 'Try again later.',
            times: 100,
          },
        ])
        expect((await vkctl('list', {exits: 1})).stderr).toContain('(ServerUnavailable) Try again later.')
        faults.set([
          {
            server: 'azure',
            path: 'Microsoft.ContainerService',
            status: 429,
            headers: {'retry-after': '3600'},
            code: 'TooManyRequests',
            message: 'Slow down.',
            times: 100,
          },
        ])
        expect((await vkctl('list', {exits: 1})).stderr).toMatch(/\(TooManyRequests\) Slow down\.[^]*3600 seconds/)
        faults.set([{server: 'azure', cut: true, times: 1000}])
        expect((await vkctl('list', {exits: 1})).stderr).toMatch(/127\.0\.0\.1:\d+/)
      },
      120_000,
    )
  })
