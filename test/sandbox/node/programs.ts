import {createServer} from 'node:net'
import type {Image, ProgramContext, RunningProgram, Signal} from '../../../sandbox/node/program.ts'

/** A program whose end the test decides; `signals` are those it got. */
export interface ControlledProgram {
  readonly context: ProgramContext
  readonly signals: Signal[]
  end(exitCode: number): void
  /** Listens on a container port; gives the function that stops. */
  listen(port: number): Promise<() => void>
}

/** An image whose containers do nothing by themselves. It ends on SIGKILL, and on SIGTERM unless `stubborn`. */
export function controlledImage({stubborn = false, ...image}: Partial<Image> & {readonly stubborn?: boolean} = {}): Image & {
  next(pod: string): Promise<ControlledProgram>
} {
  const started: ControlledProgram[] = []
  const waiting: {pod: string; resolve: (program: ControlledProgram) => void}[] = []
  const podOf = ({context}: ControlledProgram): string => context.env['HOSTNAME'] ?? ''
  return {
    ...image,
    /** The next start of a container of this pod that nobody has asked for yet. */
    next: pod =>
      new Promise(resolve => {
        const index = started.findIndex(program => podOf(program) === pod)
        const [ready] = index === -1 ? [] : started.splice(index, 1)
        if (ready === undefined) waiting.push({pod, resolve})
        else resolve(ready)
      }),
    start(context): RunningProgram {
      const done = Promise.withResolvers<number>()
      const closers: (() => void)[] = []
      const program: ControlledProgram = {
        context,
        signals: [],
        end(code) {
          for (const close of closers) close()
          done.resolve(code)
        },
        async listen(port) {
          const server = createServer(socket => socket.end())
          await context
            .listenAddress(port)
            .then(address => new Promise<void>(resolve => server.listen(address.port, address.host, resolve)))
          const close = (): void => void server.close()
          closers.push(close)
          return close
        },
      }
      const index = waiting.findIndex(({pod}) => pod === podOf(program))
      if (index === -1) started.push(program)
      else waiting.splice(index, 1)[0]?.resolve(program)
      return {
        done: done.promise,
        signal(signal) {
          program.signals.push(signal)
          if (signal === 'SIGKILL') program.end(137)
          else if (!stubborn) program.end(0)
        },
      }
    },
  }
}
