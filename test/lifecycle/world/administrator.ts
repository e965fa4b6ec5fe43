import {execFile} from 'node:child_process'
import {promisify} from 'node:util'

export interface ToolRun {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Somebody with all rights in the cluster, who uses helm and kubectl directly. */
export interface Administrator {
  /** Gives what it said, whatever the exit code. */
  readonly tryKubectl: (args: readonly string[] | string, input?: string) => Promise<ToolRun>
  /** Gives stdout; rejects when it fails. */
  readonly kubectl: (args: readonly string[] | string, input?: string) => Promise<string>
  readonly helm: (args: readonly string[] | string) => Promise<string>
}

export interface AdministratorParts {
  /** Paths. */
  readonly kubeconfig: string
  readonly kubectl: string
  readonly helm: string
  readonly home: string
}

const run = promisify(execFile)

/** A command line without quotes, taken apart at its spaces. */
export function words(args: readonly string[] | string): readonly string[] {
  return typeof args === 'string' ? args.split(' ') : args
}

export function openAdministrator({kubeconfig, kubectl, helm, home}: AdministratorParts): Administrator {
  const attempt = async (tool: string, args: readonly string[], input?: string): Promise<ToolRun> => {
    const running = run(tool, [...args, '--kubeconfig', kubeconfig], {env: {PATH: '/usr/bin:/bin', HOME: home}, maxBuffer: 1e8})
    running.child.stdin?.end(input ?? '')
    try {
      return {exitCode: 0, ...(await running)}
    } catch (error) {
      const {code, stdout, stderr} = error as {code: number; stdout: string; stderr: string}
      return {exitCode: code, stdout, stderr}
    }
  }
  const call = async (tool: string, args: readonly string[], input?: string): Promise<string> => {
    const {exitCode, stdout, stderr} = await attempt(tool, args, input)
    if (exitCode !== 0) throw new Error(`${tool} ${args.join(' ')} ended with ${exitCode}: ${stderr}`)
    return stdout
  }
  return {
    tryKubectl: (args, input) => attempt(kubectl, words(args), input),
    kubectl: (args, input) => call(kubectl, words(args), input),
    helm: args => call(helm, words(args)),
  }
}
