import type {Inspection} from '../inspection/inspection.ts'

/** The format of the bundles that this vkctl writes. It grows when older versions of vkctl can no longer read them. */
export const bundleFormat = 1

/** What `validate --save` writes and `validate --from` reads. It never contains a secret. */
export interface Bundle {
  /** The version of this format. */
  readonly format: number
  /** The version of vkctl that wrote it. */
  readonly vkctlVersion: string
  /** When it was written. */
  readonly saved: Date
  readonly inspection: Inspection
}
