import type {StepKind} from './step.ts'

/** Brings back a release that an interrupted Helm left pending or uninstalling. */
export interface MendRelease {
  readonly do: 'mend'
  readonly release: string
  readonly namespace: string
  /** Helm's status of it. */
  readonly status: string
}

export const mendRelease: StepKind<MendRelease> = {
  describe: ({release, status}) => `Bring the release ${release} back from ${status}`,
  take: ({release, namespace}, {session}) => session.helm.mend({release, namespace}),
}
