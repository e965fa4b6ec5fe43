import type {Invocation, Outcome} from '../process.ts'
import {Secret} from '../secret.ts'
import {fieldManager, parseAnswer, type Api, type ApiAnswer, type Applied} from './api.ts'
import {ClusterUnreachable} from './cluster-errors.ts'
import {kubectlError, refusalIn, saidLines} from './kubectl-errors.ts'

export interface CallOptions {
  readonly input?: Invocation['input']
  readonly timeoutMs?: number
}

/** Runs kubectl on its cluster, and gives what it said whatever its exit code. */
export type RunKubectl = (args: readonly string[], options?: CallOptions) => Promise<Outcome>

const reading = 'read the cluster'
const changing = 'change the cluster'

/** The REST API through `kubectl get --raw` and `kubectl create --raw`: for clusters that only kubectl knows how to sign in to. */
export function openRawApi(kubectl: RunKubectl): Api {
  let address: Promise<Address> | undefined
  const raw = async (command: string, path: string, options?: CallOptions): Promise<Outcome> => {
    const {prefix, server} = await (address ??= readAddress(kubectl))
    return kubectl([command, '--raw', `${prefix}${path}`, ...server, ...(options?.input === undefined ? [] : ['-f', '-'])], options)
  }

  const get: Api['get'] = async (path, options) => {
    const answer = answerOf(reading, await raw('get', path, options))
    // kubectl does not say which object was not found; its own --ignore-not-found takes it for the one that was asked for.
    return answer.refused?.reason === 'NotFound'
      ? {refused: {...answer.refused, name: decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}}
      : answer
  }
  return {
    by: 'kubectl',
    get,
    async create(path, object) {
      return answerOf(changing, await raw('create', path, {input: json(object)}))
    },
    async apply(path, object) {
      // What is written is vkctl's own. To check it against the schema, kubectl would first fetch the description of every kind there is.
      const how = ['--server-side', `--field-manager=${fieldManager}`, '--force-conflicts', '--validate=false']
      const outcome = await kubectl(['apply', ...how, '-o', 'json', '-f', '-'], {input: json(object)})
      if (outcome.exitCode !== 0 && refusalIn(outcome.stderr) === undefined) return unlessChanged(get, path, object, outcome)
      return answerOf(changing, outcome)
    },
    clockAheadMs: () => 0,
    close() {},
  }
}

interface Address {
  /** Begins with a slash, unless it is empty. */
  readonly prefix: string
  /** Options of kubectl. */
  readonly server: readonly string[]
}

/**
 * Where paths begin. The address of a server may have a path, as behind a proxy of many clusters. `--raw` of kubectl 1.33 leaves that path out
 * (https://github.com/lensapp/lens/issues/2766), that of 1.35 does not, so all of them are given an address without it.
 */
async function readAddress(kubectl: RunKubectl): Promise<Address> {
  const {exitCode, stdout, stderr} = await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'])
  if (exitCode !== 0) throw kubectlError('read the kubeconfig', stderr, exitCode)
  const {origin, pathname} = URL.canParse(stdout) ? new URL(stdout) : {origin: '', pathname: ''}
  const prefix = pathname.replace(/\/+$/, '')
  return {prefix, server: prefix === '' ? [] : ['--server', origin]}
}

function answerOf(doing: string, {exitCode, stdout, stderr}: Outcome): ApiAnswer {
  if (exitCode === 0) return {text: stdout}
  const refused = refusalIn(stderr)
  if (refused === undefined) throw kubectlError(doing, stderr, exitCode)
  return {refused}
}

/** `kubectl apply` does not print the reason of a conflict. There was one when the object has another version than was to be replaced. */
async function unlessChanged(get: Api['get'], path: string, object: Applied, {exitCode, stderr}: Outcome): Promise<ApiAnswer> {
  const error = kubectlError(changing, stderr, exitCode)
  const {resourceVersion} = object.metadata
  if (resourceVersion === undefined || error instanceof ClusterUnreachable) throw error
  const {text, refused} = await get(path)
  const isSame = text !== undefined && (parseAnswer(text) as unknown as Applied).metadata.resourceVersion === resourceVersion
  if (isSame || (refused !== undefined && refused.reason !== 'NotFound')) throw error
  return {refused: {reason: 'Conflict', message: saidLines(stderr).join('; ')}}
}

/** It may hold secrets. */
function json(object: unknown): Secret {
  return new Secret(JSON.stringify(object))
}
