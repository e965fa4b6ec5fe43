import {expect, it} from '@jest/globals'
import {formats as formatNames} from '../../../src/lib/output/format.ts'
import {linuxRelease} from '../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

/** What stdout holds at least. */
function shows(command: string, format: string): RegExp {
  if (format === 'none') return /^$/
  if (command === 'provider check') return /Registered/
  // az's tsv shows only how long a list is that stands in a result.
  return command === 'validate' && format === 'tsv' ? /^\d+\t\d+\tTrue$/m : /virtual-kubelet/
}

/** What is printed, and runs that only say what they would do. */
export const formats: Scenarios = ground =>
  describeOn(ground, 'Output and dry runs', () => {
    const world = useWorld({...ground, world: prepared})

    it('--dry-run changes nothing, before and after an install', async () => {
      const {vkctl, snapshot, azure, kubectl} = world()
      azure.state.roleAssignments.splice(
        0,
        azure.state.roleAssignments.length,
        ...azure.state.roleAssignments.filter(({principalId}) => principalId !== azure.principal('kubelet').objectId),
      )
      const empty = await snapshot()
      const planned = JSON.parse((await vkctl('install-connector --os-type Both --assign-role --dry-run')).stdout) as {
        step: string
        description: string
        changes: {target: string; path: string | null; to: unknown}[]
      }[]
      expect(planned.map(({step}) => step)).toEqual(expect.arrayContaining(['assign-role', 'install']))
      const installing = planned.find(({step}) => step === 'install')?.changes ?? []
      expect(installing).toContainEqual(expect.objectContaining({target: 'values', path: 'image.tag', to: '1.6.4'}))
      expect(installing).toContainEqual(expect.objectContaining({target: `Deployment virtual-kubelet/${linuxRelease}`, path: null}))
      expect(await snapshot()).toEqual(empty)
      await vkctl('install-connector --os-type Both --assign-role')
      const installed = await snapshot()
      const again = await vkctl('install-connector --os-type Both --dry-run')
      expect(JSON.parse(again.stdout)).toEqual([])
      expect(again.stderr).toContain('Nothing would change.')
      expect(await snapshot()).toEqual(installed)

      await kubectl(`set env deployment/${linuxRelease} -n virtual-kubelet ACI_REGION=westus EXTRA=x`)
      await kubectl(`rollout status deployment/${linuxRelease} -n virtual-kubelet`)
      await kubectl(`delete serviceaccount ${linuxRelease} -n virtual-kubelet`)
      const edited = await snapshot()
      const mending = await vkctl('install-connector --os-type Both --dry-run --detailed-exit-code', {exits: 4})
      const deployment = `Deployment virtual-kubelet/${linuxRelease}`
      const env = 'spec.template.spec.containers[virtual-kubelet].env'
      const restores = (JSON.parse(mending.stdout) as {step: string; changes: object[]}[]).filter(({step}) => step === 'restore')
      expect(restores.map(({changes}) => changes)).toEqual([
        [
          {action: 'create', target: `ServiceAccount virtual-kubelet/${linuxRelease}`, path: null, from: null, to: null},
          {action: 'change', target: deployment, path: `${env}[ACI_REGION].value`, from: 'westus', to: 'eastus'},
          {action: 'delete', target: deployment, path: `${env}[EXTRA]`, from: {name: 'EXTRA', value: 'x'}, to: null},
        ],
      ])
      expect(await snapshot()).toEqual(edited)
    }, 60_000)

    inCi(ground)(
      'every format of a list, and table and tsv of every command; the exit code is the same',
      async () => {
        const {vkctl} = world()
        await vkctl('install-connector')
        for (const command of ['list', 'show', 'validate', 'provider check', 'install-connector']) {
          // One function writes all formats. Only the columns of the table differ from command to command.
          for (const format of command === 'list' ? formatNames : ['table', 'tsv', ...(command === 'validate' ? ['html'] : [])]) {
            const {stdout} = await vkctl(`${command} -o ${format}`)
            expect(stdout).toMatch(shows(command, format))
          }
        }
        expect((await vkctl(['list', '--query', '[].release', '-o', 'tsv'])).stdout).toBe(`${linuxRelease}\n`)
        expect((await vkctl('list --only-show-errors')).stderr).toBe('')
      },
      240_000,
    )
  })
