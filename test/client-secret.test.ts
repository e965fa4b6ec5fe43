import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {readClientSecret} from '../src/client-secret.ts'
import {talkTo} from './talk.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-secret-test-'))
})
afterAll(() => rm(folder, {recursive: true}))

interface From {
  readonly given?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** The secret, and the warnings. */
async function read({given, env = {}, input}: From): Promise<{readonly secret: string | undefined; readonly warnings: readonly string[]}> {
  const warnings: string[] = []
  const readInput = async (): Promise<string> => {
    if (input === undefined) throw new Error('Stdin was read.')
    return input
  }
  const {signal} = new AbortController()
  const secret = await readClientSecret({env, readInput, signal}, talkTo({warning: text => void warnings.push(text)}), given)
  return {secret: secret?.reveal(), warnings}
}

describe('the client secret', () => {
  it('comes from a file, from stdin or from VKCTL_CLIENT_SECRET, each without its final newline', async () => {
    const path = join(folder, 'secret')
    await writeFile(path, 's3 cret\n')
    expect(await read({given: `@${path}`})).toEqual({secret: 's3 cret', warnings: []})
    expect(await read({given: '-', input: 's3 cret\r\n'})).toEqual({secret: 's3 cret', warnings: []})
    expect(await read({env: {VKCTL_CLIENT_SECRET: 's3 cret\n'}})).toEqual({secret: 's3 cret', warnings: []})
  })

  it('of the command line is taken with a warning that does not show it', async () => {
    const {secret, warnings} = await read({given: 's3cret'})
    expect(secret).toBe('s3cret')
    expect(warnings).toEqual([expect.stringMatching(/^A secret on the command line is visible /)])
    expect(warnings.join()).not.toContain('s3cret')
  })

  it('of an option counts more than that of the environment', async () => {
    expect((await read({given: '-', input: 'option', env: {VKCTL_CLIENT_SECRET: 'environment'}})).secret).toBe('option')
  })

  it('is not there when neither gives one', async () => {
    expect((await read({})).secret).toBeUndefined()
    expect((await read({env: {VKCTL_CLIENT_SECRET: ''}})).secret).toBeUndefined()
  })

  it('must not be empty', async () => {
    await expect(read({given: '-', input: '\n'})).rejects.toThrow('The client secret from stdin is empty.')
    await expect(read({env: {VKCTL_CLIENT_SECRET: '\n'}})).rejects.toThrow('The client secret from VKCTL_CLIENT_SECRET is empty.')
    await expect(read({given: `@${join(folder, 'none')}`})).rejects.toThrow(
      /^--client-secret names the file .*none, which does not exist\.$/,
    )
  })
})
