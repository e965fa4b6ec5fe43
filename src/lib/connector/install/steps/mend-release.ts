import type {StepKind} from '../../session/step.ts'

/** Repairs a release that an interrupted Helm left pending or uninstalling. */
export interface MendRelease {
  readonly do: 'mend'
  readonly release: string
  readonly namespace: string
  /** The status that Helm reports. */
  readonly status: string
  readonly revision: number
}

export const mendRelease: StepKind<MendRelease> = {
  describe: ({release, status}) => `Repair the release ${release}, which an interrupted Helm left ${status}`,
  take: ({release, namespace, revision}, {session}) => session.helm.mend({release, namespace, revision}),
}
