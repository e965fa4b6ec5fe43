import type {KubeObject} from '../../../src/lib/kubernetes/objects.ts'
import type {Outcome, Run} from '../../../src/lib/process.ts'

/** A request by the path of the REST API. */
export interface Asked {
  readonly path: string
  /** `pods`. */
  readonly plural: string
  readonly namespace: string | undefined
  /** Undefined where a list is asked for. */
  readonly name: string | undefined
  readonly query: URLSearchParams
}

/** Answers `kubectl get --raw` as kubectl does. `show` gives objects of the kind that is asked for, or what kubectl says on stderr. */
export function showing(show: (asked: Asked) => readonly KubeObject[] | string): Run {
  return async ({args}) => {
    if (args[0] === 'config') return {exitCode: 0, stdout: 'https://127.0.0.1', stderr: ''}
    const asked = askedIn(args[args.indexOf('--raw') + 1] ?? '')
    const shown = show(asked)
    return typeof shown === 'string' ? {exitCode: 1, stdout: '', stderr: shown} : answer(asked, shown)
  }
}

function askedIn(raw: string): Asked {
  const {pathname: path, searchParams: query} = new URL(raw, 'https://127.0.0.1')
  const [, namespace, plural = '', name] =
    /^\/(?:api|apis\/[^/]+)\/v1(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? []
  return {path, plural, namespace, name, query}
}

function answer({plural, name}: Asked, items: readonly KubeObject[]): Outcome {
  if (name === undefined) return {exitCode: 0, stdout: JSON.stringify({kind: 'List', items}), stderr: ''}
  const found = items.find(({metadata}) => metadata.name === name)
  return found === undefined
    ? {exitCode: 1, stdout: '', stderr: `Error from server (NotFound): ${plural} "${name}" not found`}
    : {exitCode: 0, stdout: JSON.stringify(found), stderr: ''}
}
