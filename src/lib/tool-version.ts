import {UserError} from './errors.ts'
import type {Run} from './process.ts'
import type {ToolName} from './tools.ts'

/** Arguments that make the program ask no server: `--client` is kubectl's, and Helm 2's, which would look for Tiller. */
const questions: Readonly<Record<ToolName, readonly (readonly string[])[]>> = {
  kubectl: [
    ['version', '--client', '-o', 'json'],
    ['version', '--client'],
  ],
  // Helm 4 has dropped --client, but Helm 2 waits for Tiller without it, so --client is tried first.
  helm: [
    ['version', '--client', '--short'],
    ['version', '--short'],
  ],
}

/** The version that a program prints, without the `v`. Rejects with UserError if it prints none. */
export async function toolVersion(name: ToolName, path: string, run: Run): Promise<string> {
  for (const args of questions[name]) {
    const {exitCode, stdout} = await run({tool: path, args, timeoutMs: 10_000})
    const [, version] = /\bv(\d+\.\d+\.\d+[-+.\w]*)/.exec(stdout) ?? []
    if (exitCode === 0 && version !== undefined) return version
  }
  throw new UserError(`${path} did not print its version.`)
}
