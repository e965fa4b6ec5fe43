import {afterAll, beforeAll, expect, it} from '@jest/globals'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {runner, type Run} from '../../../src/lib/process.ts'
import {neutralEnvironment} from '../../../src/lib/kubernetes/target.ts'
import {tools} from '../../tools.ts'

const {kubectl: tool} = tools['4.2.3']
const kuberc = `apiVersion: kubectl.config.k8s.io/v1beta1
kind: Preference
defaults:
- command: version
  options:
  - name: output
    default: json
`

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuberc-test-'))
  await mkdir(join(home, '.kube'))
  await writeFile(join(home, '.kube', 'kuberc'), kuberc)
})
afterAll(async () => {
  await rm(home, {recursive: true})
})

it("keeps the preferences of the user (kuberc) out of kubectl's output", async () => {
  const start: Run = runner(new AbortController().signal)
  const args = ['version', '--client']
  const plain = {...process.env, HOME: home, USERPROFILE: home} as Record<string, string>
  const preferred = await start({tool, args, env: plain})
  const neutral = await start({tool, args, env: {...plain, ...neutralEnvironment}})
  expect(preferred.stdout).toMatch(/^\{/)
  expect(neutral.stdout).toMatch(/^Client Version: v/)
})
