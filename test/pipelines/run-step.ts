import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {delimiter, dirname, join} from 'node:path'
import {execa} from 'execa'
import {compileCache} from '../compile-cache.ts'
import {builtVkctl} from '../lifecycle/world/vkctl-package.ts'

/** A machine of a CI system: its folders, and files in which steps tell it something. */
export interface Runner {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly file: (name: string) => string
  /** Runs the shell of a step as a runner does. */
  readonly run: (
    script: string,
    env: Readonly<Record<string, string>>,
  ) => Promise<{readonly exitCode: number | undefined; readonly all: string}>
  readonly remove: () => void
}

/** `path`: what earlier steps have put in front of the PATH. */
export function startRunner(): Runner {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vkctl runner ')))
  const bin = join(folder, 'bin')
  for (const path of [bin, join(folder, 'temp')]) mkdirSync(path)
  const vkctl = join(bin, 'vkctl')
  writeFileSync(vkctl, `#!/bin/sh\nexec "${process.execPath}" "${join(builtVkctl(), 'bin', 'run.js')}" "$@"\n`)
  chmodSync(vkctl, 0o755)
  const named = (name: string): string => join(folder, name)
  const env = {
    PATH: [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    RUNNER_TEMP: named('temp'),
    RUNNER_OS: 'Linux',
    GITHUB_PATH: named('path'),
    GITHUB_OUTPUT: named('output'),
    GITHUB_STEP_SUMMARY: named('summary'),
    GITHUB_ACTIONS: 'true',
    AGENT_TEMPDIRECTORY: named('temp'),
    AGENT_OS: 'Linux',
    // As many workflows set it.
    FORCE_COLOR: '1',
    ...compileCache,
  }
  return {
    folder,
    env,
    file: name => (existsSync(named(name)) ? readFileSync(named(name), 'utf8') : ''),
    run: async (script, more) => {
      writeFileSync(named('step.sh'), script)
      const {exitCode, all} = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', named('step.sh')], {
        cwd: folder,
        env: {...env, ...more},
        all: true,
        reject: false,
      })
      return {exitCode, all}
    },
    remove: () => rmSync(folder, {recursive: true, force: true}),
  }
}
