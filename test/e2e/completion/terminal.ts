import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {interactive, type Shell} from './shells.ts'

const patienceMs = 30_000

/** A shell in a terminal. */
export interface Terminal {
  /** Types keys. */
  readonly type: (keys: string) => void
  /** Waits until the terminal shows this. Rejects, with what it shows, if that takes too long. */
  readonly shows: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Types keys, and returns the words of the line that the shell has then. */
  readonly words: (keys: string) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

const [controlA, controlE] = ['\u0001', '\u0005']

/** Starts a shell, and runs these lines in it first. */
export async function openTerminal(
  shell: Shell,
  {env, cwd, lines}: {readonly env: Readonly<Record<string, string>>; readonly cwd: string; readonly lines: readonly string[]},
): Promise<Terminal> {
  const {command, args} = interactive[shell]
  // The terminal that script makes has no size.
  const child = spawn('script', ['-qec', `stty rows 50 cols 200; exec ${command}`, '/dev/null'], {
    env: {...env, TERM: 'xterm', LANG: 'C.UTF-8'},
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  let screen = ''
  let look = (): void => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    look()
  })
  const shows = async (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`The terminal does not show ${pattern}: ${JSON.stringify(screen.slice(-3000))}`)),
        patienceMs,
      )
      look = () => {
        const found = pattern.exec(screen)
        if (found === null) return
        clearTimeout(late)
        look = () => {}
        resolve(found)
      }
      look()
    })
  const type = (keys: string): void => void child.stdin.write(keys)
  let number = 0
  const words = async (keys: string): Promise<readonly string[]> => {
    number++
    // Keys wait in the terminal until the shell has completed the line.
    type(`${keys}${controlA}args ${number} ${controlE}\r`)
    const [, all = ''] = await shows(new RegExp(`\\{${number}\\}(.*?)\\{end\\}`, 's'))
    return [...all.matchAll(/<(.*?)>/gs)].map(([, word = '']) => word)
  }
  for (const line of [...args, ...lines]) type(`${line}\r`)
  await words('ready')
  return {
    type,
    shows,
    words,
    async close() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
