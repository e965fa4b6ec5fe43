// `npm run picture`: runs the main job in the sandbox on a pseudo-terminal and writes the picture of the README, an animated SVG, and its text beside it.
// Needs the program `script` of util-linux.
import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {delimiter, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {execa} from 'execa'
import {programs, toolEnvironment} from '../demo/programs.ts'
import {record} from './picture/record.ts'
import {screensOf} from './picture/screens.ts'
import {columns, rows, story} from './picture/story.ts'
import {svgOf} from './picture/svg.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'docs', 'pictures')

for (const script of ['build.js', 'tools.js']) await execa(process.execPath, [join(root, 'scripts', script)], {cwd: root, stdio: 'inherit'})
const bin = await mkdtemp(join(tmpdir(), 'picture-'))
try {
  for (const name of ['vkctl', 'kubectl']) {
    const [file, ...args] = programs[name] ?? [name]
    await writeFile(join(bin, name), `#!/bin/sh\nexec '${[file, ...args].join("' '")}' "$@"\n`, {mode: 0o755})
  }
  await symlink(process.execPath, join(bin, 'node'))
  const shell = join(bin, 'story.sh')
  await writeFile(shell, [`stty cols ${columns} rows ${rows}`, ...story.map(asTyped), ''].join('\n'))
  const {TERM: _, CI: __, NO_COLOR: ___, ...env} = process.env
  const parts = await record(
    [process.execPath, join(root, 'bin', 'run.js'), 'sandbox', '--exec', 'script', '-qefc', `bash '${shell}'`, '/dev/null'],
    {...env, ...toolEnvironment, TERM: 'xterm-256color', PATH: `${bin}${delimiter}${env['PATH'] ?? ''}`},
  )
  const {screens, text} = await screensOf(parts, {columns, rows})
  await mkdir(folder, {recursive: true})
  await writeFile(join(folder, 'main-job.svg'), svgOf(screens, {columns, rows}))
  await writeFile(join(folder, 'main-job.txt'), text)
  console.log(`${screens.length} screens are in docs/pictures/main-job.svg.`)
} finally {
  await rm(bin, {recursive: true, force: true})
}

/** Shows a command as if somebody typed it, and runs it. The story ends where a command fails. */
function asTyped(line: string): string {
  return `sleep 0.5; printf '\\033[1m$ %s\\033[0m\\n' '${line.replaceAll("'", `'\\''`)}'; ${line} || exit 1`
}
