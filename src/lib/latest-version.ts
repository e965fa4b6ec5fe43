import gt from 'semver/functions/gt.js'
import valid from 'semver/functions/valid.js'
import {UserError} from './errors.ts'
import type {Run} from './process.ts'
import {findProgram} from './tools.ts'

/** A newer version, if there is one. */
export interface LatestVersion {
  readonly latest: string
  readonly updateAvailable: boolean
}

type Env = Readonly<Record<string, string | undefined>>

const timeoutMs = 60_000

/** What npm says, as JSON, when it fails. https://docs.npmjs.com/cli/v11/commands/npm-view#json */
interface NpmError {
  readonly error?: {readonly code?: string; readonly summary?: string}
}

/**
 * Asks the registry of npm for the latest version of a package. npm itself asks: it knows the registry, the proxy and the certificates that the user configured.
 * Rejects with UserError if npm is missing or gets no answer.
 */
export async function latestVersion(
  run: Run,
  env: Env,
  {name, version}: {readonly name: string; readonly version: string},
): Promise<LatestVersion> {
  const npm = await findProgram('npm', env)
  if (npm === undefined)
    throw new UserError('npm was not found, and vkctl asks for new versions with it.', {
      hints: ['npm is part of Node.js. Install it, and run this command again.'],
    })
  // With --global, npm ignores the .npmrc of the current folder, which could send the tokens of the user to another registry.
  const args = ['view', name, 'dist-tags.latest', '--json', '--global']
  const {stdout, stderr} = await run({tool: npm, args, env: forNpm(env), timeoutMs})
  const answer = parsed(stdout)
  if (typeof answer === 'string' && valid(answer) !== null) return {latest: answer, updateAvailable: gt(answer, version)}
  const {code, summary} = (answer as NpmError | undefined)?.error ?? {}
  if (code === 'E404')
    throw new UserError(`The registry of npm has no package ${name}. It may not be published there.`, {
      hints: ['Which registry npm asks: npm config get registry'],
    })
  const why =
    code === undefined ? (stderr.trim().split('\n')[0] ?? '') : `${code}${summary === undefined ? '' : `: ${summary.split('\n')[0]}`}`
  throw new UserError(`npm could not ask for the latest version of ${name}: ${why}`, {hints: ['Try it yourself: npm view vkctl version']})
}

/** Registries that need a token are configured by these; other programs do not get them. */
function forNpm(env: Env): Readonly<Record<string, string>> {
  const isOfNpm = /^(npm_config_|NPM_TOKEN$|NODE_AUTH_TOKEN$)/i
  const kept = Object.entries(env).filter((entry): entry is [string, string] => isOfNpm.test(entry[0]) && entry[1] !== undefined)
  // npm would also ask whether npm itself is up to date.
  return {npm_config_fetch_retries: '1', ...Object.fromEntries(kept), npm_config_update_notifier: 'false'}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
