import lt from 'semver/functions/lt.js'
import parse from 'semver/functions/parse.js'
import {UserError} from '../errors.ts'
import type {Run} from '../process.ts'
import {toolVersion} from '../tool-version.ts'
import {helmEnvironment} from './environment.ts'

/** Helm's version, such as `3.18.0`. */
export interface HelmVersion {
  readonly text: string
  readonly major: number
}

/** The oldest of each major version that vkctl works with: 3.8 made OCI charts official, 2.17 is the last Helm 2. */
const oldest = {2: '2.17.0', 3: '3.8.0'} as const

/** Reads the version of helm, without a cluster. Rejects with UserError if helm prints no version or is too old. */
export async function readHelmVersion(run: Run, tool: string): Promise<HelmVersion> {
  return supported(await toolVersion(run, 'helm', tool, helmEnvironment))
}

/** Reads a version such as `3.8.1+g5cb9af4`. Throws UserError if vkctl does not work with it. */
export function supported(text: string): HelmVersion {
  const version = parse(text)
  if (version === null) throw new UserError(`'${text}' is not a version of Helm.`)
  const least = version.major <= 2 ? oldest[2] : version.major === 3 ? oldest[3] : undefined
  if (least !== undefined && lt(version, least)) {
    throw new UserError(`Helm ${version.version} is too old. vkctl works with Helm ${oldest[2]}, ${oldest[3]} and later.`, {
      hints: ['Install a newer Helm (https://helm.sh/docs/intro/install/) or set VKCTL_HELM to its path.'],
    })
  }
  return {text: version.version, major: version.major}
}
