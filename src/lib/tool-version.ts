import {join} from 'node:path'
import {UserError} from './errors.ts'
import type {Invocation, Run} from './process.ts'
import type {ToolName} from './tools.ts'

type Question = Pick<Invocation, 'args' | 'env'>

/**
 * How to ask each tool without a server. Helm 2 prints its own version and then looks for Tiller, for up to five minutes. `--client` would prevent that, but
 * Helm 4 does not have this flag. With a kubeconfig that does not exist, Helm 2 fails at once after it printed its version, and later versions of Helm work as
 * usual. With HELM_HOST, it would not need a kubeconfig.
 */
const questions: Readonly<Record<ToolName, (path: string) => Question>> = {
  kubectl: () => ({args: ['version', '--client', '-o', 'json']}),
  helm: path => ({args: ['version', '--short', '--kubeconfig', join(path, 'none')], env: {HELM_HOST: ''}}),
}

/**
 * The version that a tool prints, without the `v`: `1.36.3`, `3.18.0+g1234567`. Asks no server. Rejects with UserError if the tool prints no version.
 * `neutral` unsets variables of the user that mislead the tool.
 */
export async function toolVersion(run: Run, name: ToolName, path: string, neutral: Readonly<Record<string, string>> = {}): Promise<string> {
  const {env, ...question} = questions[name](path)
  const {stdout, stderr} = await run({tool: path, ...question, env: {...neutral, ...env}, timeoutMs: 60_000})
  // The first version is that of the tool: kubectl prints that of Kustomize after it, Helm 2 that of Tiller.
  const [, version] = /\bv(\d+\.\d+\.\d+[-+.\w]*)/.exec(stdout) ?? []
  if (version !== undefined) return version
  const said = (stdout.trim() || stderr.trim()).slice(0, 200)
  throw new UserError(`'${path} version' printed no version${said === '' ? '' : `: ${said}`}`, {
    hints: [`Check that ${path} is ${name}, and for this machine (${process.platform}, ${process.arch}).`],
  })
}
