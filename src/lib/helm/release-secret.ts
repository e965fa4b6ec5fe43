import {gunzipSync} from 'node:zlib'
import {releaseOf, type Release, type UpgradedRelease} from './releases.ts'

/** The labels of the Secrets in which Helm 3 and 4 keep the revisions of releases. */
export const releaseSecretLabels = 'owner=helm'

/**
 * The largest size of an unpacked revision in bytes; that of a connector has some 50 KB. A Secret has at most 1 MB, but that may unpack to a thousand times
 * as much, and the objects in its JSON take fifty times that in memory.
 */
const mostBytes = 3_000_000

/** The Secret that holds a revision (https://helm.sh/docs/topics/advanced/#storage-backends). */
export function releaseSecretName(release: string, revision: number): string {
  return `${prefixOf(release)}${revision}`
}

/** Whether a Secret of this name holds a revision of this release. */
export function isReleaseSecretName(name: string, release: string): boolean {
  const prefix = prefixOf(release)
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))
}

function prefixOf(release: string): string {
  return `sh.helm.release.v1.${release}.v`
}

/** The release and revision that the labels of such a Secret name; undefined if they name none. */
export function releaseOfLabels(
  labels: Readonly<Record<string, string>>,
): {readonly release: string; readonly revision: number} | undefined {
  const {name: release = '', version = ''} = labels
  const revision = Number(version)
  return release === '' || !Number.isSafeInteger(revision) || revision < 1 ? undefined : {release, revision}
}

export interface UnpackedRelease {
  readonly release: Release
  /** The objects that Helm rendered: YAML. */
  readonly manifest: string
}

/**
 * Unpacks the revision in a Secret; `data` is its field `release`: base64 of base64 of gzip of JSON. Undefined if it is not a revision: whoever can
 * write Secrets could have written it. Helm ignores such Secrets too.
 */
export function unpackRelease(data: string): UnpackedRelease | undefined {
  try {
    const packed = Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64')
    const text = gunzipSync(packed, {maxOutputLength: mostBytes}).toString('utf8')
    const stored = JSON.parse(text) as UpgradedRelease
    const release = releaseOf(stored)
    const manifest: unknown = stored.manifest
    return isRelease(release) ? {release, manifest: typeof manifest === 'string' ? manifest : ''} : undefined
  } catch {
    return undefined
  }
}

function isRelease({name, namespace, revision, chartName, chartVersion, appVersion}: Release): boolean {
  return Number.isSafeInteger(revision) && [name, namespace, chartName, chartVersion, appVersion].every(value => typeof value === 'string')
}
