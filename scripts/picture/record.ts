import {execa} from 'execa'

/** What a terminal got at once. */
export interface Part {
  readonly text: string
  /** Milliseconds since the start. */
  readonly atMs: number
}

/** Runs a command and records what it writes to its terminal, and when. Rejects if it fails. */
export async function record([file, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<readonly Part[]> {
  const started = performance.now()
  const parts: Part[] = []
  const decoder = new TextDecoder()
  const run = execa(file, args, {env, extendEnv: false, stdin: 'ignore', stderr: 'inherit', buffer: false})
  run.stdout.on(
    'data',
    (chunk: Buffer) => void parts.push({text: decoder.decode(chunk, {stream: true}), atMs: performance.now() - started}),
  )
  await run
  return parts
}
