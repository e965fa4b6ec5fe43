import {withoutCredentials} from '../addresses.ts'
import {NotAllowedError, UserError, type UserErrorOptions} from '../errors.ts'

/** helm ended with a non-zero exit code, or its output could not be parsed. */
export class HelmFailed extends UserError {
  /** Without secrets: values are passed on stdin, and passwords in addresses are hidden. */
  readonly args: readonly string[]
  readonly helmExitCode: number
  readonly stderr: string

  constructor(message: string, {args, helmExitCode, stderr, ...options}: UserErrorOptions & HelmRun) {
    super(message, {program: programOf(args), ...options})
    this.args = args.map(withoutCredentials)
    this.helmExitCode = helmExitCode
    this.stderr = stderr
  }
}

export interface HelmRun {
  readonly args: readonly string[]
  readonly helmExitCode: number
  readonly stderr: string
}

/** `helm upgrade`, `helm get values`: what it was to do, without the options and names. */
function programOf([verb = '', what = '']: readonly string[]): string {
  return ['helm', verb, ...(verb === 'get' ? [what] : [])].join(' ').trim()
}

/** Error texts of helm, and what the user can do about them. The first match is used. */
const knownFailures: readonly {readonly pattern: RegExp; readonly hint: string}[] = [
  {
    pattern: /another operation \(install\/upgrade\/rollback\) is in progress/,
    hint: 'Another Helm operation on this release is running or was interrupted. Wait a moment, then run the same command again: it repairs a release that was interrupted.',
  },
  {
    pattern: /could not find (a ready )?tiller|cannot connect to Tiller|context deadline exceeded/,
    hint: "Helm 2 needs Tiller in the cluster: run 'vkctl rbac init', or use Helm 3 or 4.",
  },
  {
    pattern: /cluster unreachable|connection refused|no such host|i\/o timeout|TLS handshake timeout|connection reset|: EOF/,
    hint: 'Check that the cluster is running and that you can reach its API server from here (a private cluster needs access to its network).',
  },
  {
    pattern: /cannot be imported into the current release|already exists/,
    hint: 'An object with this name exists and does not belong to this release. Remove it, or choose another --connector-name or --namespace.',
  },
  {
    pattern: /don't meet the specifications of the schema/,
    hint: 'Correct the values in the --set-values file.',
  },
  {
    pattern: /incompatible with Kubernetes/,
    hint: 'Upgrade the cluster, or use another chart with --chart-url.',
  },
]

const unauthenticated = /asked for the client to provide credentials|Unauthorized|must be logged in/
const forbidden =
  /User "(?<user>[^"]+)" cannot (?<verb>\w+) resource "(?<resource>[^"]+)" in API group "(?<group>[^"]*)" (?:in the namespace "(?<namespace>[^"]+)"|at the cluster scope)/
const escalation = /user "(?<user>[^"]+)".* is attempting to grant RBAC permissions not currently held/

/** Turns a failed run of helm into an error that says what to do. `doing` completes "Helm could not …". */
export function helmError(doing: string, run: HelmRun): UserError {
  const said = lastLines(run.stderr)
  const message = `Helm could not ${doing}: ${said === '' ? `it failed with exit code ${run.helmExitCode} and printed no message` : said}`
  const program = programOf(run.args)
  const refused = forbidden.exec(run.stderr)?.groups
  if (refused !== undefined) {
    const {user, verb, resource, group, namespace} = refused
    const what = `${resource}${group === '' ? '' : `.${group}`}`
    return new NotAllowedError(
      `Helm could not ${doing}: ${user} may not ${verb} ${what} ${namespace === undefined ? 'in the whole cluster' : `in the namespace ${namespace}`}.`,
      {
        hints: ['Ask the cluster administrator for this permission, or use --admin.'],
        program,
      },
    )
  }
  const user = escalation.exec(run.stderr)?.groups?.['user']
  if (user !== undefined) {
    return new NotAllowedError(`Helm could not ${doing}: ${user} cannot grant the connector permissions that it does not have itself.`, {
      hints: ['Ask the cluster administrator to install the connector, or use --admin.'],
      program,
    })
  }
  if (unauthenticated.test(run.stderr)) {
    return new NotAllowedError(message, {
      hints: ['The cluster rejected the credentials. Sign in again, or use --admin.'],
      program,
    })
  }
  if (run.args[0] === 'pull')
    return new HelmFailed(message, {...run, hints: ['Check the address of the chart, and whether you can reach it from here.']})
  const known = knownFailures.find(({pattern}) => pattern.test(run.stderr))
  return new HelmFailed(message, {...run, hints: known === undefined ? [] : [known.hint]})
}

/** The last lines of stderr, without warnings and log lines, which repeat the error or have nothing to do with it. */
function lastLines(stderr: string): string {
  return stderr
    .split('\n')
    .filter(
      line =>
        line.trim() !== '' && !/^(WARNING: |level=|[EWI]\d{4} |coalesce\.go|warning: )/.test(line) && !/^\d{4}\/\d\d\/\d\d /.test(line),
    )
    .map(line => line.replace(/^Error: /, '').trim())
    .slice(-8)
    .join('\n')
}
