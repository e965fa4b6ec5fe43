import {makeChecksums} from './checksums.ts'
import type {Release} from './context.ts'
import {debianArchitectures, makeDebian, type DebianArchitecture} from './debian.ts'
import {makeManifests} from './manifests.ts'
import {NotHere} from './node-binary.ts'
import {platforms} from './platform.ts'
import {makeSboms} from './sboms.ts'
import {makeStandalone} from './standalone.ts'
import {makeTarball} from './tarball.ts'

/** One part of a release: makes its files in the folder of the release, and returns their names. Throws NotHere if it cannot be made on this machine. */
type Make = (release: Release) => string | readonly string[]

/** All parts in the order in which they are made: the last ones read what the others have made. */
export const parts: Readonly<Record<string, Make>> = {
  tarball: makeTarball,
  ...Object.fromEntries(platforms.map(platform => [platform, (release: Release) => makeStandalone(release, platform)])),
  ...Object.fromEntries(
    (Object.keys(debianArchitectures) as DebianArchitecture[]).map(architecture => [
      `deb-${architecture}`,
      (release: Release) => makeDebian(release, architecture),
    ]),
  ),
  sbom: makeSboms,
  manifests: makeManifests,
  checksums: makeChecksums,
}

export interface Made {
  readonly part: string
  readonly files: readonly string[]
  /** Why it was not made. */
  readonly problem?: string
}

/** Makes some parts of a release. What cannot be made on this machine is in the result, with the reason. */
export function make(release: Release, chosen: readonly string[]): readonly Made[] {
  return Object.entries(parts)
    .filter(([part]) => chosen.includes(part))
    .map(([part, makePart]) => {
      try {
        return {part, files: [makePart(release)].flat()}
      } catch (error) {
        if (error instanceof NotHere) return {part, files: [], problem: error.message}
        throw error
      }
    })
}
