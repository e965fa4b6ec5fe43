import {X509Certificate} from 'node:crypto'
import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, validation} from '../../world/connector-result.ts'
import {casesOn, describeOn, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import {prepared} from '../../world/world.ts'

const clock = new URL('../../fixtures/shifted-clock.mjs', import.meta.url).href
const hour = 3_600_000

/** The clock of the operator's machine is wrong. What vkctl finds and does is right all the same. */
export const wrongClock: Scenarios = ground =>
  describeOn(ground, "A wrong clock on the operator's machine", () => {
    const world = useWorld({...ground, world: prepared})

    it.each(
      casesOn(ground, 1, [
        ['an hour fast', hour, 'ahead of'],
        ['an hour slow', -hour, 'behind'],
      ]),
    )(
      '%s: the install and validate are right, and the clock is named',
      async (_, shiftMs, where) => {
        const {vkctl, kubectl, snapshot} = world()
        const before = await snapshot()
        const env = {NODE_OPTIONS: `--import=${clock}`, CLOCK_SHIFT_MS: String(shiftMs)}
        const warning = new RegExp(`WARNING: The clock of this machine is (3599|360[01]) seconds ${where} that of the API server`)

        const installed = await vkctl('install-connector', {env})
        expect(installed.stderr).toMatch(warning)
        expect(connectors(installed)).toMatchObject([{status: 'Ready', changed: true}])
        const pem = await kubectl(`get secret ${linuxRelease} -n virtual-kubelet -o jsonpath={.data.tls\\.crt}`)
        const {validFromDate} = new X509Certificate(Buffer.from(pem, 'base64'))
        expect(validFromDate.getTime()).toBeLessThanOrEqual(Date.now())

        const validated = await vkctl('validate', {env})
        expect(validated.stderr).toMatch(warning)
        const {findings} = validation(validated)
        for (const id of ['lease-fresh', 'node-ready', 'certificate-current'])
          expect(findings.find(finding => finding.id === id)).toMatchObject({verdict: 'ok'})
        // What a machine with the right clock thinks of it.
        await vkctl('validate')
        expect(connectors(await vkctl('install-connector', {env}))).toMatchObject([{status: 'Ready', changed: false}])

        expect((await vkctl('remove-connector --yes', {env})).stderr).toMatch(warning)
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )
  })
