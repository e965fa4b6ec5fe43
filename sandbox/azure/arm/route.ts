import type {World} from '../world.ts'

/** The caller, from the token. */
export interface Caller {
  readonly clientId: string
  readonly objectId: string
  /** Object ids that role assignments may name: the caller and its groups. */
  readonly principalIds: readonly string[]
}

export interface ArmRequest {
  readonly method: string
  /** Path without query, as in the request. */
  readonly path: string
  /** The values of the `{name}` placeholders in the route's path. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown
  readonly caller: Caller
  /** Base address of the stand-in, without a final slash. */
  readonly endpoint: string
  readonly world: World
}

export interface ArmReply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface ArmRoute {
  readonly method: string
  /** `{name}` holds one segment, `{name...}` any number of them. Letter case does not matter. */
  readonly path: string
  /** The operation that a role must allow; undefined if the answer is filtered instead. */
  readonly action: string | undefined
  /** The scope at which it must be allowed, with the same placeholders. Default: the path. */
  readonly scope?: string
  readonly apiVersions: readonly string[]
  readonly handle: (request: ArmRequest) => ArmReply | Promise<ArmReply>
}

/** The values of the placeholders if the path matches; otherwise undefined. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const source = pattern
    .replaceAll('.', '\\.')
    .replace(
      /\{(\w+)(\\\.\\\.\\\.)?\}/g,
      (_, name: string, rest: string | undefined) => `(?<${name}>${rest === undefined ? '[^/]+' : '.+'})`,
    )
  const match = new RegExp(`^${source}/?$`, 'i').exec(path)
  return match === null ? undefined : {...match.groups}
}

export function fillPath(pattern: string, params: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)(?:\.\.\.)?\}/g, (_, name: string) => params[name] ?? '')
}
