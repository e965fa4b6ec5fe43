import lt from 'semver/functions/lt.js'
import parse from 'semver/functions/parse.js'
import {UserError} from '../errors.ts'

/** Helm's version, such as `3.18.0`. */
export interface HelmVersion {
  readonly text: string
  readonly major: number
}

/** The oldest of each major version that vkctl works with: 3.8 made OCI charts official, 2.17 is the last Helm 2. */
const oldest = {2: '2.17.0', 3: '3.8.0'} as const

/**
 * Parses the output of `helm version`, in any of its forms: `v3.18.0+g1234567`, `Client: v2.17.0+g…`, `Client: &version.Version{SemVer:"v2.17.0", …}`,
 * `version.BuildInfo{Version:"v4.2.3", …}`. Throws UserError if it contains no version or the version is too old.
 */
export function parseVersion(stdout: string): HelmVersion {
  // The first line is the client; Helm 2 prints Tiller after it.
  const [found] = /v\d+\.\d+\.\d+[-+.0-9A-Za-z]*/.exec(stdout) ?? []
  const version = parse(found)
  if (version === null) throw new UserError(`'helm version' printed no version: ${stdout.trim().slice(0, 200)}`)
  const least = version.major <= 2 ? oldest[2] : version.major === 3 ? oldest[3] : undefined
  if (least !== undefined && lt(version, least)) {
    throw new UserError(`Helm ${version.version} is too old. vkctl works with Helm ${oldest[2]}, ${oldest[3]} and later.`, {
      hints: ['Install a newer Helm (https://helm.sh/docs/intro/install/) or set VKCTL_HELM to its path.'],
    })
  }
  return {text: version.version, major: version.major}
}
