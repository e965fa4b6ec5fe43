import {azureIdentity} from './identity/azure-identity.ts'
import {createConnectorLog} from './connector-log.ts'
import type {ConnectorOptions} from './connector-options.ts'
import {FlagError, parseFlags} from './settings/flags.ts'
import {GoPanic, panicText} from './go-quirks.ts'
import {startProvider} from './provider.ts'

export interface RunningConnector {
  /** The exit code. */
  readonly done: Promise<number>
  /** Like SIGTERM: the connector ends at once and leaves everything unchanged. */
  readonly stop: () => void
}

/**
 * A stand-in of the ACI provider of virtual-kubelet (azure-aci v1.6.4): it takes the same flags, variables and files, refuses what
 * the provider refuses with the same words, registers the same Node and runs pods as container groups. It asks ARM more often, so
 * that nobody waits for it. `kubectl exec` runs nothing.
 */
export function runConnector(options: ConnectorOptions): RunningConnector {
  const stopping = new AbortController()
  const end = Promise.withResolvers<number>()
  const closers: (() => void)[] = []
  const log = createConnectorLog(options.log)
  const exit = (code: number): void => {
    stopping.abort()
    for (const close of closers.splice(0)) close()
    end.resolve(code)
  }
  const onPanic = (panic: GoPanic): void => {
    if (stopping.signal.aborted) return
    for (const line of panicText(panic)) log.raw(line)
    exit(2)
  }

  const run = async (): Promise<void> => {
    // Identity comes before flags: without it not even --help works.
    const identity = azureIdentity(options.env, options.files)
    if (identity.clientId === '') log.info('using user identity for Authentication')
    const access = await options.api()
    const flags = parseFlags(options.args, options.env, log.raw)
    if (flags === undefined) {
      log.raw('virtual-kubelet implements a node on a Kubernetes cluster using Azure Container Instances to run pods.')
      return exit(0)
    }
    if (!log.setLevel(flags['log-level'])) throw new Error(`Error parsing log level: not a valid logrus Level: "${flags['log-level']}"`)
    await startProvider({options, log, identity, flags, access, closers, signal: stopping.signal, onPanic})
    if (stopping.signal.aborted) for (const close of closers.splice(0)) close()
  }
  run().catch((error: unknown) => {
    if (stopping.signal.aborted) return
    if (error instanceof GoPanic) return onPanic(error)
    if (error instanceof FlagError) log.raw(`Error: ${error.message}`)
    log.fatal((error as Error).message)
    exit(1)
  })
  return {done: end.promise, stop: () => exit(143)}
}
