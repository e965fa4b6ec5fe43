import {describe, expect, it} from '@jest/globals'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import {consentToRoles, consentToUndo} from '../../../../src/lib/connector/install/consent.ts'

const finding = (id: string, message = `${id} fails.`): Finding => ({
  id,
  message,
  category: 'azure',
  verdict: 'problem',
  title: '',
  remedy: '',
  target: 'vk',
  docs: '',
})
const missing = [finding('role-assigned'), finding('subnet-role'), finding('subnet-role')]

describe('roles that are missing', () => {
  it('are assigned when the user said so, or says so now', async () => {
    expect(await consentToRoles(missing, true, undefined)).toBe(true)
    const asked: string[] = []
    const offer = (answer: boolean) => async (question: string) => (asked.push(question), answer)
    expect(await consentToRoles(missing, false, offer(true))).toBe(true)
    expect(asked).toEqual([
      "role-assigned fails.\nsubnet-role fails.\nAssign the role 'Azure Container Instances Contributor Role' and the role 'Network Contributor' now?",
    ])
    await expect(consentToRoles(missing, false, offer(false))).rejects.toMatchObject({exitCode: 4})
    await expect(consentToRoles(missing, false, undefined)).rejects.toMatchObject({exitCode: 4})
  })

  it('are not assigned because a check of them was left out', async () => {
    expect(await consentToRoles([], false, undefined)).toBe(false)
  })

  it('are not asked for when something else is wrong as well', async () => {
    const never = () => Promise.reject(new Error('Nobody is asked.'))
    await expect(consentToRoles([...missing, finding('subnet-exists')], true, never)).rejects.toMatchObject({
      exitCode: 4,
      findings: [{id: 'subnet-exists'}],
    })
  })
})

describe('a cordon of somebody else', () => {
  const asked = async (yes: boolean, answer: boolean | undefined, {dryRun = false, wait = true} = {}) => {
    const warnings: string[] = []
    const questions: string[] = []
    const offer = answer === undefined ? undefined : async (question: string) => (questions.push(question), answer)
    const agreed = await consentToUndo(
      {warning: text => warnings.push(text)},
      ['Somebody cordoned the node n.'],
      {yes, offer},
      {dryRun, wait},
    )
    return {agreed, questions: questions.length, warnings}
  }
  const warning = 'Somebody cordoned the node n. To undo this, pass --yes.'

  it.each<[string, Parameters<typeof asked>, Awaited<ReturnType<typeof asked>>]>([
    ['is undone with --yes, and nobody is asked', [true, false], {agreed: true, questions: 0, warnings: []}],
    ['is undone if the user agrees', [false, true], {agreed: true, questions: 1, warnings: []}],
    ['stays if the user does not, and an error says so', [false, false], {agreed: false, questions: 1, warnings: []}],
    ['stays without a terminal, and an error says so', [false, undefined], {agreed: false, questions: 0, warnings: []}],
    [
      'stays with a warning if nobody waits for an error',
      [false, undefined, {wait: false}],
      {agreed: false, questions: 0, warnings: [warning]},
    ],
    ['is not asked about in a dry run', [false, true, {dryRun: true}], {agreed: false, questions: 0, warnings: [warning]}],
  ])('%s', async (_, args, expected) => {
    expect(await asked(...args)).toEqual(expected)
  })
})
