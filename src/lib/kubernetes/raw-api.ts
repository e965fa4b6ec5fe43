import type {Invocation, Outcome} from '../process.ts'
import {Secret} from '../secret.ts'
import {fieldManager, parseAnswer, writeQuery, type Api, type ApiAnswer, type Applied} from './api.ts'
import {ClusterUnreachable} from './cluster-errors.ts'
import {kubectlError, refusalIn, saidLines} from './kubectl-errors.ts'

export interface CallOptions {
  readonly input?: Invocation['input']
  readonly timeoutMs?: number
}

/** Runs kubectl for its cluster, and resolves with any exit code. */
export type RunKubectl = (args: readonly string[], options?: CallOptions) => Promise<Outcome>

const reading = 'read the cluster'
const changing = 'change the cluster'

/** The REST API with `kubectl get --raw`, `kubectl create --raw` and `kubectl replace --raw`: for clusters that only kubectl can sign in to. */
export function openRawApi(kubectl: RunKubectl): Api {
  let address: Promise<Address> | undefined
  const raw = async (command: string, path: string, options?: CallOptions): Promise<Outcome> => {
    const {prefix, server} = await (address ??= readAddress(kubectl))
    return kubectl([command, '--raw', `${prefix}${path}`, ...server, ...(options?.input === undefined ? [] : ['-f', '-'])], options)
  }

  const get: Api['get'] = async (path, {timeoutMs} = {}) => {
    const answer = answerOf(reading, ['get', '--raw', path], await raw('get', path, timeoutMs === undefined ? {} : {timeoutMs}))
    // kubectl does not print which object was not found. Like its --ignore-not-found, this assumes the object of the request.
    return answer.refused?.reason === 'NotFound'
      ? {refused: {...answer.refused, name: decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}}
      : answer
  }
  return {
    by: 'kubectl',
    get,
    async create(path, object) {
      return answerOf(changing, ['create', '--raw', path], await raw('create', path, {input: json(object)}))
    },
    async replace(path, object, {dryRun}) {
      return answerOf(changing, ['replace', '--raw', path], await raw('replace', `${path}${writeQuery(dryRun)}`, {input: json(object)}))
    },
    async apply(path, object) {
      // To validate the object, kubectl would download the schema of every kind in the cluster.
      const how = ['--server-side', `--field-manager=${fieldManager}`, '--force-conflicts', '--validate=false']
      const outcome = await kubectl(['apply', ...how, '-o', 'json', '-f', '-'], {input: json(object)})
      if (outcome.exitCode !== 0 && refusalIn(outcome.stderr) === undefined) return unlessChanged(get, path, object, outcome)
      return answerOf(changing, ['apply'], outcome)
    },
    clockAheadMs: () => 0,
    close() {},
  }
}

interface Address {
  /** Starts with a slash, unless it is empty. */
  readonly prefix: string
  /** Options of kubectl. */
  readonly server: readonly string[]
}

/**
 * The address of a server can have a path, for example if one proxy serves many clusters. `kubectl --raw` ignores that path in 1.33
 * (https://github.com/lensapp/lens/issues/2766), but not in 1.35. So vkctl gives every kubectl an address without the path, and adds it to each request.
 */
async function readAddress(kubectl: RunKubectl): Promise<Address> {
  const {exitCode, stdout, stderr} = await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'])
  if (exitCode !== 0) throw kubectlError('read the kubeconfig', stderr, exitCode, ['config', 'view'])
  const {origin, pathname} = URL.canParse(stdout) ? new URL(stdout) : {origin: '', pathname: ''}
  const prefix = pathname.replace(/\/+$/, '')
  return {prefix, server: prefix === '' ? [] : ['--server', origin]}
}

function answerOf(doing: string, args: readonly string[], {exitCode, stdout, stderr}: Outcome): ApiAnswer {
  if (exitCode === 0) return {text: stdout}
  const refused = refusalIn(stderr)
  if (refused === undefined) throw kubectlError(doing, stderr, exitCode, args)
  return {refused}
}

/** `kubectl apply` does not print the reason of a conflict. It was a conflict if the version of the object is not the one to replace. */
async function unlessChanged(get: Api['get'], path: string, object: Applied, {exitCode, stderr}: Outcome): Promise<ApiAnswer> {
  const error = kubectlError(changing, stderr, exitCode, ['apply'])
  const {resourceVersion} = object.metadata
  if (resourceVersion === undefined || error instanceof ClusterUnreachable) throw error
  const {text, refused} = await get(path)
  const isSame = text !== undefined && (parseAnswer(text) as unknown as Applied).metadata.resourceVersion === resourceVersion
  if (isSame || (refused !== undefined && refused.reason !== 'NotFound')) throw error
  return {refused: {reason: 'Conflict', message: saidLines(stderr).join('; ')}}
}

/** A Secret, because the object may be one. */
function json(object: unknown): Secret {
  return new Secret(JSON.stringify(object))
}
