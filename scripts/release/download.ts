import type {Platform} from './platform.ts'

/** What package managers must know about an archive. */
export interface Download {
  readonly url: string
  readonly sha256: string
}

/** The archive of a platform. Throws NotHere if it is not in the folder of the release. */
export type DownloadOf = (platform: Platform) => Download
